import type { Clock } from "@petpulse/gateway/clock";
import { ConsoleError } from "./errors.ts";
import type { Line } from "./line.ts";

/** Espruino's console (src/jsinteractive.c): Ctrl-C drops what is typed and ends what runs; DLE first in a line keeps its echo back. */
const CTRL_C = "\x03";
const NO_ECHO = "\x10";
/** In-band flow control (src/jsdevices.c): the board says XOFF while its input buffer is filling. */
const XON = 0x11;
const XOFF = 0x13;
/** Sent at once, bytes: less than what the board's buffer still takes when it says XOFF. */
const PIECE_BYTES = 128;
/** What a board that lives answers within, ms. Flash that compacts itself blocks for seconds. */
const PATIENCE_MS = 10_000;
/** Questions, each with its share of the patience, that a board which starts anew may leave unanswered. */
const RESTART_TRIES = 4;
/** Longest line that is kept, and what is remembered of other lines for error messages, characters. */
const LONGEST_LINE = 64 * 1024;
const MOST_WORDS = 400;
/** First line of what Espruino prints when it starts: `|  __|___ ___ ___ _ _|_|___ ___ `. */
const BANNER = /\|\s+__\|___ ___|\(c\) \d{4} G\.Williams/;

interface Asked {
  tag: string;
  resolve(text: string): void;
  reject(error: Error): void;
}

/**
 * Espruino's console, as a place to ask: one question at a time, answered as JSON. What the board prints beside answers goes to `onText`.
 * Errors: see ConsoleErrorCode; after console.disconnected it has to be opened anew.
 */
export class Console {
  /** Every printed line that answers nothing. */
  onText: (line: string) => void = () => {};
  readonly #line: Line;
  readonly #clock: Clock;
  #asked: Asked | null = null;
  #number = 0;
  #buffer = "";
  #words = "";
  #heardBytes = 0;
  #answers = 0;
  #gone: ConsoleError | null = null;
  #paused = false;
  #resume: () => void = () => {};
  #resetWanted = false;

  constructor(line: Line, clock: Clock) {
    this.#line = line;
    this.#clock = clock;
  }

  get name(): string {
    return this.#line.name;
  }

  /** Opens the line and takes the console over, whatever is half typed there. Throws ConsoleError. */
  async start(): Promise<void> {
    this.#gone = null;
    await this.#line.open(
      (bytes) => this.#hear(bytes),
      (why) => this.#lose(why),
    );
    await this.#send(`${CTRL_C}\n${NO_ECHO}echo(0)\n`);
    await this.ask("1");
  }

  /**
   * The value of an expression of the board's language, as JSON has it; undefined when it has none. `patienceMs`: for an answer.
   * Throws ConsoleError; console.refused carries what the board threw.
   */
  async ask(expression: string, patienceMs: number = PATIENCE_MS): Promise<unknown> {
    const tag = `<${++this.#number}>`;
    const answer = this.#answer(tag, patienceMs);
    const text = `try{print(${JSON.stringify(tag)}+JSON.stringify(${expression}))}catch(e){print(${JSON.stringify(`${tag}!`)}+e)}`;
    this.#send(`${NO_ECHO}${text}\n`).catch((error: Error) => {
      if (this.#asked?.tag === tag) this.#asked.reject(error);
    });
    const said = await answer;
    this.#answers++;
    if (said.startsWith("!"))
      throw new ConsoleError(
        "console.refused",
        `${this.name}: ${said.slice(1, 1 + MOST_WORDS)}`,
        `asked for ${expression.slice(0, 60)}`,
      );
    if (said === "" || said === "undefined") return undefined;
    try {
      return JSON.parse(said);
    } catch (cause) {
      throw this.#garbage(said, { cause });
    }
  }

  /**
   * Lets a statement start the board anew, and takes the new console over: the banner is no surprise. No Ctrl-C: it would end the start.
   * Throws ConsoleError.
   */
  async restart(statement: string): Promise<void> {
    this.#resetWanted = true;
    await this.#send(`${NO_ECHO}${statement}\n`);
    for (let tries = 1; ; tries++) {
      try {
        await this.ask("echo(0)", PATIENCE_MS / RESTART_TRIES);
        this.#resetWanted = false;
        return;
      } catch (error) {
        // What was typed while it started may be lost.
        const silent = error instanceof ConsoleError && error.code === "console.silent";
        if (!silent || tries === RESTART_TRIES) throw error;
      }
    }
  }

  /** Gives the console back and closes the line. Never throws: a board that is gone needs nothing. */
  async stop(): Promise<void> {
    try {
      if (!this.#gone) await this.#send(`${NO_ECHO}echo(1)\n`);
    } catch {
      // Gone in this moment.
    }
    await this.#line.close();
  }

  #answer(tag: string, patienceMs: number): Promise<string> {
    if (this.#gone) return Promise.reject(this.#gone);
    return new Promise((resolve, reject) => {
      const heardBefore = this.#heardBytes;
      const cancel = this.#clock.later(patienceMs, () => {
        this.#asked = null;
        reject(this.#unanswered(patienceMs, this.#heardBytes - heardBefore));
      });
      const done = () => {
        cancel();
        this.#asked = null;
      };
      this.#asked = {
        tag,
        resolve: (text) => {
          done();
          resolve(text);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      };
    });
  }

  #unanswered(patienceMs: number, bytes: number): ConsoleError {
    if (bytes > 0 && this.#answers === 0) return this.#garbage(this.#words + this.#buffer);
    return new ConsoleError(
      "console.silent",
      `${this.name}: no answer within ${patienceMs / 1000} s`,
      "is it an Espruino board, and is its console on this port? Its button held for two seconds restarts it",
    );
  }

  #garbage(said: string, options?: ErrorOptions): ConsoleError {
    return new ConsoleError(
      "console.garbage",
      `${this.name}: not what was asked for: ${JSON.stringify(said.slice(-80))}`,
      "check the baud rate and that no other program uses the port",
      options,
    );
  }

  #hear(bytes: Uint8Array): void {
    this.#heardBytes += bytes.length;
    let text = "";
    for (const byte of bytes) {
      if (byte === XOFF) this.#paused = true;
      else if (byte === XON) {
        this.#paused = false;
        this.#resume();
      } else text += String.fromCharCode(byte);
    }
    this.#buffer += text;
    for (let end = this.#buffer.indexOf("\n"); end >= 0; end = this.#buffer.indexOf("\n")) {
      // A prompt, or what was rubbed out before it, may stand in front.
      const line = this.#buffer.slice(0, end).replace(/\r/g, "").replace(/^>+/, "");
      this.#buffer = this.#buffer.slice(end + 1);
      this.#take(line);
    }
    if (this.#buffer.length > LONGEST_LINE) this.#buffer = this.#buffer.slice(-MOST_WORDS);
  }

  #take(line: string): void {
    const asked = this.#asked;
    const at = asked ? line.indexOf(asked.tag) : -1;
    // An echoed question holds its own tag, behind the quote of its print.
    if (asked && at >= 0 && line[at - 1] !== '"') {
      asked.resolve(line.slice(at + asked.tag.length));
      return;
    }
    this.#words = `${this.#words}${line}\n`.slice(-MOST_WORDS);
    if (BANNER.test(line) && !this.#resetWanted && this.#answers > 0) {
      asked?.reject(
        new ConsoleError(
          "console.reset",
          `${this.name}: the board started anew in the middle of it`,
          "check its battery and contacts, then start again: what arrived is kept",
        ),
      );
    }
    this.onText(line);
  }

  #lose(why: string): void {
    this.#gone = new ConsoleError(
      "console.disconnected",
      `${this.name}: ${why}`,
      "check the cable, then start again: what arrived is kept",
    );
    this.#paused = false;
    this.#resume();
    this.#asked?.reject(this.#gone);
  }

  async #send(text: string): Promise<void> {
    const bytes = Buffer.from(text, "latin1");
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      if (this.#paused) await this.#resumed();
      if (this.#gone) throw this.#gone;
      await this.#line.write(bytes.subarray(at, at + PIECE_BYTES));
    }
  }

  #resumed(): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.later(PATIENCE_MS, () => {
        const hint = "restart the board by its button";
        reject(new ConsoleError("console.stalled", `${this.name}: the board takes nothing more`, hint));
      });
      this.#resume = () => {
        this.#resume = () => {};
        cancel();
        resolve();
      };
    });
  }
}
