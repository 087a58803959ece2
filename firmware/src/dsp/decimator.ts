/** Decimates by 3 after a triangular low-pass (1 2 3 2 1), whose zeros lie on the rate that would alias to 0. Gain 9. */
export class Decimator {
  /** The last output, input units × 9. */
  value: i32 = 0;
  private x1: i32 = 0;
  private x2: i32 = 0;
  private x3: i32 = 0;
  private x4: i32 = 0;
  private phase: i32 = 0;
  private begun: i32 = 0;

  /** One input, |x| < 2^27; 1 when `value` is new, at the first input and every third after it. */
  push(x: i32): i32 {
    if (this.begun === 0) {
      this.begun = 1;
      this.x1 = x;
      this.x2 = x;
      this.x3 = x;
      this.x4 = x;
    }
    const x1: i32 = this.x1;
    const x2: i32 = this.x2;
    const x3: i32 = this.x3;
    const due: i32 = this.phase === 0 ? 1 : 0;
    this.phase = this.phase === 2 ? 0 : this.phase + 1;
    if (due !== 0) this.value = x + this.x4 + ((x1 + x3) << 1) + ((3 * x2) | 0);
    this.x4 = x3;
    this.x3 = x2;
    this.x2 = x1;
    this.x1 = x;
    return due;
  }

  /** Starts anew: the next input counts as if it had always been there. */
  restart(): void {
    this.begun = 0;
    this.phase = 0;
  }
}
