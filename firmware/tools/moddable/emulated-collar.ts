import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as m from "../../targets/moddable/emulated/messages.ts";

/** Last words of the process that are kept, bytes. */
const MOST_WORDS = 2000;

/** The process is gone, or said what nobody understands. */
export class EmulatedCollarError extends Error {
  readonly code = "moddable.collar-died";
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = "EmulatedCollarError";
    this.hint = hint;
  }
}

/** What the collar said of itself at the end of its last answer. */
export interface CollarState {
  epoch: number;
  nextSeq: number;
  ackedSeq: number;
  uptimeS: number;
  /** A hub takes frames. */
  sending: boolean;
  advertising: boolean;
}

export type CharacteristicName = (typeof m.CHARACTERISTICS)[number]["name"];

export interface EmulatedCollarOptions {
  /** The host, and the app's byte code or text. */
  program: string;
  script: string;
  /** The part's content, and the preferences; made when they are not there, kept after the process. */
  flashFile: string;
  settingsFile: string;
  /** What mc/config gives the app. */
  config: Record<string, string | number | boolean>;
  /** What the collar notifies, while an answer is on its way. */
  notified: (characteristic: CharacteristicName, value: Buffer) => void;
}

interface Asked {
  resolve: (value: Buffer | null) => void;
  reject: (error: Error) => void;
  value: Buffer | null;
}

/** The Moddable app on the XS host, as a process that lives only when it is told to. Throws EmulatedCollarError. */
export class EmulatedCollar {
  readonly #options: EmulatedCollarOptions;
  readonly #asked: Asked[] = [];
  #child: ChildProcess | null = null;
  #waiting = Buffer.alloc(0);
  #words = "";
  #state: CollarState | null = null;
  #died: EmulatedCollarError | null = null;

  constructor(options: EmulatedCollarOptions) {
    this.#options = options;
  }

  get state(): CollarState {
    return this.#state!;
  }

  /** Power is on; resolves once the app stands. */
  async start(): Promise<void> {
    const { program, script, flashFile, settingsFile, config } = this.#options;
    const child = spawn(program, [script, flashFile, settingsFile], { stdio: "pipe" });
    this.#child = child;
    child.stdout.on("data", (bytes: Buffer) => this.#hear(bytes));
    child.stderr.on("data", (bytes: Buffer) => {
      this.#words = (this.#words + bytes.toString()).slice(-MOST_WORDS);
    });
    child.stdin.on("error", () => {});
    child.on("error", (error) => this.#die(error.message));
    child.on("close", (status, signal) => this.#die(`ended with ${status ?? signal}`));
    await this.#ask(m.BOOT, Buffer.from(JSON.stringify(config), "latin1"));
  }

  /**
   * Lives 20 ms for each six of `samples`: light 0 … 2, acceleration x, y, z, mg. `centi`: skin temperature, 0.01 °C; `battery`: %; each
   * is kept until said anew.
   */
  async advance(samples: Int32Array, centi?: number, battery?: number): Promise<void> {
    const bytes = Buffer.alloc(8 + 4 * samples.length);
    bytes.writeInt32LE(centi ?? m.NOTHING, 0);
    bytes.writeInt32LE(battery ?? m.NOTHING, 4);
    for (let i = 0; i < samples.length; i++) bytes.writeInt32LE(samples[i]!, 8 + 4 * i);
    await this.#ask(m.ADVANCE, bytes);
  }

  async connected(connected: boolean): Promise<void> {
    await this.#ask(connected ? m.CONNECTED : m.DISCONNECTED);
  }

  async mtu(bytes: number): Promise<void> {
    await this.#ask(m.MTU, Buffer.from(Uint16Array.of(bytes).buffer));
  }

  async subscribed(name: CharacteristicName, subscribed: boolean): Promise<void> {
    await this.#ask(subscribed ? m.SUBSCRIBED : m.UNSUBSCRIBED, Buffer.of(indexOf(name)));
  }

  async write(name: CharacteristicName, value: Uint8Array): Promise<void> {
    await this.#ask(m.WRITTEN, Buffer.concat([Buffer.of(indexOf(name)), value]));
  }

  async read(name: CharacteristicName): Promise<Buffer> {
    return (await this.#ask(m.READ, Buffer.of(indexOf(name)))) ?? Buffer.alloc(0);
  }

  /** The radio has room: what waits is said, a little at a time. */
  async pump(): Promise<void> {
    await this.#ask(m.PUMP);
  }

  /** Power is gone, in the middle of whatever it does. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "close");
    child.kill("SIGKILL");
    await gone;
  }

  /** Says a message and waits for its answer; its VALUE, if there is one. */
  #ask(kind: number, body: Buffer = Buffer.alloc(0)): Promise<Buffer | null> {
    if (this.#died) return Promise.reject(this.#died);
    const head = Buffer.alloc(m.HEAD_BYTES);
    head.writeUInt8(kind, 0);
    head.writeUInt32LE(body.length, 1);
    this.#child!.stdin!.write(Buffer.concat([head, body]));
    return new Promise((resolve, reject) => this.#asked.push({ resolve, reject, value: null }));
  }

  #hear(bytes: Buffer): void {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    while (this.#waiting.length >= m.HEAD_BYTES) {
      const length = this.#waiting.readUInt32LE(1);
      if (length > m.MOST_BYTES) {
        this.#die(`a message of ${length} bytes`);
        return;
      }
      if (this.#waiting.length < m.HEAD_BYTES + length) return;
      const kind = this.#waiting.readUInt8(0);
      const body = Buffer.from(this.#waiting.subarray(m.HEAD_BYTES, m.HEAD_BYTES + length));
      this.#waiting = this.#waiting.subarray(m.HEAD_BYTES + length);
      this.#take(kind, body);
    }
  }

  #take(kind: number, body: Buffer): void {
    if (kind === m.NOTIFIED) {
      this.#options.notified(m.CHARACTERISTICS[body[0]!]!.name, body.subarray(1));
    } else if (kind === m.VALUE) {
      this.#asked[0]!.value = body;
    } else if (kind === m.STATE && body.length === m.STATE_BYTES) {
      this.#state = {
        epoch: body.readInt32LE(0),
        nextSeq: body.readInt32LE(4),
        ackedSeq: body.readInt32LE(8),
        uptimeS: body.readInt32LE(12),
        sending: body[16] === 1,
        advertising: body[17] === 1,
      };
      const { resolve, value } = this.#asked.shift()!;
      resolve(value);
    } else this.#die(`message ${kind} of ${body.length} bytes`);
  }

  #die(why: string): void {
    this.#died ??= new EmulatedCollarError(
      `the collar's process: ${why} ${this.#words}`.trim(),
      "what it said last is above; its flash is as it was left",
    );
    for (const { reject } of this.#asked.splice(0)) reject(this.#died);
    this.#child?.kill("SIGKILL");
  }
}

function indexOf(name: CharacteristicName): number {
  return m.CHARACTERISTICS.findIndex((one) => one.name === name);
}
