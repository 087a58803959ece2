// The collar as native code: the C library of targets/cortex-m/collar, called through the SDK's FFI.
import FFI from "mc/ffi";
import type { Core, CoreOptions, Status } from "./core.ts";
import { ModdableError } from "./errors.ts";

/** Words of petpulse_collar_status, targets/cortex-m/collar/petpulse_collar.h. */
const WORDS = 14;
const KEY_AT = 8;
const IDENTITY_BYTES = 40;
const OK = 0;

class NativeCore implements Core {
  readonly #native: FFI;
  readonly #words = new Int32Array(WORDS);
  readonly #status: Status = {
    hops: 0,
    heartRate: 0,
    confidence: 0,
    flags: 0,
    battery: 0,
    uptimeS: 0,
    epoch: 0,
    nextSeq: 0,
    ackedSeq: 0,
    sending: false,
  };

  constructor(native: FFI) {
    this.#native = native;
  }

  get lit(): boolean {
    return this.#native.petpulseLit() !== 0;
  }

  sample(light0: number, light1: number, light2: number, x: number, y: number, z: number): void {
    this.#native.petpulseSample(light0, light1, light2, x, y, z);
  }

  motion(x: number, y: number, z: number): void {
    this.#native.petpulseMotion(x, y, z);
  }

  tick(): void {
    this.#native.petpulseTick();
  }

  setTemperature(centi: number): void {
    this.#native.petpulseSetTemperature(centi);
  }

  setBattery(percent: number): void {
    this.#native.petpulseSetBattery(percent);
  }

  connected(): void {
    this.#native.petpulseConnected();
  }

  disconnected(): void {
    this.#native.petpulseDisconnected();
  }

  receive(fragment: ArrayBuffer): void {
    this.#native.petpulseReceive(fragment, fragment.byteLength);
  }

  poll(out: ArrayBuffer, size: number): number {
    return this.#native.petpulsePoll(out, size);
  }

  status(): Status {
    this.#native.petpulseRead(this.#words.buffer);
    const words = this.#words;
    const status = this.#status;
    status.hops = words[0]!;
    status.heartRate = words[1]!;
    status.confidence = words[2]!;
    status.flags = words[3]!;
    status.battery = words[6]!;
    status.uptimeS = words[7]!;
    status.epoch = words[8]!;
    status.nextSeq = words[9]!;
    status.ackedSeq = words[10]!;
    status.sending = words[11] !== 0;
    return status;
  }
}

/** Opens the log and begins an epoch. Throws ModdableError moddable.flash-failed. */
export function openCore({ identity, channels, continuous, partition, pages }: CoreOptions): Core {
  const native = new FFI();
  const who = new Uint8Array(IDENTITY_BYTES);
  who.set(identity.device);
  who.set(identity.key, KEY_AT);
  const begun = native.petpulseBegin(who.buffer, identity.epoch, channels, continuous ? 1 : 0, pages);
  who.fill(0);
  if (begun !== OK)
    throw new ModdableError(
      "moddable.flash-failed",
      `partition ${partition} is none for a log, or takes no writes: ${begun}`,
      "it needs 4 pages of 4 KB at least, and nobody else in it",
    );
  return new NativeCore(native);
}
