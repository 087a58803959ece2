import { divide } from "../dsp/divide.ts";

/** Rates counted apart: whole breaths per minute 4 … 60. */
const SLOWEST: i32 = 4;
const RATES: i32 = 57;
/** Seconds an estimate stands for, and the confidence it needs, %. */
const ESTIMATE_S: i32 = 4;
const SURE: i32 = 70;
/** Seconds of stillness before a bout counts: an animal just lain down still breathes fast. */
const SETTLE_S: i32 = 180;
/** Seconds of trusted rates a night needs before its median is said: 10 min. */
const NIGHT_S: i32 = 600;
/** Above this a sleeping dog's breath is looked into, tenths: no healthy one averaged above 23, 30 is the limit in use (Rishniw et al. 2012). */
const LIMIT: i32 = 300;
/** Seconds of trusted rates above the limit, those below taken off twice, before it is said: 5 min. */
const ABOVE_S: i32 = 300;
/** A cell's fullest count; then all are halved, and the median stays. */
const FULL: i32 = 30000;

/**
 * The sleeping respiratory rate a veterinarian asks for: the median of the trusted rates of all bouts of rest since it was last
 * taken. 57 counts hold any night.
 */
export class SleepingRate {
  /** Seconds of trusted rates since the last `take`. */
  seconds: i32 = 0;
  /** 1 from when the breath has been above 30 a minute for 5 min of rest until it has come back as long. */
  high: i32 = 0;
  private counts: Uint16Array;
  private still: i32 = 0;
  private above: i32 = 0;

  constructor() {
    this.counts = new Uint16Array(RATES);
  }

  /** One estimate, every 4 s: tenths a minute, % (0: none), and whether the animal moved or panted since the last. */
  add(rate: i32, confidence: i32, disturbed: bool): void {
    if (disturbed) {
      this.still = 0;
      return;
    }
    if (this.still < SETTLE_S) {
      this.still = this.still + ESTIMATE_S;
      return;
    }
    if (confidence < SURE) return;
    this.seconds = this.seconds + ESTIMATE_S;
    const cell: i32 = divide(rate + 5, 10) - SLOWEST;
    this.count(cell < 0 ? 0 : cell >= RATES ? RATES - 1 : cell);
    this.watch(rate);
  }

  /** The median since the last call, tenths a minute, 0 when there were not 10 min of it; begins the next night. */
  take(): i32 {
    const median: i32 = this.seconds < NIGHT_S ? 0 : this.median();
    this.counts.fill(0);
    this.seconds = 0;
    return median;
  }

  /** The median so far, tenths a minute, interpolated within its cell; 0 before the first rate. */
  median(): i32 {
    let total: i32 = 0;
    for (let cell: i32 = 0; cell < RATES; cell++) {
      const n: i32 = this.counts[cell];
      total += n;
    }
    if (total === 0) return 0;
    let below: i32 = 0;
    for (let cell: i32 = 0; cell < RATES; cell++) {
      const n: i32 = this.counts[cell];
      if ((below + n) << 1 >= total) {
        const share: i32 = divide(((total - (below << 1)) * 5) | 0, n);
        return (((SLOWEST + cell) * 10) | 0) - 5 + share;
      }
      below += n;
    }
    return 0;
  }

  private count(cell: i32): void {
    const counts = this.counts;
    const n: i32 = counts[cell];
    counts[cell] = n + 1;
    if (n + 1 < FULL) return;
    for (let i: i32 = 0; i < RATES; i++) {
      const old: i32 = counts[i];
      counts[i] = old >> 1;
    }
  }

  private watch(rate: i32): void {
    if (rate > LIMIT) this.above = this.above < ABOVE_S ? this.above + ESTIMATE_S : ABOVE_S;
    else this.above = this.above > ESTIMATE_S << 1 ? this.above - (ESTIMATE_S << 1) : 0;
    if (this.above >= ABOVE_S) this.high = 1;
    else if (this.above === 0) this.high = 0;
  }
}
