import { saturate } from "../dsp/saturate.ts";

/** Ticks kept, a power of two: a second at 64 Hz. */
const LENGTH: i32 = 64;
const MASK: i32 = 63;
/** Ticks whose slopes are added up: the width of a QRS complex, 94 ms. */
const WIDTH: i32 = 6;
/** Ticks without a higher slope before a peak is one, and ticks from one beat to the next at least (300 bpm is 13). */
const SETTLED: i32 = 10;
const REFRACTORY: i32 = 16;
/** Ticks of the beginning that only teach how steep a beat is, 5 s. */
const LEARNING: i32 = 320;
/** Ticks without a beat after which less is expected, 2 s. */
const LOST: i32 = 128;

/**
 * Heart beats in an electrocardiogram at 64 Hz by their slope: the sum of absolute differences over a QRS complex against 40 %
 * of what the last beats had (after Pan & Tompkins, IEEE Trans Biomed Eng 1985; 32: 230-236). A beat is told SETTLED ticks
 * and a little more after it was.
 */
export class Qrs {
  /** Ticks since construction. */
  now: i32 = 0;
  /** The tick the last beat stood at. */
  beat: i32 = -REFRACTORY;
  private ring: Int16Array;
  private slope: i32 = 0;
  /** How steep beats are. */
  private usual: i32 = 0;
  private highest: i32 = 0;
  private age: i32 = 0;

  constructor() {
    this.ring = new Int16Array(LENGTH);
  }

  /** The value `ago` ticks ago, 0 … 63. */
  at(ago: i32): i32 {
    return this.ring[(this.now - ago) & MASK];
  }

  /** The next value, within ±4095, its baseline near 0; true when a beat was found (`beat` says where). */
  tick(value: i32): bool {
    this.now = this.now + 1;
    this.ring[this.now & MASK] = value;
    const enters: i32 = value - this.at(1);
    const leaves: i32 = this.at(WIDTH) - this.at(WIDTH + 1);
    this.slope = this.slope + (enters < 0 ? 0 - enters : enters) - (leaves < 0 ? 0 - leaves : leaves);
    if (this.now < LEARNING) {
      if (this.slope > this.usual) this.usual = this.slope;
      return false;
    }
    if (this.now - this.beat > LOST) this.usual = this.usual - (this.usual >> 9) - 1;
    if (this.slope > this.highest) {
      this.highest = this.slope;
      this.age = 0;
      return false;
    }
    this.age = this.age + 1;
    if (this.age < SETTLED) return false;
    const steep: bool = this.highest > (this.usual * 13) >> 5;
    const at: i32 = this.peak(this.age + (WIDTH >> 1));
    const high: i32 = this.highest;
    this.highest = 0;
    this.age = 0;
    if (!steep || at - this.beat < REFRACTORY) return false;
    this.beat = at;
    this.usual = this.usual + (saturate(high - this.usual, this.usual) >> 3);
    return true;
  }

  /** The tick of the largest excursion within WIDTH ticks of `ago` ticks ago. */
  private peak(ago: i32): i32 {
    let best: i32 = -1;
    let at: i32 = 0;
    for (let k: i32 = ago + WIDTH; k >= ago - WIDTH; k--) {
      const value: i32 = this.at(k);
      const size: i32 = value < 0 ? 0 - value : value;
      if (size > best) {
        best = size;
        at = this.now - k;
      }
    }
    return at;
  }
}
