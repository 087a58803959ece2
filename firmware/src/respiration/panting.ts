import { divide } from "../dsp/divide.ts";
import { isqrt } from "../dsp/isqrt.ts";
import { WINDOW } from "./bins.ts";
import { Series } from "./series.ts";
import type { Sinusoids } from "./sinusoids.ts";

// Lines looked at, even bins of 25 Hz / 128 = 11.72 a minute: 4.3 Hz … 7.8 Hz; those from 4.7 Hz on may be panting, lapping is slower. Dogs pant at 5–6.7 Hz, the chest's own resonance
// (Crawford 1962, J Appl Physiol 17:249), small ones faster.
const LOWEST: i32 = 22;
const SLOWEST: i32 = 24;
const FASTEST: i32 = 40;
/** Share of the shaking one line must hold, Q14: 0.5. */
const PURE: i32 = 8192;
/** Its amplitude, mg: below it is noise, above it a gait or a scratching leg. */
const LEAST: i32 = 2;
const MOST: i32 = 150;
/** Bins the line may wander between two blocks. */
const STEADY: i32 = 4;
/** Blocks of 2.56 s that have to agree. */
const BLOCKS: i32 = 4;

/** Panting: one pure, steady line at 4–8 Hz in the axis that shakes most. */
export class Panting {
  /** 1 while the animal pants. */
  panting: i32 = 0;
  /** 1 when the last block looked like it, whatever came before. */
  suspect: i32 = 0;
  /** Pants per minute, tenths; means something while `panting` is 1. */
  rate: i32 = 0;
  /** Mean size of what shakes faster than 3.5 Hz in the last block, the three axes' sum, mg. */
  shaking: i32 = 0;
  private row: Series;
  /** The last five sums of two samples, three axes each. */
  private recent: Int32Array;
  private energies: Int32Array;
  private axis: i32 = 0;
  private half: i32 = 0;
  private known: i32 = 0;
  private inBlock: i32 = 0;
  private hits: i32 = 0;
  private lastLine: i32 = 0;

  constructor() {
    this.row = new Series(1);
    this.recent = new Int32Array(15);
    this.energies = new Int32Array(3);
  }

  /** One sample at 50 Hz, mg, each axis within ±16000; 1 when a block is full and `judge` is due before the next sample but one. */
  sample(ax: i32, ay: i32, az: i32): i32 {
    const recent = this.recent;
    if (this.half === 0) {
      for (let i: i32 = 14; i >= 3; i--) recent[i] = recent[i - 3];
      recent[0] = ax;
      recent[1] = ay;
      recent[2] = az;
      this.half = 1;
      return 0;
    }
    this.half = 0;
    recent[0] = recent[0] + ax;
    recent[1] = recent[1] + ay;
    recent[2] = recent[2] + az;
    if (this.known < 5) {
      this.known = this.known + 1;
      return 0;
    }
    for (let axis: i32 = 0; axis < 3; axis++) {
      const value: i32 = this.quick(axis);
      const size: i32 = value < 0 ? 0 - value : value;
      this.energies[axis] = this.energies[axis] + size;
      if (axis === this.axis) this.row.put(0, value);
    }
    this.row.advance();
    this.inBlock = this.inBlock + 1;
    if (this.inBlock < WINDOW) return 0;
    this.inBlock = 0;
    return 1;
  }

  /** Judges the block just filled. */
  judge(sinusoids: Sinusoids): void {
    const energy: i32 = sinusoids.line(this.row, LOWEST, FASTEST);
    // share × energy = 32 amplitude²; the quick part of a sum of two is ten times the acceleration.
    const amplitude: i32 = divide(isqrt(((energy >> 14) * (sinusoids.share >> 5)) | 0), 10);
    const quick: bool = sinusoids.best >= SLOWEST && sinusoids.share >= PURE;
    const pure: bool = quick && amplitude >= LEAST && amplitude <= MOST;
    const moved: i32 = sinusoids.best - this.lastLine;
    const steady: bool = moved <= STEADY && moved >= 0 - STEADY;
    this.suspect = pure ? 1 : 0;
    if (!pure) this.hits = this.hits >> 1;
    else if (!steady) this.hits = 1;
    else if (this.hits < BLOCKS) this.hits = this.hits + 1;
    if (pure) this.lastLine = sinusoids.best;
    this.panting = this.hits >= BLOCKS || (this.panting !== 0 && this.hits > 1) ? 1 : 0;
    // 25 Hz / 128 × 60 × 10 = 117.19 tenths a bin.
    this.rate = (((sinusoids.best * 7500) | 0) + 32) >> 6;
    this.choose();
  }

  /** Starts anew after a gap. */
  restart(): void {
    this.half = 0;
    this.known = 0;
    this.inBlock = 0;
    this.hits = 0;
    this.panting = 0;
    this.suspect = 0;
    this.shaking = 0;
    this.energies.fill(0);
  }

  /** Five times the middle one of five sums, less all five: keeps 3.5–12 Hz. */
  private quick(axis: i32): i32 {
    const recent = this.recent;
    const sum: i32 =
      recent[axis] + recent[axis + 3] + recent[axis + 6] + recent[axis + 9] + recent[axis + 12];
    return ((5 * recent[axis + 6]) | 0) - sum;
  }

  /** The next block listens to the axis that shook most in this one. */
  private choose(): void {
    const energies = this.energies;
    this.shaking = divide(energies[0] + energies[1] + energies[2], (WINDOW * 10) | 0);
    for (let axis: i32 = 0; axis < 3; axis++) {
      if (energies[axis] > energies[this.axis] + (energies[this.axis] >> 2)) this.axis = axis;
    }
    energies.fill(0);
  }
}
