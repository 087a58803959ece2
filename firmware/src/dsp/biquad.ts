/** Fractional bits of a coefficient, and of the low half a sample is split into. */
const BITS: i32 = 14;
const LOW: i32 = 16383;

/**
 * Second-order sections in cascade, direct form I with the rounding error fed back into the next sample (so the noise is
 * pushed away from 0 Hz, where a high-pass has its poles).
 *
 * Coefficients are Q14; in each section |b0| + |b1| + |b2| + |a1| + |a2| < 8, which every stable section with a gain near one
 * keeps. Samples, inside and at the ends, stay within ±2^28: each is split into 14 high and 14 low bits, so that every product
 * and every sum of five fits an int32.
 */
export class BiquadCascade {
  private sections: i32;
  /** b0 b1 b2 a1 a2 of each section. */
  private coefficients: Int32Array;
  /** x1 x2 y1 y2 error of each section. */
  private state: Int32Array;

  constructor(sections: i32) {
    this.sections = sections;
    this.coefficients = new Int32Array(sections * 5);
    this.state = new Int32Array(sections * 5);
  }

  /** Sets a section to y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''. */
  set(section: i32, b0: i32, b1: i32, b2: i32, a1: i32, a2: i32): void {
    const at: i32 = (section * 5) | 0;
    this.coefficients[at] = b0;
    this.coefficients[at + 1] = b1;
    this.coefficients[at + 2] = b2;
    this.coefficients[at + 3] = a1;
    this.coefficients[at + 4] = a2;
  }

  /** One sample through all sections. */
  step(input: i32): i32 {
    const c = this.coefficients;
    const s = this.state;
    let x: i32 = input;
    let k: i32 = 0;
    for (let section: i32 = 0; section < this.sections; section++) {
      const b0: i32 = c[k];
      const b1: i32 = c[k + 1];
      const b2: i32 = c[k + 2];
      const a1: i32 = c[k + 3];
      const a2: i32 = c[k + 4];
      const x1: i32 = s[k];
      const x2: i32 = s[k + 1];
      const y1: i32 = s[k + 2];
      const y2: i32 = s[k + 3];
      let low: i32 = s[k + 4];
      low = (low + ((b0 * (x & LOW)) | 0) + ((b1 * (x1 & LOW)) | 0) + ((b2 * (x2 & LOW)) | 0)) | 0;
      low = (low - ((a1 * (y1 & LOW)) | 0) - ((a2 * (y2 & LOW)) | 0)) | 0;
      let y: i32 = ((b0 * (x >> BITS)) | 0) + ((b1 * (x1 >> BITS)) | 0) + ((b2 * (x2 >> BITS)) | 0);
      y = (y - ((a1 * (y1 >> BITS)) | 0) - ((a2 * (y2 >> BITS)) | 0) + (low >> BITS)) | 0;
      s[k] = x;
      s[k + 1] = x1;
      s[k + 2] = y;
      s[k + 3] = y1;
      s[k + 4] = low & LOW;
      x = y;
      k += 5;
    }
    return x;
  }

  /** Forgets all samples. */
  restart(): void {
    this.state.fill(0);
  }
}
