import { BiquadCascade } from "./biquad.ts";
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

/**
 * Removes the level and the drift below 0.5 Hz of a signal at 16.67 Hz, the breath's sway included. Working on differences, it
 * needs no start value and holds 5 fractional bits whatever the level.
 */
export class HighPass {
  private section: BiquadCascade;
  private last: i32 = 0;
  private begun: i32 = 0;

  constructor() {
    this.section = new BiquadCascade(1);
    this.section.set(0, N, 0 - N, 0, A1, A2);
  }

  /** One sample, |x| < 2^30; returns it without its level, Q5, within ±2^28. */
  step(x: i32): i32 {
    const difference: i32 = this.begun !== 0 ? x - this.last : 0;
    this.begun = 1;
    this.last = x;
    return this.section.step(saturate(difference, STEEPEST) << HIGH_PASS_BITS);
  }

  /** Starts anew at whatever level comes next. */
  restart(): void {
    this.begun = 0;
    this.section.restart();
  }
}
