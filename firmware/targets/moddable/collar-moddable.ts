import type { Core } from "./core.ts";
import type { Burst, Configuration } from "./max30101/max30101.ts";

/** The light sensor, as far as the collar uses it. Functions throw SensorError. */
export interface Light {
  configure(wanted: Configuration): void;
  sample(): Burst;
  temperature(): number | undefined;
}

/** An ECMA-419 accelerometer: m/s². */
export interface Motion {
  sample(): { x: number; y: number; z: number };
}

/** What a board has; what it lacks is null. */
export interface Parts {
  light: Light;
  motion: Motion;
  /** Charge now, 0 … 100 %. */
  battery: (() => number) | null;
  /** PPG channels, 1 … 3. */
  channels: number;
}

/** Standard gravity, m/s² (ISO 80000-3), over 1000: what a mg is. */
const MG = 9.80665 / 1000;

/** Carries the sensors' samples into the collar: `sample` 50 times a second, then `second`. */
export class ModdableCollar {
  readonly core: Core;
  /** Times that a sensor did not answer, and samples that were overwritten before they were read, since the start. */
  faults = 0;
  lost = 0;
  readonly #parts: Parts;
  #lit = false;
  /** The light sensor does not do what it was told: it is told again every second. */
  #astray = true;
  #x = 0;
  #y = 0;
  #z = 1000;

  constructor(core: Core, parts: Parts) {
    this.core = core;
    this.#parts = parts;
  }

  /** Wakes the light if it is wanted. */
  start(): void {
    this.#obey();
  }

  /** One 50 Hz step: whatever the light's FIFO holds, with the acceleration of now. */
  sample(): void {
    const { core } = this;
    this.#feel();
    const x = this.#x;
    const y = this.#y;
    const z = this.#z;
    const burst = this.#lit && !this.#astray ? this.#look() : null;
    if (!burst) {
      core.motion(x, y, z);
      return;
    }
    this.lost += burst.lost;
    // What was overwritten had its own 20 ms: the clock of the samples goes on without light.
    for (let i = 0; i < burst.lost; i++) core.motion(x, y, z);
    const { channels } = this.#parts;
    const { light } = burst;
    for (let i = 0, at = 0; i < burst.count; i++, at += channels)
      core.sample(light[at]!, channels > 1 ? light[at + 1]! : 0, channels > 2 ? light[at + 2]! : 0, x, y, z);
  }

  /** A second has passed: temperature, battery, the collar's own second; then the light as that decided. */
  second(): void {
    const { core } = this;
    const { battery, light } = this.#parts;
    if (this.#lit && !this.#astray) {
      try {
        const centi = light.temperature();
        if (centi !== undefined) core.setTemperature(centi);
      } catch {
        this.#stray();
      }
    }
    if (battery) core.setBattery(battery());
    core.tick();
    this.#obey();
  }

  #feel(): void {
    try {
      const { x, y, z } = this.#parts.motion.sample();
      this.#x = Math.round(x / MG);
      this.#y = Math.round(y / MG);
      this.#z = Math.round(z / MG);
    } catch {
      // The last acceleration holds: a still animal is what it looks like, and the count says that it is not.
      this.faults++;
    }
  }

  #look(): Burst | null {
    try {
      return this.#parts.light.sample();
    } catch {
      this.#stray();
      return null;
    }
  }

  #stray(): void {
    this.faults++;
    this.#astray = true;
  }

  #obey(): void {
    const wanted = this.core.lit;
    if (wanted === this.#lit && !this.#astray) return;
    try {
      this.#parts.light.configure({ active: wanted });
      this.#lit = wanted;
      this.#astray = false;
    } catch {
      this.#stray();
    }
  }
}
