import { divide, divideSigned } from "../../src/dsp/divide.ts";

/** One period of the kernel's 50 Hz. */
const ONE: i32 = 1024;
/** Readings have up to 16 bits; twelve-bit sensors are brought to the sixteen that the kernel's filters are scaled for. */
const SHIFT: i32 = 4;
const NOMINAL_HZ100: i32 = 5000;
/** Rates beyond these, 0.01 Hz, are none of a heart's samples: they are not taken. */
export const SLOWEST_HZ100: i32 = 3500;
export const FASTEST_HZ100: i32 = 7000;

/**
 * Brings a light sensor whose clock is not the kernel's to 50 Hz, by straight lines between its readings. At 50 Hz every reading
 * goes through as it is.
 */
export class Resampler {
  /** Samples that the last `push` gave; 20 bits. */
  out: Int32Array;
  /** Between two readings, in 1/1024 of 20 ms; 0: the rate is none. */
  step: i32;
  /** From the last reading to the next sample, in the same measure. */
  gap: i32;
  last: i32;
  begun: bool;

  constructor() {
    this.out = new Int32Array(2);
    this.step = ONE;
    this.gap = ONE;
    this.last = 0;
    this.begun = false;
  }

  /** Readings come at this rate from now on, 0.01 Hz. */
  setRate(hz100: i32): void {
    if (hz100 < SLOWEST_HZ100 || hz100 > FASTEST_HZ100) {
      this.step = 0;
      return;
    }
    this.step = divide(ONE * NOMINAL_HZ100 + (hz100 >> 1), hz100);
  }

  /** The next reading follows no other. */
  restart(): void {
    this.begun = false;
    this.gap = ONE;
  }

  /** Takes a reading, 0 … 65535; gives the number of samples now in `out`, 0 … 2. */
  push(value: i32): i32 {
    const step: i32 = this.step;
    if (step === 0) return 0;
    const last: i32 = this.last;
    this.last = value;
    if (!this.begun) {
      this.begun = true;
      this.out[0] = value << SHIFT;
      return 1;
    }
    let n: i32 = 0;
    while (this.gap <= step && n < 2) {
      const moved: i32 = divideSigned((((value - last) * this.gap) | 0) << SHIFT, step);
      this.out[n] = (last << SHIFT) + moved;
      this.gap = this.gap + ONE;
      n++;
    }
    this.gap = this.gap - step;
    return n;
  }
}
