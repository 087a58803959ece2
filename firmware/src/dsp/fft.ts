import { QUARTER_SINE } from "./tables.gen.ts";

/** The quarter wave's table serves transforms up to 2^9 points. */
const TABLE_BITS: i32 = 9;
const QUARTER: i32 = 128;

/**
 * Complex fast Fourier transform, radix 2, decimation in time, in place, block floating point: before a stage the whole block
 * is halved until every part fits 16 bits, so a butterfly's products (16 × 15 bits, two summed) stay below 2^31. Of the 2^bits
 * inputs only the first 2^(bits-padding) may be set, the others are 0: an interpolated spectrum of a short window, whose first
 * `padding` stages are mere copies and are left out.
 */
export class Fft {
  /** Real parts: after `run`, of bin k at re[k], in units of 2^exponent. */
  re: Int32Array;
  /** Imaginary parts. */
  im: Int32Array;
  /** How often the block was halved in the last run. */
  exponent: i32 = 0;
  private bits: i32;
  private padding: i32;

  constructor(bits: i32, padding: i32) {
    this.bits = bits;
    this.padding = padding;
    this.re = new Int32Array(1 << bits);
    this.im = new Int32Array(1 << bits);
  }

  /** Sets input n = 0 … 2^(bits-padding)-1; both parts within ±2^16. All must be set before each run. */
  put(n: i32, re: i32, im: i32): void {
    let reversed: i32 = 0;
    let rest: i32 = n;
    for (let bit: i32 = 0; bit < this.bits; bit++) {
      reversed = (reversed << 1) | (rest & 1);
      rest = rest >> 1;
    }
    const copies: i32 = 1 << this.padding;
    for (let i: i32 = 0; i < copies; i++) {
      this.re[reversed + i] = re;
      this.im[reversed + i] = im;
    }
  }

  /** Transforms what was put: 2^bits / 2 butterflies a stage. */
  run(): void {
    this.exponent = 0;
    let largest: i32 = this.largest();
    for (let stage: i32 = this.padding; stage < this.bits; stage++) {
      while (largest > 32767) {
        this.halve();
        largest = largest >> 1;
      }
      largest = this.butterflies(stage);
    }
  }

  /** One stage; returns an upper bound on its largest part: all their bits together. */
  private butterflies(stage: i32): i32 {
    const re = this.re;
    const im = this.im;
    const size: i32 = 1 << this.bits;
    const half: i32 = 1 << stage;
    let all: i32 = 0;
    for (let k: i32 = 0; k < half; k++) {
      const angle: i32 = k << (TABLE_BITS - 1 - stage);
      const wr: i32 = angle <= QUARTER ? QUARTER_SINE[QUARTER - angle] : 0 - QUARTER_SINE[angle - QUARTER];
      const wi: i32 = 0 - QUARTER_SINE[angle <= QUARTER ? angle : (QUARTER << 1) - angle];
      for (let a: i32 = k; a < size; a += half << 1) {
        const b: i32 = a + half;
        const br: i32 = re[b];
        const bi: i32 = im[b];
        const tr: i32 = (((br * wr) | 0) - ((bi * wi) | 0) + 8192) >> 14;
        const ti: i32 = (((br * wi) | 0) + ((bi * wr) | 0) + 8192) >> 14;
        const ar: i32 = re[a];
        const ai: i32 = im[a];
        const r0: i32 = ar + tr;
        const i0: i32 = ai + ti;
        const r1: i32 = ar - tr;
        const i1: i32 = ai - ti;
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

  private halve(): void {
    const size: i32 = 1 << this.bits;
    for (let i: i32 = 0; i < size; i++) {
      this.re[i] = (this.re[i] + 1) >> 1;
      this.im[i] = (this.im[i] + 1) >> 1;
    }
    this.exponent = this.exponent + 1;
  }
}
