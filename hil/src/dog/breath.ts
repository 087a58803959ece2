import type { Random } from "./random.ts";

/** Share of a quiet breath spent inspiring. */
const INSPIRATION = 0.4;
/** Time constant with which the breathing rate follows what is asked, seconds. */
const FOLLOW_S = 3;
/** Breath-to-breath variation of the cycle's length, share. */
const VARIATION = 0.07;

/** The bellows: one breath after another, each beginning with inspiration. */
export class Breath {
  /** Lung filling, 0 to 1. */
  volume = 0;
  /** Inspiring now; false while expiring and in the pause. */
  inspiring = true;
  /** Breaths per minute now, before the variation of the single breath. */
  perMinute: number;
  /** True during the step in which a breath began. */
  began = false;
  readonly #random: Random;
  #phase = 0;
  #stretch = 1;

  constructor(random: Random, perMinute: number) {
    this.#random = random;
    this.perMinute = perMinute;
    this.#phase = random.next();
  }

  /** Advances `dt` seconds towards `aim` breaths per minute. */
  step(dt: number, aim: number): void {
    this.perMinute += ((aim - this.perMinute) * dt) / FOLLOW_S;
    this.#phase += (dt * this.perMinute * this.#stretch) / 60;
    this.began = this.#phase >= 1;
    if (this.began) {
      this.#phase -= 1;
      this.#stretch = Math.min(1.3, Math.max(0.7, 1 + VARIATION * this.#random.normal()));
    }
    this.inspiring = this.#phase < INSPIRATION;
    // Inspiration fills along half a cosine; passive expiration empties along another and ends in a pause (last fifth).
    const share = this.inspiring ? this.#phase / INSPIRATION : Math.min(1, (this.#phase - INSPIRATION) / 0.4);
    const fill = 0.5 - 0.5 * Math.cos(Math.PI * share);
    this.volume = this.inspiring ? fill : 1 - fill;
  }
}
