import { divideSigned } from "../dsp/divide.ts";
import { isqrt } from "../dsp/isqrt.ts";
import { log2 } from "../dsp/log2.ts";
import { Haar } from "./haar.ts";
import { Periodicity } from "./periodicity.ts";

// Sums of a hop. The first ORDER_FREE of them do not depend on the order of the samples.
const MEAN: i32 = 0;
const DEVIATION: i32 = 3;
const VERTICAL: i32 = 6;
const UPWARD: i32 = 7;
const LARGEST: i32 = 8;
const HARD: i32 = 9;
const CROSSINGS: i32 = 10;
const DETAILS: i32 = 11;
/** The three axes and the vertical. */
const CHANNELS: i32 = 4;
const SUMS: i32 = 27;

/** Mean direction of gravity along x, y, z, 1024 = all of it. */
export const DIRECTION: i32 = 0;
/** log2 of the mean absolute deviation along x, y, z over gravity, Q10. */
export const SPREAD: i32 = 3;
/** The same of the three axes together. */
export const TOTAL: i32 = 6;
/** The same along gravity. */
export const LIFT: i32 = 7;
/** Share of the vertical movement that is upwards, 0 … 1024. */
export const UPWARDS: i32 = 8;
/** log2 of the largest deviation over gravity, Q10. */
export const PEAK: i32 = 9;
/** Share of samples more than a quarter of gravity away from it, 0 … 1024. */
export const HARD_SHARE: i32 = 10;
/** Cosine of the angle to this animal's usual posture, 1024 = as usual. */
export const POSTURE: i32 = 11;
/** TOTAL less this animal's usual TOTAL, Q10. */
export const UNUSUAL: i32 = 12;
/** How many features do not depend on the order of the samples. */
export const ORDER_FREE: i32 = 13;
/** Sign changes of the vertical movement, share of samples, 0 … 1024. */
export const CROSSING: i32 = 13;
/** log2 of Haar details over gravity, Q10: x, y, z, vertical, four levels each. */
export const DETAIL: i32 = 14;
/** Height of the gait's autocorrelation peak, 0 … 1024. */
export const REGULARITY: i32 = 30;
/** log2 of its lag in samples, Q10; 0 without one. */
export const STRIDE: i32 = 31;
/** How many there are. */
/** DIRECTION without its sign: a collar may be worn the other way round. */
export const TILT: i32 = 32;
/** How many there are. */
export const FEATURES: i32 = 35;
/** Standard gravity, mg. */
const GRAVITY: i32 = 1000;
/** Mean acceleration this far from one gravity is no posture: the sensor has an offset, mg. */
const IMPLAUSIBLE: i32 = 1000;

/** Added to every mean deviation before its logarithm, mg: below it is the sensor's noise. */
const NOISE: i32 = 4;

/**
 * What a few seconds of acceleration look like, in numbers a small network understands: the last hop and the one before together.
 * Everything is measured against gravity as this sensor shows it, so a wrong gain does not matter. At most 128 samples a hop.
 */
export class Features {
  /** The features of the last two hops, after `endHop`. */
  values: Int32Array;
  /** Hops since the start or the last `restart`, at most 2. */
  hops: i32 = 0;
  private now: Int32Array;
  private before: Int32Array;
  private haar: Haar;
  private gait: Periodicity;
  private count: i32 = 0;
  private countBefore: i32 = 0;
  /** Gravity as of the last hops, mg. */
  private gx: i32 = 0;
  private gy: i32 = 0;
  private gz: i32 = 0;
  /** Its direction, Q10. */
  private ux: i32 = 0;
  private uy: i32 = 0;
  private uz: i32 = 0;
  private norm: i32 = 1000;
  private sign: i32 = 0;
  /** The animal's usual direction of gravity (Q10 << 6) and TOTAL (Q10 << 6); slow means over hops. */
  private usual: Int32Array;
  private known: i32 = 0;
  private bias: Int32Array;

  constructor() {
    this.values = new Int32Array(FEATURES);
    this.now = new Int32Array(SUMS);
    this.before = new Int32Array(SUMS);
    this.haar = new Haar(CHANNELS);
    this.gait = new Periodicity(3, 20);
    this.usual = new Int32Array(4);
    this.bias = new Int32Array(3);
  }

  /** One sample, mg, each axis within ±16000. */
  sample(rawX: i32, rawY: i32, rawZ: i32): void {
    const x: i32 = rawX - this.bias[0];
    const y: i32 = rawY - this.bias[1];
    const z: i32 = rawZ - this.bias[2];
    if (this.hops === 0 && this.count === 0) this.aim(x, y, z);
    const now: Int32Array = this.now;
    const dx: i32 = x - this.gx;
    const dy: i32 = y - this.gy;
    const dz: i32 = z - this.gz;
    const v: i32 = (((dx * this.ux) | 0) + ((dy * this.uy) | 0) + ((dz * this.uz) | 0)) >> 10;
    now[MEAN] = now[MEAN] + x;
    now[MEAN + 1] = now[MEAN + 1] + y;
    now[MEAN + 2] = now[MEAN + 2] + z;
    const ax: i32 = dx < 0 ? 0 - dx : dx;
    const ay: i32 = dy < 0 ? 0 - dy : dy;
    const az: i32 = dz < 0 ? 0 - dz : dz;
    now[DEVIATION] = now[DEVIATION] + ax;
    now[DEVIATION + 1] = now[DEVIATION + 1] + ay;
    now[DEVIATION + 2] = now[DEVIATION + 2] + az;
    const away: i32 = ax + ay + az;
    if (away > now[LARGEST]) now[LARGEST] = away;
    if (away > GRAVITY >> 2) now[HARD] = now[HARD] + 1;
    if (v > 0) now[UPWARD] = now[UPWARD] + v;
    now[VERTICAL] = now[VERTICAL] + (v < 0 ? 0 - v : v);
    const sign: i32 = v > 16 ? 1 : v < -16 ? -1 : this.sign;
    if (sign !== this.sign) now[CROSSINGS] = now[CROSSINGS] + 1;
    this.sign = sign;
    this.haar.push(0, x);
    this.haar.push(1, y);
    this.haar.push(2, z);
    this.haar.push(3, v);
    this.haar.advance();
    this.gait.sample(v >> 1);
    this.count = this.count + 1;
  }

  /** Ends a hop of at least one sample: `values` describe it and the one before, where there is one. */
  endHop(): void {
    const now: Int32Array = this.now;
    const details: Int32Array = this.haar.energy;
    for (let i: i32 = 0; i < details.length; i++) now[DETAILS + i] = details[i];
    this.haar.clear();
    this.gait.endHop();
    this.describe();
    const before: Int32Array = this.before;
    for (let i: i32 = 0; i < SUMS; i++) {
      before[i] = now[i];
      now[i] = 0;
    }
    this.countBefore = this.count;
    this.count = 0;
    if (this.hops < 2) this.hops = this.hops + 1;
  }

  /** The samples stopped: what comes does not continue what came. What is usual for the animal stays. */
  restart(): void {
    this.now.fill(0);
    this.before.fill(0);
    this.haar.clear();
    this.gait.clear();
    this.count = 0;
    this.countBefore = 0;
    this.hops = 0;
  }

  private describe(): void {
    const now: Int32Array = this.now;
    const before: Int32Array = this.before;
    const values: Int32Array = this.values;
    const n: i32 = this.count + this.countBefore;
    this.aim(
      divideSigned(now[MEAN] + before[MEAN], n),
      divideSigned(now[MEAN + 1] + before[MEAN + 1], n),
      divideSigned(now[MEAN + 2] + before[MEAN + 2], n),
    );
    this.unbias();
    values[DIRECTION] = this.ux;
    values[DIRECTION + 1] = this.uy;
    values[DIRECTION + 2] = this.uz;
    const unit: i32 = log2((n * GRAVITY) | 0);
    const floor: i32 = (n * NOISE) | 0;
    let total: i32 = 0;
    for (let axis: i32 = 0; axis < 3; axis++) {
      const sum: i32 = now[DEVIATION + axis] + before[DEVIATION + axis];
      total = total + sum;
      values[SPREAD + axis] = log2(sum + floor) - unit;
    }
    values[TOTAL] = log2(total + floor) - unit;
    const vertical: i32 = now[VERTICAL] + before[VERTICAL];
    values[LIFT] = log2(vertical + floor) - unit;
    values[UPWARDS] = divideSigned(now[UPWARD] + before[UPWARD], (vertical >> 10) + 1);
    const largest: i32 = now[LARGEST] > before[LARGEST] ? now[LARGEST] : before[LARGEST];
    values[PEAK] = log2(largest + NOISE) - log2(GRAVITY);
    values[HARD_SHARE] = divideSigned((now[HARD] + before[HARD]) << 10, n);
    values[CROSSING] = divideSigned((now[CROSSINGS] + before[CROSSINGS]) << 10, n);
    for (let i: i32 = 0; i < CHANNELS << 2; i++) {
      values[DETAIL + i] = log2(now[DETAILS + i] + before[DETAILS + i] + floor) - unit;
    }
    values[REGULARITY] = this.gait.regularity;
    values[STRIDE] = this.gait.lag > 0 ? log2(this.gait.lag) : 0;
    for (let i: i32 = 0; i < 3; i++) {
      const u: i32 = values[DIRECTION + i];
      values[TILT + i] = u < 0 ? 0 - u : u;
    }
    this.compare();
  }

  /** Sets gravity to a mean acceleration, mg. */
  private aim(x: i32, y: i32, z: i32): void {
    const norm: i32 = isqrt(((x * x) | 0) + ((y * y) | 0) + ((z * z) | 0)) + 1;
    this.gx = x;
    this.gy = y;
    this.gz = z;
    this.ux = divideSigned(x << 10, norm);
    this.uy = divideSigned(y << 10, norm);
    this.uz = divideSigned(z << 10, norm);
    this.norm = norm;
  }

  /** A mean that is no gravity: takes the animal to be in its usual posture and the rest for the sensor's offset. */
  private unbias(): void {
    const excess: i32 = this.norm - GRAVITY;
    if (excess < IMPLAUSIBLE && excess > 0 - IMPLAUSIBLE) return;
    const usual: Int32Array = this.usual;
    const x: i32 = this.known > 0 ? usual[0] >> 6 : this.ux;
    const y: i32 = this.known > 0 ? usual[1] >> 6 : this.uy;
    const z: i32 = this.known > 0 ? usual[2] >> 6 : this.uz;
    this.bias[0] = this.bias[0] + this.gx - x;
    this.bias[1] = this.bias[1] + this.gy - y;
    this.bias[2] = this.bias[2] + this.gz - z;
    this.now.fill(0);
    this.before.fill(0);
    this.aim(x, y, z);
  }

  /** Against what is usual for this animal: a mean over all hops at first, over the last 64 (about 3 minutes) later. */
  private compare(): void {
    const usual: Int32Array = this.usual;
    const values: Int32Array = this.values;
    if (this.known < 64) this.known = this.known + 1;
    for (let i: i32 = 0; i < 4; i++) {
      const value: i32 = (i < 3 ? values[DIRECTION + i] : values[TOTAL]) << 6;
      usual[i] = usual[i] + divideSigned(value - usual[i], this.known);
    }
    let dot: i32 = 0;
    let squares: i32 = 0;
    for (let i: i32 = 0; i < 3; i++) {
      const mean: i32 = usual[i] >> 6;
      dot = dot + ((mean * values[DIRECTION + i]) | 0);
      squares = squares + ((mean * mean) | 0);
    }
    values[POSTURE] = divideSigned(dot, isqrt(squares) + 1);
    values[UNUSUAL] = values[TOTAL] - (usual[3] >> 6);
  }
}
