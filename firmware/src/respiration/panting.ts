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
/** Sums of two samples the slow part is the mean of: 0.2 s. */
const TAPS: i32 = 5;
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
  private tapped: Int32Array;
  private newest: i32 = 0;
  /** First half of a sum of two. */
  private x: i32 = 0;
  private y: i32 = 0;
  private z: i32 = 0;
  /** Σ of the quick part's sizes in this block. */
  private sizeX: i32 = 0;
  private sizeY: i32 = 0;
  private sizeZ: i32 = 0;
  private axis: i32 = 0;
  private half: i32 = 0;
  private known: i32 = 0;
  private inBlock: i32 = 0;
  private hits: i32 = 0;
  private line: i32 = 0;

  constructor() {
    this.row = new Series(1);
    this.tapped = new Int32Array((3 * TAPS) | 0);
  }

  /** One sample at 50 Hz, mg, each axis within ±16000; 1 when a block is full and `judge` is due before the next sample but one. */
  sample(ax: i32, ay: i32, az: i32): i32 {
    if (this.half === 0) {
      this.x = ax;
      this.y = ay;
      this.z = az;
      this.half = 1;
      return 0;
    }
    this.half = 0;
    const x: i32 = this.quick(0, this.x + ax);
    const y: i32 = this.quick(1, this.y + ay);
    const z: i32 = this.quick(2, this.z + az);
    this.newest = this.newest === TAPS - 1 ? 0 : this.newest + 1;
    if (this.known < TAPS) {
      this.known = this.known + 1;
      return 0;
    }
    this.sizeX = this.sizeX + (x < 0 ? 0 - x : x);
    this.sizeY = this.sizeY + (y < 0 ? 0 - y : y);
    this.sizeZ = this.sizeZ + (z < 0 ? 0 - z : z);
    this.row.put(0, this.axis === 0 ? x : this.axis === 1 ? y : z);
    this.row.advance();
    this.inBlock = this.inBlock + 1;
    if (this.inBlock < WINDOW) return 0;
    this.inBlock = 0;
    return 1;
  }

  /** Judges the block just filled. */
  judge(sinusoids: Sinusoids): void {
    this.shaking = divide(this.sizeX + this.sizeY + this.sizeZ, (WINDOW * 10) | 0);
    // Where hardly anything shakes there is no line to look for.
    const pure: bool = this.shaking >= LEAST && this.isPure(sinusoids);
    const moved: i32 = sinusoids.best - this.line;
    const steady: bool = moved <= STEADY && moved >= 0 - STEADY;
    this.suspect = pure ? 1 : 0;
    if (!pure) this.hits = this.hits >> 1;
    else if (!steady) this.hits = 1;
    else if (this.hits < BLOCKS) this.hits = this.hits + 1;
    if (pure) this.line = sinusoids.best;
    this.panting = this.hits >= BLOCKS || (this.panting !== 0 && this.hits > 1) ? 1 : 0;
    // 25 Hz / 128 × 60 × 10 = 117.19 tenths a bin.
    this.rate = (((this.line * 7500) | 0) + 32) >> 6;
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
    this.sizeX = 0;
    this.sizeY = 0;
    this.sizeZ = 0;
  }

  private isPure(sinusoids: Sinusoids): bool {
    const energy: i32 = sinusoids.line(this.row, LOWEST, FASTEST);
    // share × energy = 32 amplitude²; the quick part of a sum of two is ten times the acceleration.
    const amplitude: i32 = divide(isqrt(((energy >> 14) * (sinusoids.share >> 5)) | 0), 10);
    if (sinusoids.best < SLOWEST || sinusoids.share < PURE) return false;
    return amplitude >= LEAST && amplitude <= MOST;
  }

  /** Takes a sum of two in; five times the middle one of the last five, less all five: keeps 3.5–12 Hz. */
  private quick(axis: i32, value: i32): i32 {
    const tapped = this.tapped;
    const first: i32 = (axis * TAPS) | 0;
    const at: i32 = first + this.newest;
    const middle: i32 = this.newest >= 2 ? at - 2 : at - 2 + TAPS;
    tapped[at] = value;
    let sum: i32 = 0;
    for (let i: i32 = first; i < first + TAPS; i++) sum += tapped[i];
    return ((TAPS * tapped[middle]) | 0) - sum;
  }

  /** The next block listens to the axis that shook most in this one. */
  private choose(): void {
    const own: i32 = this.axis === 0 ? this.sizeX : this.axis === 1 ? this.sizeY : this.sizeZ;
    const least: i32 = own + (own >> 2);
    if (this.sizeX > least && this.sizeX >= this.sizeY && this.sizeX >= this.sizeZ) this.axis = 0;
    else if (this.sizeY > least && this.sizeY >= this.sizeZ) this.axis = 1;
    else if (this.sizeZ > least) this.axis = 2;
    this.sizeX = 0;
    this.sizeY = 0;
    this.sizeZ = 0;
  }
}
