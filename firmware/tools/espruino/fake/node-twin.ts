import { Collar } from "../../../src/collar.ts";
import { MemoryFlash } from "../../../src/log/memory-flash.ts";
import { Entropy } from "../../../src/ports.ts";
import { CONTINUOUS } from "../../../src/settings.ts";
import type { Wearer } from "./watch.ts";

const PAGES = 64;
const STEPS_A_SECOND = 50;
/** Samples that one event of the accelerometer stands for. */
const HELD = 4;
const BATTERY = 80;

class NoEntropy extends Entropy {
  fill(): void {}
}

/** The collar as Node has it, living what a watch in the fake lives: what both write has to be the same. */
export class NodeTwin {
  collar: Collar;
  readonly #flash = new MemoryFlash(PAGES);
  readonly #key: Uint8Array;
  readonly #device: Uint8Array;
  readonly #continuous: boolean;
  readonly #battery: number;
  #steps = 0;
  #motion: [number, number, number] = [0, 0, 0];

  /** `device`: 16 hex digits; `battery`: %. */
  constructor(key: Uint8Array, device: string, continuous: boolean, battery = BATTERY) {
    this.#key = key;
    this.#device = new Uint8Array(Buffer.from(device, "hex"));
    this.#continuous = continuous;
    this.#battery = battery;
    this.collar = this.#start();
  }

  /** What this wearer gives the watch, the twin feels too. */
  wear(wearer: Wearer): Wearer {
    return {
      light: (t) => {
        const light = wearer.light(t);
        if (this.collar.ppg.on) this.collar.sample(Number(light) << 4, 0, 0, ...this.#motion);
        return light;
      },
      motion: (t) => {
        const g = wearer.motion(t);
        this.#motion = [g.x, g.y, g.z].map((axis) => (Number(axis) * 1000) | 0) as [number, number, number];
        if (!this.collar.ppg.on) for (let i = 0; i < HELD; i++) this.collar.motion(...this.#motion);
        return g;
      },
    };
  }

  /** A step of the fake, 20 ms, is over. */
  step(): void {
    this.#steps++;
    if (this.#steps % STEPS_A_SECOND === 0) this.collar.tick();
  }

  reboot(): void {
    this.collar = this.#start();
  }

  /** Frame `seq` in hex; empty when it is not held. */
  frame(seq: number): string {
    const bytes = new Uint8Array(1024);
    return Buffer.from(bytes.subarray(0, this.collar.log.read(seq, bytes))).toString("hex");
  }

  #start(): Collar {
    this.#steps = 0;
    this.#motion = [0, 0, 0];
    const collar = new Collar(this.#flash, new NoEntropy(), 1, this.#device, this.#key);
    collar.start(0, 0);
    if (this.#continuous) collar.settings.profile = CONTINUOUS;
    collar.setBattery(this.#battery, false);
    return collar;
  }
}
