import { divide } from "../dsp/divide.ts";
import { Fft } from "../dsp/fft.ts";
import { log2, topBit } from "../dsp/log2.ts";
import { saturate } from "../dsp/saturate.ts";
import { FFT_BITS, FIRST_BIN, SPECTRUM_BINS } from "./bins.ts";

/** A spectrum's own power is what lies between 25 and 480 bpm. */
const POWER_FROM: i32 = 13;
/** Share of the power, Q14, that counts as nothing: 0.4 %. */
const FLOOR: i32 = 66;

/** A difference of spectra below this is the transform's own rounding, not motion; shifted so far, nothing of it is left. */
const ROUNDING: i32 = 16;
const NOTHING: i32 = -15;

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
  private silent: bool = false;
  // Of the channel in work: how far each spectrum is enlarged, and the power that counts as one.
  private rawShift: i32 = 0;
  private cleanedShift: i32 = 0;
  private motionShift: i32 = 0;
  private rawUnit: i32 = 1;
  private cleanedUnit: i32 = 1;
  private motionUnit: i32 = 1;

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

  /** Sets sample n = 0 … 127 of the window, both within ±2^15. */
  put(n: i32, raw: i32, cleaned: i32): void {
    this.fft.put(n, raw, cleaned);
  }

  /** Takes the window's means off all that was put; what is put later stays as it is (0, behind the window's end). */
  level(raw: i32, cleaned: i32): void {
    const re = this.fft.re;
    const im = this.fft.im;
    for (let i: i32 = 0; i < 1 << FFT_BITS; i++) {
      const r: i32 = re[i];
      const m: i32 = im[i];
      re[i] = saturate(r - raw, 32767);
      im[i] = saturate(m - cleaned, 32767);
    }
  }

  /** Transforms the channel that was put and adds its three spectra; a channel that shows nothing at all has no say. */
  add(): void {
    this.fft.run();
    this.separate();
    if (this.silent) return;
    this.channels = this.channels + 1;
    this.weigh();
    this.addShares();
  }

  /** Turns the sums of shares into logarithms. */
  finish(): void {
    const channels: i32 = this.channels > 0 ? this.channels : 1;
    const floor: i32 = log2(FLOOR << 4);
    for (let k: i32 = FIRST_BIN; k < SPECTRUM_BINS; k++) {
      const raw: i32 = this.raw[k];
      const cleaned: i32 = this.cleaned[k];
      const motion: i32 = this.motion[k];
      this.raw[k] = log2(divide(raw << 4, channels) + (FLOOR << 4)) - floor;
      this.cleaned[k] = log2(divide(cleaned << 4, channels) + (FLOOR << 4)) - floor;
      this.motion[k] = log2(divide(motion << 4, channels) + (FLOOR << 4)) - floor;
    }
  }

  /**
   * Parts the two real signals' transforms, in place: raw in bin k, cleaned in bin N - k; and finds how far each spectrum may be
   * enlarged: to 14 bits, whatever the channel's gain, so that a square sum stays below 2^29.
   */
  private separate(): void {
    const re = this.fft.re;
    const im = this.fft.im;
    let raw: i32 = 0;
    let cleaned: i32 = 0;
    let motion: i32 = 0;
    for (let k: i32 = 1; k < SPECTRUM_BINS; k++) {
      const mirror: i32 = (1 << FFT_BITS) - k;
      const a: i32 = re[k];
      const b: i32 = im[k];
      const c: i32 = re[mirror];
      const d: i32 = im[mirror];
      const rr: i32 = (a + c) >> 1;
      const rm: i32 = (b - d) >> 1;
      const cr: i32 = (b + d) >> 1;
      const cm: i32 = (c - a) >> 1;
      re[k] = rr;
      im[k] = rm;
      re[mirror] = cr;
      im[mirror] = cm;
      if (k < POWER_FROM) continue;
      const mr: i32 = rr - cr;
      const mm: i32 = rm - cm;
      raw = raw | (rr ^ (rr >> 31)) | (rm ^ (rm >> 31));
      cleaned = cleaned | (cr ^ (cr >> 31)) | (cm ^ (cm >> 31));
      motion = motion | (mr ^ (mr >> 31)) | (mm ^ (mm >> 31));
    }
    this.silent = raw < ROUNDING && cleaned < ROUNDING;
    this.rawShift = room(raw);
    this.cleanedShift = room(cleaned);
    this.motionShift = motion < ROUNDING ? NOTHING : room(motion);
  }

  /** Sums each spectrum's power into the unit a share is counted in. */
  private weigh(): void {
    const re = this.fft.re;
    const im = this.fft.im;
    const rawShift: i32 = this.rawShift;
    const cleanedShift: i32 = this.cleanedShift;
    const motionShift: i32 = this.motionShift;
    let raw: i32 = 0;
    let cleaned: i32 = 0;
    let motion: i32 = 0;
    for (let k: i32 = POWER_FROM; k < SPECTRUM_BINS; k++) {
      const mirror: i32 = (1 << FFT_BITS) - k;
      const rr: i32 = re[k];
      const rm: i32 = im[k];
      const cr: i32 = re[mirror];
      const cm: i32 = im[mirror];
      raw += power(rr, rm, rawShift, k) >> 8;
      cleaned += power(cr, cm, cleanedShift, k) >> 8;
      motion += power(rr - cr, rm - cm, motionShift, k) >> 8;
    }
    this.rawUnit = (raw >> 6) + 1;
    this.cleanedUnit = (cleaned >> 6) + 1;
    this.motionUnit = (motion >> 6) + 1;
  }

  /** Adds each bin's share of its spectrum's whitened power (power × frequency), Q14: three channels' sum fits 16 bits. */
  private addShares(): void {
    const re = this.fft.re;
    const im = this.fft.im;
    const rawShift: i32 = this.rawShift;
    const cleanedShift: i32 = this.cleanedShift;
    const motionShift: i32 = this.motionShift;
    for (let k: i32 = FIRST_BIN; k < SPECTRUM_BINS; k++) {
      const mirror: i32 = (1 << FFT_BITS) - k;
      const rr: i32 = re[k];
      const rm: i32 = im[k];
      const cr: i32 = re[mirror];
      const cm: i32 = im[mirror];
      const raw: i32 = this.raw[k];
      const cleaned: i32 = this.cleaned[k];
      const motion: i32 = this.motion[k];
      this.raw[k] = raw + divide(power(rr, rm, rawShift, k), this.rawUnit);
      this.cleaned[k] = cleaned + divide(power(cr, cm, cleanedShift, k), this.cleanedUnit);
      this.motion[k] = motion + divide(power(rr - cr, rm - cm, motionShift, k), this.motionUnit);
    }
  }
}

/** How far to shift so that the highest of these bits is the 14th; right when negative. */
function room(bits: i32): i32 {
  return bits === 0 ? 0 : 13 - topBit(bits);
}

/** Power of a bin, whitened: × 1.25 k, that is frequency in units of 1.56 bpm; below 2^30. */
function power(re: i32, im: i32, shift: i32, k: i32): i32 {
  const r: i32 = shift >= 0 ? re << shift : re >> (0 - shift);
  const m: i32 = shift >= 0 ? im << shift : im >> (0 - shift);
  const square: i32 = (((r * r) | 0) + ((m * m) | 0)) >> 8;
  return (square * ((k * 5) >> 2)) | 0;
}
