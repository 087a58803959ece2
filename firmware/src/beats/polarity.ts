import { topBit } from "../dsp/log2.ts";

/** How much more likely the other polarity must become, in the unit of `balance`: a clear pulse brings 500 a hop and more. */
const TURN: i32 = 512;
/** The balance forgets a sixteenth at each hop: 32 s. */
const FORGET: i32 = 4;
/** Slopes are compared at 7 bits: a cube has 21, a hop's sum 28. */
const BITS: i32 = 7;

/**
 * Which way the pulse is drawn: blood comes faster than it goes, so the slopes of an upright pulse are skewed to the rising side.
 * Light reflected from tissue and light let through differ in sign, and so do sensors.
 */
export class Polarity {
  /** 1 upright, -1 upside down. */
  sign: i32 = 1;
  private largest: i32 = 0;
  private cubes: i32 = 0;
  private balance: i32 = 0;

  /** One slope, within ±2^28. At most 128 of them between two hops. */
  sample(slope: i32): void {
    const size: i32 = slope < 0 ? 0 - slope : slope;
    this.largest = size > this.largest ? size : this.largest - (this.largest >> 9);
    const top: i32 = topBit(this.largest | 127);
    const q: i32 = slope >> (top + 1 - BITS);
    this.cubes = this.cubes + ((((q * q) | 0) * q) | 0);
  }

  /** Decides; 1 when the sign changed. */
  endHop(): i32 {
    this.balance = this.balance - (this.balance >> FORGET) + (this.cubes >> 12);
    this.cubes = 0;
    const against: i32 = (this.balance * this.sign) | 0;
    if (against > 0 - TURN) return 0;
    this.sign = 0 - this.sign;
    return 1;
  }

  restart(): void {
    this.largest = 0;
    this.cubes = 0;
  }
}
