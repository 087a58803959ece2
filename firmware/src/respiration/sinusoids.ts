import { divideSigned } from "../dsp/divide.ts";
import { isqrt } from "../dsp/isqrt.ts";
import { log2 } from "../dsp/log2.ts";
import { saturate } from "../dsp/saturate.ts";
import { BREATH_BINS, FIRST_BIN, WINDOW } from "./bins.ts";
import { RowPair } from "./row-pair.ts";
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
 * How well one sinusoid of each rate explains a window, as the logarithm of its likelihood ratio against white noise: with amplitude
 * and phase free in every row it is -log det(I - R) per degree of freedom, R the 2 × 2 share of energy that cosine and sine take from
 * the whitened rows (several channels' F test of a known frequency; for one row Scargle 1982, ApJ 263:835, eq. 10). Every method does
 * the bins of one parity (RowPair), and is one slice of work.
 */
export class Sinusoids {
  /** Of `line`: the strongest bin of 128, and the share of the row's energy it and its neighbour take, Q14. */
  best: i32 = 0;
  share: i32 = 0;
  /** Whether the three rows last whitened held more than noise. */
  lively: bool = false;
  private pair: RowPair;
  /** Shares taken by cosine, by sine and by both, Q14, of the first two of three rows: three values a bin of the parity in hand. */
  private shares: Int16Array;
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
    this.pair = new RowPair();
    this.shares = new Int16Array((3 * (BREATH_BINS >> 1)) | 0);
  }

  /**
   * Two rows taken for independent, of which the noise alone has floor0 and floor1 of energy: adds the first one's logarithm and
   * weight / 256 times the second's to evidence[bin], Q10 doublings.
   */
  apart(series: Series, floor0: i32, floor1: i32, weight: i32, odd: i32, evidence: Int32Array): void {
    const pair = this.pair;
    const root0: i32 = isqrt(energy(series, 0) + floor0);
    const root1: i32 = isqrt(energy(series, 1) + floor1);
    pair.begin(odd);
    for (let i: i32 = 0; i < WINDOW; i++)
      pair.put(i, unit(series.at(0, i), root0), unit(series.at(1, i), root1));
    pair.run();
    for (let bin: i32 = (odd + FIRST_BIN) & 1; bin < BREATH_BINS; bin += 2) {
      const k: i32 = FIRST_BIN + bin;
      const share0: i32 = square(pair.part(k, 0)) + square(pair.part(k, 1));
      const share1: i32 = square(pair.part(k, 2)) + square(pair.part(k, 3));
      evidence[bin] = evidence[bin] + alone(share0) + (((alone(share1) * weight) | 0) >> 8);
    }
  }

  /** Three rows taken together, before all else: finds what whitens them. `floor` is the energy of noise alone. */
  whiten(series: Series, floor: i32): void {
    const e0: i32 = energy(series, 0);
    const e1: i32 = energy(series, 1);
    const e2: i32 = energy(series, 2);
    // A thousandth of the whole energy is lent to every row, so that none is singular.
    this.lively = e0 > floor || e1 > floor || e2 > floor;
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
    // Cholesky's triangle of the correlations.
    this.l10 = c01 >> 14;
    this.l20 = c02 >> 14;
    this.l11 = rest(this.l10, 0);
    this.l21 = saturate(divideSigned(c12 - ((this.l10 * this.l20) | 0), this.l11), ONE);
    this.l22 = rest(this.l20, this.l21);
  }

  /** The first two of three rows. */
  firstTwo(series: Series, odd: i32): void {
    const pair = this.pair;
    pair.begin(odd);
    for (let i: i32 = 0; i < WINDOW; i++) {
      const y0: i32 = unit(series.at(0, i), this.root0);
      pair.put(i, y0, this.second(y0, unit(series.at(1, i), this.root1)));
    }
    pair.run();
    for (let bin: i32 = (odd + FIRST_BIN) & 1; bin < BREATH_BINS; bin += 2) {
      const re0: i32 = pair.part(FIRST_BIN + bin, 0);
      const im0: i32 = pair.part(FIRST_BIN + bin, 1);
      const re1: i32 = pair.part(FIRST_BIN + bin, 2);
      const im1: i32 = pair.part(FIRST_BIN + bin, 3);
      const at: i32 = (3 * (bin >> 1)) | 0;
      this.shares[at] = clip(square(re0) + square(re1));
      this.shares[at + 1] = clip(square(im0) + square(im1));
      this.shares[at + 2] = (((re0 * im0) | 0) + ((re1 * im1) | 0)) >> 11;
    }
  }

  /** The third, right after `firstTwo` of the same parity: sets logs[bin] of that parity to the three rows' logarithm, Q10 doublings. */
  third(series: Series, odd: i32, logs: Int16Array): void {
    const pair = this.pair;
    pair.begin(odd);
    for (let i: i32 = 0; i < WINDOW; i++) {
      const y0: i32 = unit(series.at(0, i), this.root0);
      const y1: i32 = this.second(y0, unit(series.at(1, i), this.root1));
      const u2: i32 = unit(series.at(2, i), this.root2);
      const left: i32 = u2 - (((this.l20 * y0) | 0) >> 14) - (((this.l21 * y1) | 0) >> 14);
      pair.put(i, whole(left, this.l22), 0);
    }
    pair.run();
    for (let bin: i32 = (odd + FIRST_BIN) & 1; bin < BREATH_BINS; bin += 2) {
      const re: i32 = pair.part(FIRST_BIN + bin, 0);
      const im: i32 = pair.part(FIRST_BIN + bin, 1);
      const at: i32 = (3 * (bin >> 1)) | 0;
      const cosine: i32 = this.shares[at];
      const sine: i32 = this.shares[at + 1];
      const cross: i32 = this.shares[at + 2];
      const c: i32 = ONE - believed(clip(cosine + square(re)));
      const s: i32 = ONE - believed(clip(sine + square(im)));
      const x: i32 = believed(saturate(cross + (((re * im) | 0) >> 11), ONE));
      logs[bin] = surprise((((c * s) | 0) - ((x * x) | 0)) >> 14);
    }
  }

  /**
   * The strongest line of one row among the even bins of 128 from … to, taken over two neighbours, since a living rhythm is never pure:
   * into `best` (the heavier of the two) and `share`. Returns the row's energy.
   */
  line(series: Series, from: i32, to: i32): i32 {
    const pair = this.pair;
    const all: i32 = energy(series, 0);
    const root: i32 = isqrt(all + WINDOW);
    pair.begin(0);
    for (let i: i32 = 0; i < WINDOW; i++) pair.put(i, unit(series.at(0, i), root), 0);
    pair.run();
    this.share = 0;
    let before: i32 = 0;
    for (let k: i32 = from; k <= to; k += 2) {
      const here: i32 = square(pair.part(k, 0)) + square(pair.part(k, 1));
      if (here + before > this.share) {
        this.share = clip(here + before);
        this.best = here > before ? k : k - 2;
      }
      before = here;
    }
    return all;
  }

  private second(y0: i32, u1: i32): i32 {
    return whole(u1 - (((this.l10 * y0) | 0) >> 14), this.l11);
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

/** x of a row whose energy is root²: in units that make the energy 2^28 and keep |x| within 2^14. */
function unit(x: i32, root: i32): i32 {
  return divideSigned(x << 14, root);
}

/** What is left of a row, brought back to the energy 2^28. */
function whole(left: i32, diagonal: i32): i32 {
  return saturate(divideSigned(saturate(left, 65535) << 14, diagonal), 32767);
}

/** √(1 - a² - b²) in Q14. */
function rest(a: i32, b: i32): i32 {
  const root: i32 = isqrt((1 << 28) - ((a * a) | 0) - ((b * b) | 0));
  return root < SHADOW ? SHADOW : root;
}

/** Share of a row's energy in a part of its spectrum, Q14: 2/64 of the whole part's square over 2^28. */
function square(part: i32): i32 {
  return ((part * part) | 0) >> 11;
}

function clip(share: i32): i32 {
  return share > ONE ? ONE : share;
}

function believed(share: i32): i32 {
  return ((share * BELIEVED) | 0) >> 10;
}

/** -log2 of an unexplained share, Q14 to Q10. */
function surprise(left: i32): i32 {
  return (14 << 10) - log2(left < LEAST ? LEAST : left);
}

function alone(share: i32): i32 {
  return surprise(ONE - believed(clip(share)));
}
