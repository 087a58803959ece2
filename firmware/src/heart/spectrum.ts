import { divide } from "../dsp/divide.ts";
import { Fft } from "../dsp/fft.ts";
import { log2, topBit } from "../dsp/log2.ts";
import { FFT_BITS, FIRST_BIN, SPECTRUM_BINS } from "./bins.ts";

/** A spectrum's own power is what lies between 25 and 480 bpm. */
const POWER_FROM: i32 = 13;
/** Share of the power, Q14, that counts as nothing: 0.4 %. */
const FLOOR: i32 = 66;

/**
 * Three whitened log spectra, averaged over channels: the light as it came, the light without what follows the acceleration, and
 * what was taken away. The first two go through one complex transform as its real and imaginary part; the third is their
 * difference.
 */
export class Spectrum {
  /** As it came: after `finish`, log2 of each bin's share of the power in Q10 above the floor; SPECTRUM_BINS bins. */
  raw: Uint16Array;
  /** Without motion. */
  cleaned: Uint16Array;
  /** Motion alone. */
  motion: Uint16Array;
  private fft: Fft;
  private channels: i32 = 0;

  constructor() {
    this.raw = new Uint16Array(SPECTRUM_BINS);
    this.cleaned = new Uint16Array(SPECTRUM_BINS);
    this.motion = new Uint16Array(SPECTRUM_BINS);
    this.fft = new Fft(FFT_BITS, 2);
  }

  begin(): void {
    this.raw.fill(0);
    this.cleaned.fill(0);
    this.motion.fill(0);
    this.channels = 0;
  }

  /** Sets sample n = 0 … 127 of the window, both within ±2^16, mean removed; 0 behind the window's end. */
  put(n: i32, raw: i32, cleaned: i32): void {
    this.fft.put(n, raw, cleaned);
  }

  /** Transforms the channel that was put and adds its three spectra. */
  add(): void {
    this.fft.run();
    this.separate();
    this.channels = this.channels + 1;
    this.addShares(this.raw, 0);
    this.addShares(this.cleaned, 1);
    this.addShares(this.motion, 2);
  }

  /** Turns the sums of shares into logarithms. */
  finish(): void {
    const floor: i32 = log2(FLOOR << 4);
    for (let k: i32 = FIRST_BIN; k < SPECTRUM_BINS; k++) {
      const raw: i32 = this.raw[k];
      const cleaned: i32 = this.cleaned[k];
      const motion: i32 = this.motion[k];
      this.raw[k] = log2(divide(raw << 4, this.channels) + (FLOOR << 4)) - floor;
      this.cleaned[k] = log2(divide(cleaned << 4, this.channels) + (FLOOR << 4)) - floor;
      this.motion[k] = log2(divide(motion << 4, this.channels) + (FLOOR << 4)) - floor;
    }
  }

  /** Parts the two real signals' transforms, in place: raw in bin k, cleaned in bin N - k. */
  private separate(): void {
    const re = this.fft.re;
    const im = this.fft.im;
    for (let k: i32 = 1; k < SPECTRUM_BINS; k++) {
      const mirror: i32 = (1 << FFT_BITS) - k;
      const a: i32 = re[k];
      const b: i32 = im[k];
      const c: i32 = re[mirror];
      const d: i32 = im[mirror];
      re[k] = (a + c) >> 1;
      im[k] = (b - d) >> 1;
      re[mirror] = (b + d) >> 1;
      im[mirror] = (c - a) >> 1;
    }
  }

  /** Adds each bin's share of the spectrum's whitened power (power × frequency), Q14: three channels' sum fits 16 bits. which: 0 raw, 1 cleaned, 2 their difference. */
  private addShares(shares: Uint16Array, which: i32): void {
    let all: i32 = 0;
    for (let k: i32 = POWER_FROM; k < SPECTRUM_BINS; k++) {
      const r: i32 = this.real(k, which);
      const m: i32 = this.imaginary(k, which);
      all = all | (r ^ (r >> 31)) | (m ^ (m >> 31));
    }
    if (all === 0) return;
    // To 14 bits, whatever the channel's gain: a square sum stays below 2^29.
    const shift: i32 = 13 - topBit(all);
    let total: i32 = 0;
    for (let k: i32 = POWER_FROM; k < SPECTRUM_BINS; k++) total += this.power(k, which, shift) >> 8;
    const unit: i32 = (total >> 6) + 1;
    for (let k: i32 = FIRST_BIN; k < SPECTRUM_BINS; k++) {
      const before: i32 = shares[k];
      shares[k] = before + divide(this.power(k, which, shift), unit);
    }
  }

  /** Power of a bin, whitened: × 1.25 k, that is frequency in units of 1.56 bpm; below 2^30. */
  private power(k: i32, which: i32, shift: i32): i32 {
    const re: i32 = this.real(k, which);
    const im: i32 = this.imaginary(k, which);
    const r: i32 = shift >= 0 ? re << shift : re >> (0 - shift);
    const m: i32 = shift >= 0 ? im << shift : im >> (0 - shift);
    const power: i32 = (((r * r) | 0) + ((m * m) | 0)) >> 8;
    return (power * ((k * 5) >> 2)) | 0;
  }

  private real(k: i32, which: i32): i32 {
    const mirror: i32 = (1 << FFT_BITS) - k;
    if (which === 0) return this.fft.re[k];
    if (which === 1) return this.fft.re[mirror];
    return this.fft.re[k] - this.fft.re[mirror];
  }

  private imaginary(k: i32, which: i32): i32 {
    const mirror: i32 = (1 << FFT_BITS) - k;
    if (which === 0) return this.fft.im[k];
    if (which === 1) return this.fft.im[mirror];
    return this.fft.im[k] - this.fft.im[mirror];
  }
}
