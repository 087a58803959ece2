import { divideSigned } from "../dsp/divide.ts";
import { log2 } from "../dsp/log2.ts";
import { saturate } from "../dsp/saturate.ts";
import { GRAVITY, Gravity } from "./gravity.ts";
import { Haar } from "./haar.ts";
import { Periodicity } from "./periodicity.ts";

// Sums of a hop. All but the crossings are free of the samples' order.
const MEAN: i32 = 0;
const DEVIATION: i32 = 3;
const VERTICAL: i32 = 6;
const UPWARD: i32 = 7;
const LARGEST: i32 = 8;
const HARD: i32 = 9;
const CROSSINGS: i32 = 10;
const SUMS: i32 = 11;
/** Channels of the Haar cascade: the three axes and the vertical. */
const CHANNELS: i32 = 4;
const DETAILS: i32 = 24;

/** Mean direction of gravity along x, y, z, 1024 = all of it. */
export const DIRECTION: i32 = 0;
/** log2 of the mean absolute deviation along x, y, z over one gravity, Q10. */
export const SPREAD: i32 = 3;
/** The same of the three axes together. */
export const TOTAL: i32 = 6;
/** The same along gravity. */
export const LIFT: i32 = 7;
/** Share of the vertical movement that is upwards, 0 … 1024. */
export const UPWARDS: i32 = 8;
/** log2 of the largest deviation over one gravity, Q10. */
export const PEAK: i32 = 9;
/** Share of samples more than a quarter of gravity away from it, 0 … 1024. */
export const HARD_SHARE: i32 = 10;
/** DIRECTION without its sign: a collar may be worn the other way round. */
export const TILT: i32 = 11;
/** How many features do not depend on the order of the samples. */
export const ORDER_FREE: i32 = 14;
/** Sign changes of the vertical movement, share of samples, 0 … 1024. */
export const CROSSING: i32 = 14;
/** Height of the gait's autocorrelation peak, 0 … 1024. */
export const REGULARITY: i32 = 15;
/** log2 of its lag, Q10; 0 without one. */
export const STRIDE: i32 = 16;
/** log2 of the mean Haar detail over one gravity, Q10: x, y, z, vertical, six levels each. */
export const DETAIL: i32 = 17;
/** Some of the features less their mean over the last 40 s: what changed. */
export const CHANGE: i32 = 41;
/** How many there are. */
export const FEATURES: i32 = 59;

/** Features that CHANGE follows: all that is not along one axis, the quickest details of y and z, the vertical's details. */
const FOLLOWED: i32[] = [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 23, 29, 35, 36, 37, 38, 39, 40];
/** Hops of that mean. */
const RECENT: i32 = 16;
/** Added to every mean deviation before its logarithm, mg: below it is the sensor's noise. */
const NOISE: i32 = 4;

/**
 * What the last five seconds of acceleration look like, in numbers a small network understands: the last hop and the one before
 * together. At most 64 samples a hop.
 */
export class Features {
  /** The features, after `endHop`. */
  values: Int16Array;
  /** Hops since the start or the last `restart`, at most 2. */
  hops: i32 = 0;
  private gravity: Gravity;
  private haar: Haar;
  private gait: Periodicity;
  private now: Int32Array;
  private before: Int32Array;
  private detailsBefore: Int32Array;
  private recent: Int16Array;
  private known: i32 = 0;
  private count: i32 = 0;
  private countBefore: i32 = 0;
  private sign: i32 = 0;
  /** Samples that make one of the gait's, and their sum so far. */
  private pace: i32;
  private paced: i32 = 0;
  private pacedSum: i32 = 0;

  /** pace: 1 where samples come at 10 Hz, 2 at 25 Hz; 0 where their order means nothing: then only ORDER_FREE features are made. */
  constructor(pace: i32) {
    const channels: i32 = pace > 0 ? CHANNELS : 0;
    this.values = new Int16Array(pace > 0 ? FEATURES : ORDER_FREE);
    this.gravity = new Gravity();
    this.haar = new Haar(channels);
    this.gait = new Periodicity(3, pace > 0 ? 12 : 0);
    this.now = new Int32Array(SUMS);
    this.before = new Int32Array(SUMS);
    this.detailsBefore = new Int32Array(pace > 0 ? DETAILS : 0);
    this.recent = new Int16Array(pace > 0 ? FEATURES - CHANGE : 0);
    this.pace = pace;
  }

  /** One sample, mg, each axis within ±16000. */
  sample(rawX: i32, rawY: i32, rawZ: i32): void {
    const g: Gravity = this.gravity;
    const x: i32 = saturate(rawX - g.biasX, 16000);
    const y: i32 = saturate(rawY - g.biasY, 16000);
    const z: i32 = saturate(rawZ - g.biasZ, 16000);
    if (this.hops === 0 && this.count === 0) g.aim(x, y, z);
    const now: Int32Array = this.now;
    const dx: i32 = x - g.x;
    const dy: i32 = y - g.y;
    const dz: i32 = z - g.z;
    const along: i32 = (((dx * g.ux) | 0) + ((dy * g.uy) | 0) + ((dz * g.uz) | 0)) >> 10;
    const v: i32 = saturate(along, 16000);
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
    this.count = this.count + 1;
    if (this.pace > 0) this.ordered(x, y, z, v);
  }

  /** The part of a sample's work that depends on what came before it. */
  private ordered(x: i32, y: i32, z: i32, v: i32): void {
    const now: Int32Array = this.now;
    const sign: i32 = v > 16 ? 1 : v < -16 ? -1 : this.sign;
    if (sign !== this.sign) now[CROSSINGS] = now[CROSSINGS] + 1;
    this.sign = sign;
    this.haar.push(0, x);
    this.haar.push(1, y);
    this.haar.push(2, z);
    this.haar.push(3, v);
    this.haar.advance();
    this.pacedSum = this.pacedSum + v;
    this.paced = this.paced + 1;
    if (this.paced < this.pace) return;
    this.gait.sample(this.pacedSum >> 1);
    this.paced = 0;
    this.pacedSum = 0;
  }

  /** Ends a hop of at least one sample: `values` describe it and the one before, where there is one. */
  endHop(): void {
    const now: Int32Array = this.now;
    const before: Int32Array = this.before;
    const details: Int32Array = this.haar.energy;
    this.gait.endHop();
    this.describe();
    for (let i: i32 = 0; i < SUMS; i++) {
      before[i] = now[i];
      now[i] = 0;
    }
    for (let i: i32 = 0; i < details.length; i++) this.detailsBefore[i] = details[i];
    this.haar.clear();
    this.countBefore = this.count;
    this.count = 0;
    if (this.hops < 2) this.hops = this.hops + 1;
  }

  /** The samples stopped: what comes does not continue what came. What is usual for the animal stays. */
  restart(): void {
    this.now.fill(0);
    this.before.fill(0);
    this.detailsBefore.fill(0);
    this.haar.clear();
    this.gait.clear();
    this.count = 0;
    this.countBefore = 0;
    this.paced = 0;
    this.pacedSum = 0;
    this.hops = 0;
  }

  private describe(): void {
    const now: Int32Array = this.now;
    const before: Int32Array = this.before;
    const values: Int16Array = this.values;
    const g: Gravity = this.gravity;
    const c: i32 = this.count;
    const n: i32 = c + this.countBefore;
    g.aim(
      divideSigned(now[MEAN] + before[MEAN], n),
      divideSigned(now[MEAN + 1] + before[MEAN + 1], n),
      divideSigned(now[MEAN + 2] + before[MEAN + 2], n),
    );
    if (g.mend(divideSigned(now[MEAN], c), divideSigned(now[MEAN + 1], c), divideSigned(now[MEAN + 2], c))) {
      // Neither hop tells anything: the values stay as they were.
      this.forget();
      return;
    }
    values[DIRECTION] = g.ux;
    values[DIRECTION + 1] = g.uy;
    values[DIRECTION + 2] = g.uz;
    values[TILT] = g.ux < 0 ? 0 - g.ux : g.ux;
    values[TILT + 1] = g.uy < 0 ? 0 - g.uy : g.uy;
    values[TILT + 2] = g.uz < 0 ? 0 - g.uz : g.uz;
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
    if (this.pace === 0) return;
    values[CROSSING] = divideSigned((now[CROSSINGS] + before[CROSSINGS]) << 10, n);
    values[REGULARITY] = this.gait.regularity;
    values[STRIDE] = this.gait.lag > 0 ? log2(this.gait.lag) : 0;
    const details: Int32Array = this.haar.energy;
    for (let i: i32 = 0; i < DETAILS; i++) {
      values[DETAIL + i] = log2(details[i] + this.detailsBefore[i] + floor) - unit;
    }
    this.follow();
  }

  /** The samples of a sensor whose offset just jumped: the next hop stands alone. */
  private forget(): void {
    this.now.fill(0);
    this.before.fill(0);
    this.detailsBefore.fill(0);
    this.haar.clear();
    this.count = 0;
  }

  /** CHANGE: each followed feature less its mean so far, over all hops at first, over the last 16 later. */
  private follow(): void {
    const recent: Int16Array = this.recent;
    const values: Int16Array = this.values;
    if (this.known < RECENT) this.known = this.known + 1;
    for (let i: i32 = 0; i < FEATURES - CHANGE; i++) {
      const value: i32 = values[FOLLOWED[i]];
      const mean: i32 = recent[i];
      const moved: i32 = mean + divideSigned(value - mean, this.known);
      recent[i] = moved;
      values[CHANGE + i] = value - moved;
    }
  }
}
