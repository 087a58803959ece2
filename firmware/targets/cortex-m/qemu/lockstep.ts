import { closeSync, constants, openSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { run } from "../../../tools/build/toolchain.ts";
import { EmulatorError } from "./errors.ts";

/** Longest message of the board: its length, its kind, the longest fragment. */
const MOST_BYTES = 2 + 1 + 512;
/** A board that is silent for so long never answers: its longest call takes milliseconds. */
const PATIENCE_MS = 60_000;
/** Between two looks for an answer, ms. */
const NAP_MS = 0.05;

/** One message of the board, until the next is heard. */
export interface Message {
  kind: number;
  content: Buffer;
}

/**
 * The console of an emulated board: two pipes, framed as qemu/board.c says. Reading blocks this thread until the board has spoken:
 * board and caller live in lock-step, and a clock of the caller's stands still meanwhile.
 */
export class Lockstep {
  readonly #heard = Buffer.alloc(MOST_BYTES);
  readonly #nap = new Int32Array(new SharedArrayBuffer(4));
  #have = 0;
  #taken = 0;
  #to = -1;
  #from = -1;

  /**
   * Opens both ends of both pipes; `start` gives the board's ends, standard input and output, to a process, which alone keeps them: its
   * death is an end of file here, and ours there. `dir`: where the pipes' names may stand meanwhile.
   */
  async open(dir: string, start: (input: number, output: number) => void): Promise<void> {
    const [input, output] = [join(dir, "console.in"), join(dir, "console.out")];
    rmSync(input, { force: true });
    rmSync(output, { force: true });
    await run("mkfifo", ["-m", "600", input, output], dir);
    // Opening one end waits for the other, so the first of each pipe is opened in a way that does not.
    this.#to = openSync(input, constants.O_RDWR);
    this.#from = openSync(output, constants.O_RDONLY | constants.O_NONBLOCK);
    const theirs = [openSync(input, "r"), openSync(output, "w")] as const;
    rmSync(input);
    rmSync(output);
    start(...theirs);
    for (const end of theirs) closeSync(end);
    this.#have = 0;
    this.#taken = 0;
  }

  /** Waits for the first byte without blocking. */
  async first(): Promise<void> {
    for (let waited = 0; this.#have === 0; waited++) {
      if (this.#read() === 0) throw died("it ended before it spoke");
      if (waited > PATIENCE_MS) throw silent();
      await pause(1);
    }
  }

  send(kind: number, content: Uint8Array): void {
    const message = Buffer.alloc(3 + content.length);
    message.writeUInt16LE(content.length + 1, 0);
    message[2] = kind;
    message.set(content, 3);
    writeSync(this.#to, message);
  }

  /** The next message. Throws EmulatorError when the board is gone or silent. */
  receive(): Message {
    if (this.#taken > 0) {
      this.#heard.copyWithin(0, this.#taken, this.#have);
      this.#have -= this.#taken;
      this.#taken = 0;
    }
    this.#need(3);
    const end = 2 + this.#heard.readUInt16LE(0);
    if (end < 3 || end > MOST_BYTES) throw died(`said a message of ${end - 2} bytes`);
    this.#need(end);
    this.#taken = end;
    return { kind: this.#heard[2]!, content: this.#heard.subarray(3, end) };
  }

  close(): void {
    if (this.#to < 0) return;
    closeSync(this.#to);
    closeSync(this.#from);
    this.#to = -1;
  }

  #need(bytes: number): void {
    const until = performance.now() + PATIENCE_MS;
    while (this.#have < bytes) {
      const read = this.#read();
      if (read === 0) throw died("closed its console");
      if (read > 0) continue;
      if (performance.now() > until) throw silent();
      Atomics.wait(this.#nap, 0, 0, NAP_MS);
    }
  }

  /** Bytes read; 0 when nobody is at the other end, -1 when nothing has been said. */
  #read(): number {
    try {
      const read = readSync(this.#from, this.#heard, this.#have, MOST_BYTES - this.#have, null);
      this.#have += read;
      return read;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") return -1;
      throw error;
    }
  }
}

function died(why: string): EmulatorError {
  return new EmulatorError(
    "target.emulator-died",
    `the emulated board is gone: ${why}`,
    "is its image whole?",
  );
}

function silent(): EmulatorError {
  return new EmulatorError(
    "target.emulator-silent",
    `the emulated board has said nothing for ${PATIENCE_MS / 1000} s`,
    "is its image example/main.c over qemu/board.c?",
  );
}
