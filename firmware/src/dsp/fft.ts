import { saturate } from "./saturate.ts";
import { QUARTER_SINE } from "./tables.gen.ts";

/** The quarter wave's table serves transforms up to 2^9 points. */
const TABLE_BITS: i32 = 9;
const QUARTER: i32 = 128;

/** No part may be larger before a stage: a butterfly's sum of one part and a turned one (× √2) then fits 16 bits. */
const LARGEST_PART: i32 = 8191;

/**
 * Complex fast Fourier transform, radix 2, decimation in time, in place, block floating point at 16 bits: before a stage the whole
 * block is halved until every part fits 14. Of the 2^bits inputs only the first 2^(bits-padding) may be set, the others are 0: an
 * interpolated spectrum of a short window, whose first `padding` stages are mere copies and are left out.
 */
export class Fft {
  /** Real parts: after `run`, of bin k at re[k], in units of 2^exponent. */
  re: Int16Array;
  /** Imaginary parts. */
  im: Int16Array;
  /** How often the block was halved in the last run. */
  exponent: i32 = 0;
  private bits: i32;
  private padding: i32;

  constructor(bits: i32, padding: i32) {
    this.bits = bits;
    this.padding = padding;
    this.re = new Int16Array(1 << bits);
    this.im = new Int16Array(1 << bits);
  }

  /** Sets input n = 0 … 2^(bits-padding)-1; both parts saturate at ±32767. All must be set before each run. */
  put(n: i32, re: i32, im: i32): void {
    let reversed: i32 = 0;
    let rest: i32 = n;
    for (let bit: i32 = 0; bit < this.bits; bit++) {
      reversed = (reversed << 1) | (rest & 1);
      rest = rest >> 1;
    }
    const copies: i32 = 1 << this.padding;
    const r: i32 = saturate(re, 32767);
    const m: i32 = saturate(im, 32767);
    for (let i: i32 = 0; i < copies; i++) {
      this.re[reversed + i] = r;
      this.im[reversed + i] = m;
    }
  }

  /** Transforms what was put: 2^bits / 2 butterflies a stage. */
  run(): void {
    this.exponent = 0;
    let largest: i32 = this.largest();
    for (let stage: i32 = this.padding; stage < this.bits; stage++) {
      let down: i32 = 0;
      while (largest >> down > LARGEST_PART) down++;
      this.exponent = this.exponent + down;
      largest = this.butterflies(stage, down);
    }
  }

  /** One stage of the block >> down, rounded; returns an upper bound on its largest part: all their bits together. */
  private butterflies(stage: i32, down: i32): i32 {
    const re = this.re;
    const im = this.im;
    const size: i32 = 1 << this.bits;
    const half: i32 = 1 << stage;
    const step: i32 = half << 1;
    const round: i32 = (1 << down) >> 1;
    // The turned part keeps its 14 fractional bits until it is halved, too.
    const turn: i32 = 14 + down;
    const turnRound: i32 = 8192 << down;
    let all: i32 = 0;
    for (let k: i32 = 0; k < half; k++) {
      const angle: i32 = k << (TABLE_BITS - 1 - stage);
      const wr: i32 = angle <= QUARTER ? QUARTER_SINE[QUARTER - angle] : 0 - QUARTER_SINE[angle - QUARTER];
      const wi: i32 = 0 - QUARTER_SINE[angle <= QUARTER ? angle : (QUARTER << 1) - angle];
      for (let a: i32 = k; a < size; a += step) {
        const b: i32 = a + half;
        const br: i32 = re[b];
        const bi: i32 = im[b];
        const ar: i32 = re[a];
        const ai: i32 = im[a];
        const tr: i32 = (((br * wr) | 0) - ((bi * wi) | 0) + turnRound) >> turn;
        const ti: i32 = (((br * wi) | 0) + ((bi * wr) | 0) + turnRound) >> turn;
        const hr: i32 = (ar + round) >> down;
        const hi: i32 = (ai + round) >> down;
        const r0: i32 = hr + tr;
        const i0: i32 = hi + ti;
        const r1: i32 = hr - tr;
        const i1: i32 = hi - ti;
        re[a] = r0;
        im[a] = i0;
        re[b] = r1;
        im[b] = i1;
        all = all | (r0 ^ (r0 >> 31)) | (i0 ^ (i0 >> 31)) | (r1 ^ (r1 >> 31)) | (i1 ^ (i1 >> 31));
      }
    }
    return all;
  }

  private largest(): i32 {
    const size: i32 = 1 << this.bits;
    let all: i32 = 0;
    for (let i: i32 = 0; i < size; i++) {
      const r: i32 = this.re[i];
      const m: i32 = this.im[i];
      all = all | (r ^ (r >> 31)) | (m ^ (m >> 31));
    }
    return all;
  }
}
