import { saturate } from "./saturate.ts";

/** Fractional bits of the output. */
export const HIGH_PASS_BITS: i32 = 5;
/** Steepest step let through, input units: a converter's full-scale jump would otherwise ring for seconds. */
const STEEPEST: i32 = 1048576;

// Butterworth, second order, 0.5 Hz at 50/3 Hz by the bilinear transform, Q14: the numerator n (1 - z⁻¹)² is split into the
// exact difference taken here and n (1 - z⁻¹) below. tan(π·0.5/16.67) = 0.09453, n = 0.87520.
const N: i32 = 14339;
const A1: i32 = -28422;
const A2: i32 = 12550;
/** Fractional bits of a coefficient, and of the low half a sample is split into: every product and their sum fit an int32. */
const BITS: i32 = 14;
const LOW: i32 = 16383;

/**
 * Removes the level and the drift below 0.5 Hz of a signal at 16.67 Hz, the breath's sway included. Working on differences, it
 * needs no start value and holds 5 fractional bits whatever the level. Direct form I with the rounding error fed back into the next
 * sample: the noise is pushed away from 0 Hz, where a high-pass has its poles.
 */
export class HighPass {
  private last: i32 = 0;
  private begun: i32 = 0;
  private x1: i32 = 0;
  private y1: i32 = 0;
  private y2: i32 = 0;
  private error: i32 = 0;

  /** One sample, |x| < 2^30; returns it without its level, Q5, within ±2^28. */
  step(x: i32): i32 {
    const difference: i32 = this.begun !== 0 ? x - this.last : 0;
    this.begun = 1;
    this.last = x;
    const now: i32 = saturate(difference, STEEPEST) << HIGH_PASS_BITS;
    const rise: i32 = now - this.x1;
    const y1: i32 = this.y1;
    const y2: i32 = this.y2;
    let low: i32 = (this.error + ((N * (rise & LOW)) | 0)) | 0;
    low = (low - ((A1 * (y1 & LOW)) | 0) - ((A2 * (y2 & LOW)) | 0)) | 0;
    const high: i32 = ((N * (rise >> BITS)) | 0) - ((A1 * (y1 >> BITS)) | 0) - ((A2 * (y2 >> BITS)) | 0);
    const y: i32 = (high + (low >> BITS)) | 0;
    this.x1 = now;
    this.y2 = y1;
    this.y1 = y;
    this.error = low & LOW;
    return y;
  }

  /** Starts anew at whatever level comes next. */
  restart(): void {
    this.begun = 0;
    this.x1 = 0;
    this.y1 = 0;
    this.y2 = 0;
    this.error = 0;
  }
}
