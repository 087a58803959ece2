// The collar as byte code: every platform of the SDK runs it; an nRF52840 does not keep up with it, see README.md.
import Flash from "flash";
import RNG from "rng";
import { Collar } from "../../src/collar.ts";
import { Entropy, OK } from "../../src/ports.ts";
import { BURSTS, CONTINUOUS } from "../../src/settings.ts";
import type { Core, CoreOptions, Status } from "./core.ts";
import { ModdableError } from "./errors.ts";
import { type Partition, PartitionFlash } from "./partition-flash.ts";

class Random extends Entropy {
  fill(into: Uint8Array, length: number): void {
    into.set(new Uint8Array(RNG.get(length)));
  }
}

class ScriptCore implements Core {
  readonly #collar: Collar;
  readonly #status: Status;

  constructor(collar: Collar) {
    this.#collar = collar;
    this.#status = {
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
  }

  get lit(): boolean {
    return this.#collar.ppg.on;
  }

  sample(light0: number, light1: number, light2: number, x: number, y: number, z: number): void {
    this.#collar.sample(light0, light1, light2, x, y, z);
  }

  motion(x: number, y: number, z: number): void {
    this.#collar.motion(x, y, z);
  }

  tick(): void {
    this.#collar.tick();
  }

  setTemperature(centi: number): void {
    this.#collar.setTemperature(centi);
  }

  setBattery(percent: number): void {
    this.#collar.setBattery(percent, false);
  }

  connected(): void {
    this.#collar.link.connected();
  }

  disconnected(): void {
    this.#collar.link.disconnected();
  }

  receive(fragment: ArrayBuffer): void {
    this.#collar.link.receive(new Uint8Array(fragment), fragment.byteLength);
  }

  poll(out: ArrayBuffer, size: number): number {
    return this.#collar.link.poll(new Uint8Array(out), size);
  }

  status(): Status {
    const { vitals, log, link, clock, battery } = this.#collar;
    const status = this.#status;
    status.hops = vitals.hops;
    status.heartRate = vitals.heartRate;
    status.confidence = vitals.confidence;
    status.flags = vitals.flags;
    status.battery = battery;
    status.uptimeS = clock.uptimeS;
    status.epoch = log.epoch;
    status.nextSeq = log.nextSeq;
    status.ackedSeq = log.ackedSeq;
    status.sending = link.sending;
    return status;
  }
}

/** Opens the log and begins an epoch. Throws ModdableError: moddable.flash-geometry, moddable.flash-failed. */
export function openCore(options: CoreOptions): Core {
  const { identity, channels, continuous, partition, pages } = options;
  // Without its third argument `read` gives an ArrayBuffer.
  const flash = new PartitionFlash(new Flash(partition) as Partition, pages);
  const collar = new Collar(flash, new Random(), channels, identity.device, identity.key);
  collar.settings.profile = continuous ? CONTINUOUS : BURSTS;
  if (collar.start(identity.epoch, 0) !== OK)
    throw new ModdableError(
      "moddable.flash-failed",
      `partition ${partition} takes no writes`,
      "is it one of the board's, and nobody else's?",
    );
  return new ScriptCore(collar);
}
