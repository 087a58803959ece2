import { Fft } from "../dsp/fft.ts";
import { saturate } from "../dsp/saturate.ts";
import { QUARTER_SINE } from "../dsp/tables.gen.ts";
import { WINDOW } from "./bins.ts";

/** A transform of the bare window: 2^6 points. */
const BITS: i32 = 6;
const MASK: i32 = 63;
/** The quarter wave's table has 128 steps; one step of e^(-iπn/64) is four of them. */
const QUARTER: i32 = 128;
/** Largest part: a sixteenth of what a row of one pure line gives, and some. */
const LARGEST_PART: i32 = 6000;

/**
 * The spectra of two real rows on twice as many bins as they have values, half of the bins at a time: the even ones are the rows' own
 * transform, the odd ones that of the rows turned by half a bin. So the work fits half the memory a padded transform takes. Both rows
 * go through one complex transform, as its real and imaginary part.
 */
export class RowPair {
  private fft: Fft;
  private odd: i32 = 0;

  constructor() {
    this.fft = new Fft(BITS, 0);
  }

  /** Chooses the even (0) or the odd (1) bins; before `put`. */
  begin(odd: i32): void {
    this.odd = odd;
  }

  /** Value i = 0 … 63 of both rows, within ±32767; all before each run. */
  put(i: i32, first: i32, second: i32): void {
    if (this.odd === 0) {
      this.fft.put(i, first, second);
      return;
    }
    const angle: i32 = i << 2;
    const cos: i32 = angle <= QUARTER ? QUARTER_SINE[QUARTER - angle] : 0 - QUARTER_SINE[angle - QUARTER];
    const sin: i32 = QUARTER_SINE[angle <= QUARTER ? angle : (QUARTER << 1) - angle];
    this.fft.put(
      i,
      (((first * cos) | 0) + ((second * sin) | 0)) >> 14,
      (((second * cos) | 0) - ((first * sin) | 0)) >> 14,
    );
  }

  run(): void {
    this.fft.run();
  }

  /**
   * A sixteenth of the spectrum at bin k of 128, of the parity chosen, 1 … 63. which: 0 and 1 real and imaginary part of the first row, 2 and 3
   * of the second.
   */
  part(k: i32, which: i32): i32 {
    const at: i32 = k >> 1;
    const mirror: i32 = (WINDOW - this.odd - at) & MASK;
    const re = this.fft.re;
    const im = this.fft.im;
    const r: i32 = re[at];
    const m: i32 = im[at];
    const rMirror: i32 = re[mirror];
    const mMirror: i32 = im[mirror];
    let twice: i32 = 0;
    if (which === 0) twice = r + rMirror;
    else if (which === 1) twice = m - mMirror;
    else if (which === 2) twice = m + mMirror;
    else twice = rMirror - r;
    return saturate((twice << this.fft.exponent) >> 5, LARGEST_PART);
  }
}
