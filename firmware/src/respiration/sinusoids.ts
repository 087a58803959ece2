import { divideSigned } from "../dsp/divide.ts";
import { Fft } from "../dsp/fft.ts";
import { isqrt } from "../dsp/isqrt.ts";
import { log2 } from "../dsp/log2.ts";
import { saturate } from "../dsp/saturate.ts";
import { BREATH_BINS, FFT_BITS, FIRST_BIN, WINDOW } from "./bins.ts";
import type { Series } from "./series.ts";

/** 1 in Q14. */
const ONE: i32 = 16384;
/** Share of a row's energy a sinusoid may explain at most, /1024: 0.98, so that no single window decides for ever. */
const BELIEVED: i32 = 1004;
/** Least the unexplained share counts, Q14: 0.02. */
const LEAST: i32 = 328;
/** Smallest diagonal of the whitening, Q14: rows that are one another's shadow add nothing. */
const SHADOW: i32 = 512;

/**
 * How well one sinusoid of each rate explains a window, as the logarithm of the likelihood ratio against white noise: with amplitude
 * and phase free in every row it is -ln det(I - R) per degree of freedom, R the 2 × 2 share of energy its cosine and sine take from the
 * rows after whitening (the F test of a known frequency in several channels; for one row Scargle 1982, ApJ 263:835, eq. 10).
 * Two rows go through one complex transform as its real and imaginary part.
 */
export class Sinusoids {
  /** Of `line`: the bin that explains most of the row, counted from 0 a cycle, and the share it takes, Q14. */
  best: i32 = 0;
  share: i32 = 0;
  private fft: Fft;
  /** Shares taken by cosine, sine and both, Q14; one of each a bin. */
  private cosines: Int16Array;
  private sines: Int16Array;
  private crosses: Int16Array;
  /** √energy of up to three rows, and the whitening's lower triangle, Q14. */
  private root0: i32 = 1;
  private root1: i32 = 1;
  private root2: i32 = 1;
  private l10: i32 = 0;
  private l11: i32 = ONE;
  private l20: i32 = 0;
  private l21: i32 = 0;
  private l22: i32 = ONE;

  constructor() {
    this.fft = new Fft(FFT_BITS, 1);
    this.cosines = new Int16Array(BREATH_BINS);
    this.sines = new Int16Array(BREATH_BINS);
    this.crosses = new Int16Array(BREATH_BINS);
  }

  /** Two rows taken for independent: adds weight / 256 times each one's logarithm, Q10 doublings, to evidence[bin]. */
  apart(series: Series, weight0: i32, weight1: i32, floor: i32, evidence: Int32Array): void {
    this.root0 = isqrt(energy(series, 0) + floor);
    this.root1 = isqrt(energy(series, 1) + floor);
    for (let i: i32 = 0; i < WINDOW; i++) {
      this.fft.put(i, unit(series.at(0, i), this.root0), unit(series.at(1, i), this.root1));
    }
    this.fft.run();
    for (let bin: i32 = 0; bin < BREATH_BINS; bin++) {
      const re0: i32 = this.part(FIRST_BIN + bin, 0);
      const im0: i32 = this.part(FIRST_BIN + bin, 1);
      const re1: i32 = this.part(FIRST_BIN + bin, 2);
      const im1: i32 = this.part(FIRST_BIN + bin, 3);
      const share0: i32 = (((re0 * re0) | 0) + ((im0 * im0) | 0)) >> 11;
      const share1: i32 = (((re1 * re1) | 0) + ((im1 * im1) | 0)) >> 11;
      const sum: i32 = ((logOf(share0) * weight0) | 0) + ((logOf(share1) * weight1) | 0);
      evidence[bin] = evidence[bin] + (sum >> 8);
    }
  }

  /** Three rows taken together, first half: whitens them and transforms the first two. `floor` is the noise's energy. */
  begin(series: Series, floor: i32): void {
    this.whiten(series, floor);
    for (let i: i32 = 0; i < WINDOW; i++) {
      const y0: i32 = unit(series.at(0, i), this.root0);
      this.fft.put(i, y0, this.second(y0, unit(series.at(1, i), this.root1)));
    }
    this.fft.run();
    for (let bin: i32 = 0; bin < BREATH_BINS; bin++) {
      const re0: i32 = this.part(FIRST_BIN + bin, 0);
      const im0: i32 = this.part(FIRST_BIN + bin, 1);
      const re1: i32 = this.part(FIRST_BIN + bin, 2);
      const im1: i32 = this.part(FIRST_BIN + bin, 3);
      this.cosines[bin] = clip((((re0 * re0) | 0) + ((re1 * re1) | 0)) >> 11);
      this.sines[bin] = clip((((im0 * im0) | 0) + ((im1 * im1) | 0)) >> 11);
      this.crosses[bin] = (((re0 * im0) | 0) + ((re1 * im1) | 0)) >> 11;
    }
  }

  /** Second half, on the window as it is now: adds weight / 256 times the logarithm to evidence[bin], Q10 doublings. */
  finish(series: Series, weight: i32, evidence: Int32Array): void {
    for (let i: i32 = 0; i < WINDOW; i++) this.fft.put(i, this.third(series, i), 0);
    this.fft.run();
    for (let bin: i32 = 0; bin < BREATH_BINS; bin++) {
      const re: i32 = this.part(FIRST_BIN + bin, 0);
      const im: i32 = this.part(FIRST_BIN + bin, 1);
      const c0: i32 = this.cosines[bin];
      const s0: i32 = this.sines[bin];
      const x0: i32 = this.crosses[bin];
      const c: i32 = ONE - (((clip(c0 + (((re * re) | 0) >> 11)) * BELIEVED) | 0) >> 10);
      const s: i32 = ONE - (((clip(s0 + (((im * im) | 0) >> 11)) * BELIEVED) | 0) >> 10);
      const x: i32 = ((saturate(x0 + (((re * im) | 0) >> 11), ONE) * BELIEVED) | 0) >> 10;
      const left: i32 = (((c * s) | 0) - ((x * x) | 0)) >> 14;
      const log: i32 = (14 << 10) - log2(left < LEAST ? LEAST : left);
      evidence[bin] = evidence[bin] + (((log * weight) | 0) >> 8);
    }
  }

  /** The strongest single line of one row among transform bins from … to. Returns the row's energy. */
  line(series: Series, from: i32, to: i32): i32 {
    const all: i32 = energy(series, 0);
    const root: i32 = isqrt(all + WINDOW);
    for (let i: i32 = 0; i < WINDOW; i++) this.fft.put(i, unit(series.at(0, i), root), 0);
    this.fft.run();
    this.share = 0;
    for (let k: i32 = from; k <= to; k++) {
      const re: i32 = this.part(k, 0);
      const im: i32 = this.part(k, 1);
      const share: i32 = (((re * re) | 0) + ((im * im) | 0)) >> 11;
      if (share > this.share) {
        this.share = clip(share);
        this.best = k;
      }
    }
    return all;
  }

  /** Cholesky's triangle of the rows' correlations. A thousandth of the whole energy is lent to every row, so none is singular. */
  private whiten(series: Series, floor: i32): void {
    const e0: i32 = energy(series, 0);
    const e1: i32 = energy(series, 1);
    const e2: i32 = energy(series, 2);
    const lent: i32 = (e0 >> 10) + (e1 >> 10) + (e2 >> 10) + floor;
    this.root0 = isqrt(e0 + lent);
    this.root1 = isqrt(e1 + lent);
    this.root2 = isqrt(e2 + lent);
    let c01: i32 = 0;
    let c02: i32 = 0;
    let c12: i32 = 0;
    for (let i: i32 = 0; i < WINDOW; i++) {
      const u0: i32 = unit(series.at(0, i), this.root0);
      const u1: i32 = unit(series.at(1, i), this.root1);
      const u2: i32 = unit(series.at(2, i), this.root2);
      c01 += (u0 * u1) | 0;
      c02 += (u0 * u2) | 0;
      c12 += (u1 * u2) | 0;
    }
    this.l10 = c01 >> 14;
    this.l20 = c02 >> 14;
    this.l11 = rest(this.l10, 0);
    this.l21 = saturate(divideSigned(c12 - ((this.l10 * this.l20) | 0), this.l11), ONE);
    this.l22 = rest(this.l20, this.l21);
  }

  private second(y0: i32, u1: i32): i32 {
    const left: i32 = u1 - (((this.l10 * y0) | 0) >> 14);
    return saturate(divideSigned(left << 14, this.l11), 32767);
  }

  private third(series: Series, i: i32): i32 {
    const y0: i32 = unit(series.at(0, i), this.root0);
    const y1: i32 = this.second(y0, unit(series.at(1, i), this.root1));
    const u2: i32 = unit(series.at(2, i), this.root2);
    const left: i32 = u2 - (((this.l20 * y0) | 0) >> 14) - (((this.l21 * y1) | 0) >> 14);
    return saturate(divideSigned(saturate(left, 65535) << 14, this.l22), 32767);
  }

  /** A sixteenth of the transform at its bin k: which = 0, 1 real and imaginary part of the first row, 2, 3 of the second. */
  private part(k: i32, which: i32): i32 {
    const mirror: i32 = (1 << FFT_BITS) - k;
    const re = this.fft.re;
    const im = this.fft.im;
    let twice: i32 = 0;
    if (which === 0) twice = re[k] + re[mirror];
    else if (which === 1) twice = im[k] - im[mirror];
    else if (which === 2) twice = im[k] + im[mirror];
    else twice = re[mirror] - re[k];
    return saturate((twice << this.fft.exponent) >> 5, 6000);
  }
}

/** Σ x², at most 64 × 4095² < 2^30. */
function energy(series: Series, row: i32): i32 {
  let sum: i32 = 0;
  for (let i: i32 = 0; i < WINDOW; i++) {
    const x: i32 = series.at(row, i);
    sum += (x * x) | 0;
  }
  return sum;
}

/** x for a row whose energy is root²: then 2^28, in units that keep |x| within 2^14. */
function unit(x: i32, root: i32): i32 {
  return divideSigned(x << 14, root);
}

/** √(1 - a² - b²) in Q14. */
function rest(a: i32, b: i32): i32 {
  const root: i32 = isqrt((1 << 28) - ((a * a) | 0) - ((b * b) | 0));
  return root < SHADOW ? SHADOW : root;
}

function clip(share: i32): i32 {
  return share > ONE ? ONE : share;
}

function logOf(share: i32): i32 {
  const left: i32 = ONE - (((clip(share) * BELIEVED) | 0) >> 10);
  return (14 << 10) - log2(left < LEAST ? LEAST : left);
}
