import { divide } from "../dsp/divide.ts";
import { isqrt } from "../dsp/isqrt.ts";
import { log2 } from "../dsp/log2.ts";

/** Intervals remembered: enough for six breaths of a resting dog; a power of two. */
const KEPT: i32 = 32;
const MASK: i32 = 31;
/** So many must be known before one can be out of place, or the rhythm be called anything. */
const ENOUGH: i32 = 12;
/** A heart's limits, ms: 300 and 20 beats a minute. */
const SHORTEST: i32 = 200;
const LONGEST: i32 = 3000;
// Out of place is what lies far outside of the animal's own range, not what differs from the beat before: in a sleeping dog RR grows
// by 20–140 % from breathing in to breathing out and that is health (Moïse et al., Front. Vet. Sci. 2024, 1386425). Range: tenth
// smallest to tenth largest of 100; below 3/4 of the one is an extra beat, above 1.4 times the other a missed one.
const SHORT: i32 = 192;
const LONG: i32 = 360;
const NORM: i32 = 8;
/** Rejected in a row, after which it is the range that is wrong. */
const STUBBORN: i32 = 4;
/** Pairs in a minute below which RMSSD says nothing. */
const PAIRS: i32 = 10;
/** Differences are cut here, so that 333 squares fit 31 bits, ms. */
const WIDEST: i32 = 2047;
/** A forecast is the mean of what followed the three likeliest pasts. */
const LIKEST: i32 = 3;

/**
 * What the intervals of a resting heart say: RMSSD over a minute, and how irregular the rhythm is. Irregular is what cannot be
 * foretold: sinus arrhythmia, however large, follows the breath and repeats itself; atrial fibrillation does not.
 */
export class Rhythm {
  /** Root mean square of successive differences over the minute taken, ms; 0 of fewer than 10 pairs. */
  rmssd: i32 = 0;
  /**
   * Mean error, in per cent of the interval, of forecasting each of the last 32 intervals from what followed the most similar
   * pairs among the others; 0 of fewer than 12.
   */
  irregularity: i32 = 0;

  /** The last accepted intervals, ms, and their logarithms, 1/64 of a doubling; in order of time. */
  private intervals: Int16Array;
  private logs: Int16Array;
  private sorted: Int16Array;
  private count: i32 = 0;
  private last: i32 = 0;
  private rejected: i32 = 0;
  private squares: i32 = 0;
  private pairs: i32 = 0;

  constructor() {
    this.intervals = new Int16Array(KEPT);
    this.logs = new Int16Array(KEPT);
    this.sorted = new Int16Array(KEPT);
  }

  /** The next interval of an unbroken chain of beats, ms. */
  push(interval: i32): void {
    if (this.fits(interval) === 0) {
      this.last = 0;
      this.rejected = this.rejected + 1;
      if (this.rejected >= STUBBORN) this.count = 0;
      return;
    }
    this.rejected = 0;
    if (this.last !== 0) {
      const difference: i32 = interval > this.last ? interval - this.last : this.last - interval;
      const cut: i32 = difference > WIDEST ? WIDEST : difference;
      this.squares = this.squares + ((cut * cut) | 0);
      this.pairs = this.pairs + 1;
    }
    this.last = interval;
    const slot: i32 = this.count & MASK;
    this.intervals[slot] = interval;
    this.logs[slot] = log2(interval) >> 4;
    this.count = this.count + 1;
    // The count may grow for ever; only whether the ring is full, and where it stands, matter.
    if (this.count >= KEPT << 4) this.count = KEPT + (this.count & MASK);
  }

  /** The chain was broken: the next interval does not follow the last one. */
  gap(): void {
    this.last = 0;
  }

  /** Ends a minute: sets `rmssd` and `irregularity`. */
  take(): void {
    this.rmssd = this.pairs < PAIRS ? 0 : isqrt(divide(this.squares, this.pairs));
    this.squares = 0;
    this.pairs = 0;
    this.irregularity = this.forecast();
  }

  /** Forgets everything. */
  restart(): void {
    this.count = 0;
    this.last = 0;
    this.rejected = 0;
    this.squares = 0;
    this.pairs = 0;
  }

  private fits(interval: i32): i32 {
    if (interval < SHORTEST || interval > LONGEST) return 0;
    const known: i32 = this.count < KEPT ? this.count : KEPT;
    if (known < ENOUGH) return 1;
    this.sort(known);
    const tenth: i32 = (known * 13) >> 7;
    const low: i32 = this.sorted[tenth];
    const high: i32 = this.sorted[known - 1 - tenth];
    if (interval < (low * SHORT) >> NORM) return 0;
    return interval > (high * LONG) >> NORM ? 0 : 1;
  }

  private sort(known: i32): void {
    const sorted = this.sorted;
    for (let i: i32 = 0; i < known; i++) {
      const value: i32 = this.intervals[i];
      let at: i32 = i;
      while (at > 0) {
        const before: i32 = sorted[at - 1];
        if (before <= value) break;
        sorted[at] = before;
        at--;
      }
      sorted[at] = value;
    }
  }

  /** The k nearest neighbours' forecast (Sugihara & May, Nature 1990; 344: 734) over pairs of logarithms. */
  private forecast(): i32 {
    const known: i32 = this.count < KEPT ? this.count : KEPT;
    if (known < ENOUGH) return 0;
    let error: i32 = 0;
    for (let i: i32 = 2; i < known; i++) {
      const off: i32 = this.at(known, i) - this.expect(known, i);
      error += off < 0 ? 0 - off : off;
    }
    // 1/64 of a doubling is 1.09 %.
    return divide((error * 139) >> 7, known - 2);
  }

  private expect(known: i32, i: i32): i32 {
    const first: i32 = this.at(known, i - 2);
    const second: i32 = this.at(known, i - 1);
    let best: i32 = 32767;
    let next: i32 = 32767;
    let third: i32 = 32767;
    let bestValue: i32 = 0;
    let nextValue: i32 = 0;
    let thirdValue: i32 = 0;
    for (let j: i32 = 2; j < known; j++) {
      if (j - i < 2 && i - j < 2) continue;
      const a: i32 = this.at(known, j - 2) - first;
      const b: i32 = this.at(known, j - 1) - second;
      const apart: i32 = (a < 0 ? 0 - a : a) + (b < 0 ? 0 - b : b);
      if (apart >= third) continue;
      third = apart;
      thirdValue = this.at(known, j);
      if (third < next) {
        const swap: i32 = next;
        const swapValue: i32 = nextValue;
        next = third;
        nextValue = thirdValue;
        third = swap;
        thirdValue = swapValue;
      }
      if (next < best) {
        const swap: i32 = best;
        const swapValue: i32 = bestValue;
        best = next;
        bestValue = nextValue;
        next = swap;
        nextValue = swapValue;
      }
    }
    return divide(bestValue + nextValue + thirdValue, LIKEST);
  }

  /** The i-th oldest logarithm. */
  private at(known: i32, i: i32): i32 {
    return this.logs[(this.count - known + i) & MASK];
  }
}
