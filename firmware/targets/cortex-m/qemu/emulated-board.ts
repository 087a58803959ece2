import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { requireTool } from "../../../tools/build/toolchain.ts";
import { FileFlash } from "../../node/file-flash.ts";
import { EmulatorError } from "./errors.ts";
import { Lockstep } from "./lockstep.ts";

/** petpulse_collar_status of petpulse_collar.h, in its order. */
const STATUS = [
  ...(["hops", "heartRate", "confidence", "flags", "intensity", "activity", "battery", "uptimeS"] as const),
  ...(["epoch", "nextSeq", "ackedSeq", "sending", "light", "radioEveryMs"] as const),
] as const;
/** What the collar said of itself last; units as in petpulse_collar.h. */
export type CollarStatus = Record<(typeof STATUS)[number], number>;

/** Kinds of messages, as board.c names them. */
const kind = (letter: string) => letter.charCodeAt(0);
const BOOT = kind("b");
const ADVANCE = kind("a");
const CONNECTED = kind("c");
const DISCONNECTED = kind("x");
const WRITTEN = kind("w");
const ROOM = kind("r");
const NOTIFY = kind("n");
const DONE = kind("d");

const EMULATOR = "qemu-system-arm";
/** Last words of the emulator that are kept, characters. */
const MOST_WORDS = 2000;
const UNKNOWN_TEMPERATURE = 0x7fff;
const UNKNOWN_BATTERY = 255;
const NOTHING = new Uint8Array(0);

export interface EmulatedBoardOptions {
  /** Of flash.bin and the generator `entropy`, which are made where they are missing: the system's own random bytes. */
  dir: string;
  /** As `buildCollarLibrary` makes it. */
  image: string;
  /** 8 and 32 bytes. */
  device: Uint8Array;
  key: Uint8Array;
  /** Highest epoch begun so far. */
  epoch: number;
  /** Flash pages of 4 KB. */
  pages: number;
  /** PPG channels, 1 … 3. */
  channels: number;
  /** BURSTS or CONTINUOUS. */
  profile: number;
}

/** What comes beside samples; what is not said stays as it was. */
export interface Moment {
  /** 0.01 °C. */
  temperature?: number;
  /** %. */
  battery?: number;
  /** Whether a second has passed after the samples. */
  tick: boolean;
}

/**
 * The emulated board of board.c with the collar's C library on it. A call returns when the collar has done what it was told; each may
 * throw EmulatorError.
 */
export class EmulatedBoard {
  readonly #o: EmulatedBoardOptions;
  readonly #console = new Lockstep();
  #child: ChildProcess | null = null;
  #words = "";
  #status = Object.fromEntries(STATUS.map((name) => [name, 0])) as CollarStatus;
  #notified: Uint8Array = NOTHING;

  constructor(options: EmulatedBoardOptions) {
    this.#o = options;
  }

  get status(): Readonly<CollarStatus> {
    return this.#status;
  }

  /** Of the emulator, while it has power. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Powered, as far as is known. */
  get alive(): boolean {
    return this.#child !== null;
  }

  /** Powers the board; resolves once its collar has booted. Rejects with EmulatorError, TargetError or ToolError. */
  async start(): Promise<void> {
    const { dir, image, device, key, epoch, pages, channels, profile } = this.#o;
    requireTool(EMULATOR);
    new FileFlash(join(dir, "flash.bin"), pages).close();
    if (!existsSync(join(dir, "entropy"))) symlinkSync("/dev/urandom", join(dir, "entropy"));
    // Standard input and output of the emulator are the board's console.
    const machine = ["-M", "mps2-an386", "-display", "none", "-monitor", "none", "-serial", "none"];
    const semihosting = ["-semihosting-config", "enable=on,target=native"];
    await this.#console.open(dir, (input, output) => {
      this.#child = spawn(EMULATOR, [...machine, ...semihosting, "-kernel", image], {
        cwd: dir,
        stdio: [input, output, "pipe"],
      });
    });
    this.#child!.stderr!.on("data", (chunk: Buffer) => {
      this.#words = (this.#words + chunk.toString()).slice(-MOST_WORDS);
    });
    const closed = once(this.#child!, "close").catch((error: Error) => {
      this.#words += error.message;
    });
    const boot = Buffer.alloc(50);
    boot.set(device, 0);
    boot.set(key, 8);
    boot.writeUInt32LE(epoch, 40);
    boot.writeUInt32LE(pages, 44);
    boot[48] = channels;
    boot[49] = profile;
    this.#console.send(BOOT, boot);
    try {
      await this.#console.first();
    } catch (error) {
      if (!(error instanceof EmulatorError)) throw error;
      if (error.code === "target.emulator-died") await closed;
      throw new EmulatorError(error.code, `${error.message}: ${this.#words.trim()}`, error.hint);
    }
    this.#answer();
  }

  /** Lives samples of six, one after the other: light 0, 1, 2 in counts, acceleration x, y, z in mg; at most 160 of them. */
  advance(samples: Int32Array, moment: Moment): void {
    const content = Buffer.alloc(4 + samples.length * 4);
    content.writeInt16LE(moment.temperature ?? UNKNOWN_TEMPERATURE, 0);
    content[2] = moment.battery ?? UNKNOWN_BATTERY;
    content[3] = moment.tick ? 1 : 0;
    for (let i = 0; i < samples.length; i++) content.writeInt32LE(samples[i]!, 4 + i * 4);
    this.#ask(ADVANCE, content);
  }

  connected(): void {
    this.#ask(CONNECTED, NOTHING);
  }

  disconnected(): void {
    this.#ask(DISCONNECTED, NOTHING);
  }

  /** A central writes a fragment. */
  written(fragment: Uint8Array): void {
    this.#ask(WRITTEN, fragment);
  }

  /** The radio has room for one notification of at most `size` bytes: what the collar says, empty when it has nothing to say. */
  notification(size: number): Uint8Array {
    this.#ask(ROOM, Uint8Array.of(size & 255, size >> 8, 1));
    return this.#notified;
  }

  /** The power goes, in the middle of whatever the board does. Safe before `start` and after itself. */
  kill(): void {
    this.#child?.kill("SIGKILL");
    this.#child = null;
    this.#console.close();
  }

  #ask(what: number, content: Uint8Array): void {
    if (!this.#child)
      throw new EmulatorError("target.emulator-died", "the emulated board has no power", "start it");
    this.#notified = NOTHING;
    this.#console.send(what, content);
    this.#answer();
  }

  #answer(): void {
    for (;;) {
      const { kind: heard, content } = this.#console.receive();
      if (heard === NOTIFY) {
        this.#notified = Uint8Array.from(content);
      } else if (heard === DONE) {
        STATUS.forEach((name, i) => {
          this.#status[name] = content.readInt32LE(i * 4);
        });
        return;
      } else
        throw new EmulatorError(
          "target.no-boot",
          `the emulated collar did not boot: ${content.readInt32LE(0)}`,
          "the codes are those of petpulse_collar.h",
        );
    }
  }
}
