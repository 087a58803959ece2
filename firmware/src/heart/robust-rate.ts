import { divide } from "../dsp/divide.ts";

/** Estimates of one minute at most: one every two seconds, and two spare. */
const CAPACITY: i32 = 32;

/**
 * One heart rate out of a minute's estimates: their median by confidence, then the mean, again by confidence, of those within
 * an eighth of that median, so that a short lock on the wrong rhythm does not pull the minute along.
 */
export class RobustRate {
  /** Tenths of a beat per minute; 0 without an estimate. */
  rate: i32 = 0;
  /** Mean confidence of all estimates of the minute, the abstaining ones counted as 0, in per cent. */
  confidence: i32 = 0;
  private rates: Int32Array;
  private confidences: Int32Array;
  private count: i32 = 0;
  private seen: i32 = 0;

  constructor() {
    this.rates = new Int32Array(CAPACITY);
    this.confidences = new Int32Array(CAPACITY);
  }

  /** One estimate: tenths of a beat per minute (below 2^15) and 0–100 %; kept in order of rate. */
  add(rate: i32, confidence: i32): void {
    this.seen = this.seen + 1;
    if (confidence <= 0 || this.count === CAPACITY) return;
    let at: i32 = this.count;
    while (at > 0 && this.rates[at - 1] > rate) {
      this.rates[at] = this.rates[at - 1];
      this.confidences[at] = this.confidences[at - 1];
      at--;
    }
    this.rates[at] = rate;
    this.confidences[at] = confidence;
    this.count = this.count + 1;
  }

  /** Sets `rate` and `confidence` from what was added, and forgets it. */
  take(): void {
    this.rate = 0;
    this.confidence = 0;
    const n: i32 = this.count;
    let total: i32 = 0;
    for (let i: i32 = 0; i < n; i++) total += this.confidences[i];
    if (total > 0) {
      let half: i32 = 0;
      let middle: i32 = 0;
      while (middle < n - 1 && (half + this.confidences[middle]) << 1 < total) {
        half += this.confidences[middle];
        middle++;
      }
      this.rate = this.meanAround(this.rates[middle]);
      this.confidence = divide(total + (this.seen >> 1), this.seen);
    }
    this.count = 0;
    this.seen = 0;
  }

  private meanAround(median: i32): i32 {
    let sum: i32 = 0;
    let weight: i32 = 0;
    for (let i: i32 = 0; i < this.count; i++) {
      const off: i32 = this.rates[i] - median;
      if (off > median >> 3 || off < 0 - (median >> 3)) continue;
      const confidence: i32 = this.confidences[i];
      sum += (off * confidence) | 0;
      weight += confidence;
    }
    // Offsets from the lowest admitted rate are never negative, so one plain division rounds alike on both sides.
    const base: i32 = median >> 3;
    return median - base + divide(sum + ((base * weight) | 0) + (weight >> 1), weight);
  }
}
