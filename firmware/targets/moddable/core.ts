import type { Identity } from "./identity.ts";

/** What holds after the last call; the same object each time. */
export interface Status {
  /** Estimates since the start. */
  hops: number;
  /** 0.1 beats a minute; means nothing while confidence is 0. */
  heartRate: number;
  /** 0 … 100 %. */
  confidence: number;
  /** Reason flags, src/contact/flags.ts. */
  flags: number;
  /** 0 … 100 %. */
  battery: number;
  uptimeS: number;
  epoch: number;
  /** Frames 1 … nextSeq − 1 have been made; 1 … ackedSeq are safe in a hub or beyond. */
  nextSeq: number;
  ackedSeq: number;
  /** A hub has proved its grant and takes frames. */
  sending: boolean;
}

/** The collar itself, sensors in and fragments out: as byte code (script-core.ts) or as native code (native-core.ts). */
export interface Core {
  /** Whether the light has to burn; changes in `tick` only. */
  readonly lit: boolean;
  /** One 50 Hz sample: light in counts, acceleration in mg. */
  sample(light0: number, light1: number, light2: number, x: number, y: number, z: number): void;
  /** One 50 Hz sample while the light is off. */
  motion(x: number, y: number, z: number): void;
  tick(): void;
  /** 0.01 °C. */
  setTemperature(centi: number): void;
  /** 0 … 100 %. */
  setBattery(percent: number): void;
  connected(): void;
  disconnected(): void;
  /** A fragment that a central wrote. */
  receive(fragment: ArrayBuffer): void;
  /** The next fragment of at most `size` bytes into `out`; its length, 0: nothing to say. */
  poll(out: ArrayBuffer, size: number): number;
  status(): Status;
}

export interface CoreOptions {
  identity: Identity;
  /** Light channels, 1 … 3. */
  channels: number;
  /** The light never rests. */
  continuous: boolean;
  /** Name of the flash partition that the log owns, and pages of 4 KB it may take of it. */
  partition: string;
  pages: number;
}
