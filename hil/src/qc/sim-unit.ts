import { Random } from "../dog/random.ts";
import type { Identified, Unit } from "./unit.ts";

const LIGHT_HZ = 50;
const MOTION_HZ = 12.5;

/** What a unit of the simulated line is like. */
export interface Build {
  /** Share of the LED's usual light, 1 for a good one. */
  led?: number;
  /** Counts. */
  noise?: number;
  /** No answer from the accelerometer. */
  deafMotion?: boolean;
  identity?: boolean;
}

/** A unit as a line makes them, with its tolerances, for tests: the same seed is the same unit. */
export class SimUnit implements Unit {
  readonly #random: Random;
  readonly #build: Build;
  readonly #serial: string;
  /** Tolerances of this unit: LED and photodiode, zero and noise of the accelerometer, antenna. */
  readonly #level: number;
  readonly #gravity: number;
  readonly #antenna: number;

  constructor(seed: number, serial: string, build: Build = {}) {
    this.#random = new Random(seed, `unit ${serial}`);
    this.#build = build;
    this.#serial = serial;
    this.#level = 2000 * (build.led ?? 1) * (1 + 0.04 * this.#random.normal());
    this.#gravity = 1 + 0.012 * this.#random.normal();
    this.#antenna = -52 + 2.5 * this.#random.normal();
  }

  async identify(): Promise<Identified> {
    const device = this.#build.identity === false ? null : "00c0ffee00c0ffee";
    const battery = Math.round(60 + 4 * this.#random.normal());
    return {
      board: "BANGLEJS2",
      chip: this.#serial,
      interpreter: "2v25",
      firmware: "0.1.0",
      device,
      battery,
    };
  }

  async light(seconds: number): Promise<number[]> {
    const noise = this.#build.noise ?? 3 + 0.3 * this.#random.normal();
    const reading = () =>
      Math.max(0, Math.min(4095, Math.round(this.#level + noise * this.#random.normal())));
    return Array.from({ length: seconds * LIGHT_HZ }, reading);
  }

  async motion(seconds: number): Promise<[number, number, number][]> {
    if (this.#build.deafMotion) return [];
    const noise = () => 0.002 * this.#random.normal();
    return Array.from({ length: seconds * MOTION_HZ }, () => [noise(), noise(), this.#gravity + noise()]);
  }

  async flash(): Promise<{ errors: number; ms: number }> {
    return { errors: 0, ms: Math.round(900 + 40 * this.#random.normal()) };
  }

  async rssi(seconds: number): Promise<number[]> {
    return Array.from({ length: seconds }, () => Math.round(this.#antenna + this.#random.normal()));
  }

  async current(): Promise<null> {
    return null;
  }
}
