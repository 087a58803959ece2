import { divideSigned } from "../dsp/divide.ts";
import { isqrt } from "../dsp/isqrt.ts";
import { topBit } from "../dsp/log2.ts";
import { saturate } from "../dsp/saturate.ts";

/** Slopes compared: 80 ms before the steepest … */
const BEFORE: i32 = 4;
/** … to 160 ms after. */
export const AFTER: i32 = 8;
const LENGTH: i32 = 13;
/** How far the template is shifted to find its place, samples. */
export const LAGS: i32 = 4;
const SHIFTS: i32 = 9;
/** Slopes around an up-stroke that all shifts reach. */
const REACH: i32 = 21;
/** Farthest place a template can be begun at, 1/64 samples. */
const FARTHEST: i32 = 192;
/** Of 256: from this likeness on the template learns from a beat, a sixteenth of the way. */
const LEARN: i32 = 220;
/** So many strong beats in a row that it did not learn from, and it begins anew with the next. */
const STRANGERS: i32 = 12;
/** Below it the place found is not believed. */
const LIKE: i32 = 180;
const MASK: i32 = 63;

/**
 * The mean shape of the wearer's up-stroke, as slopes. Laying it over a new one finds its place to a fraction of a sample, and how
 * much the two are alike: normalised cross-correlation with parabolic interpolation.
 */
export class Template {
  /** Where the last up-stroke lies from the centre it was given, 1/64 samples. */
  offset: i32 = 0;
  /** Its likeness to the template: 256 is the same shape. */
  likeness: i32 = 0;
  private shape: Int16Array;
  private scores: Int32Array;
  private around: Int16Array;
  private norm: i32 = 0;
  private strangers: i32 = 0;

  constructor() {
    this.shape = new Int16Array(LENGTH);
    this.scores = new Int32Array(SHIFTS);
    this.around = new Int16Array(REACH);
  }

  /**
   * Places the up-stroke whose steepest slope (> 0) is in slopes[centre & 63]; AFTER + LAGS slopes behind it must be there. Learns
   * from it where `learn` is not 0; the first of a template is taken at `guess` from its centre, 1/64 samples. Without a template `likeness` is 0, and `offset` too where the place is not believed.
   */
  place(slopes: Int32Array, centre: i32, steepest: i32, learn: i32, guess: i32): void {
    const top: i32 = topBit(steepest | 1);
    const around = this.around;
    for (let k: i32 = 0; k < REACH; k++) {
      const slope: i32 = slopes[(centre - BEFORE - LAGS + k) & MASK];
      // 10 bits at the steepest; what lies around it may be more, up to 12.
      const scaled: i32 = top > 9 ? slope >> (top - 9) : slope << (9 - top);
      around[k] = scaled > 4095 ? 4095 : scaled < -4095 ? -4095 : scaled;
    }
    this.offset = 0;
    this.likeness = 0;
    if (this.norm > 0) this.search();
    if (learn === 0) return;
    if (this.norm > 0 && this.likeness < LEARN) {
      this.strangers = this.strangers + 1;
      if (this.strangers < STRANGERS) return;
      this.norm = 0;
    }
    if (this.norm === 0) this.offset = saturate(guess, FARTHEST);
    this.learn();
  }

  restart(): void {
    this.norm = 0;
    this.strangers = 0;
  }

  private search(): void {
    const scores = this.scores;
    const around = this.around;
    let best: i32 = 0;
    let at: i32 = 0;
    for (let lag: i32 = 0; lag < SHIFTS; lag++) {
      let product: i32 = 0;
      let energy: i32 = 0;
      for (let k: i32 = 0; k < LENGTH; k++) {
        const slope: i32 = around[lag + k];
        const like: i32 = this.shape[k];
        product += (slope * like) | 0;
        energy += (slope * slope) | 0;
      }
      const size: i32 = isqrt(energy) + 1;
      const score: i32 = product > 0 ? divideSigned(product, size) : 0;
      scores[lag] = score;
      if (score > best) {
        best = score;
        at = lag;
      }
    }
    this.likeness = divideSigned(best << 8, this.norm);
    if (this.likeness < LIKE || at === 0 || at === SHIFTS - 1) {
      if (this.likeness >= LIKE) this.likeness = LIKE - 1;
      return;
    }
    const left: i32 = best - scores[at - 1];
    const right: i32 = best - scores[at + 1];
    // The first of the best is above the one before it: left > 0.
    this.offset = ((at - LAGS) << 6) + divideSigned((left - right) << 5, left + right);
  }

  /** Takes the up-stroke's shape at the place found, a sixteenth of the way; wholly where there was none. */
  private learn(): void {
    this.strangers = 0;
    const whole: i32 = this.offset >> 6;
    const part: i32 = this.offset & 63;
    let energy: i32 = 0;
    for (let k: i32 = 0; k < LENGTH; k++) {
      const at: i32 = LAGS + whole + k;
      const a: i32 = this.around[at];
      const b: i32 = this.around[at + 1];
      const slope: i32 = (((a * (64 - part)) | 0) + ((b * part) | 0)) >> 6;
      const old: i32 = this.shape[k];
      const now: i32 = this.norm === 0 ? slope : old + ((slope - old) >> 4);
      this.shape[k] = now;
      energy += (now * now) | 0;
    }
    this.norm = isqrt(energy) + 1;
  }
}
