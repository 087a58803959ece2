/** Decimates by 3 after a triangular low-pass (1 2 3 2 1), whose zeros lie on the rate that would alias to 0. Gain 9. */
export class Decimator {
  /** The last output, input units × 9. */
  value: i32 = 0;
  private taps: Int32Array;
  private phase: i32 = 0;
  private begun: i32 = 0;

  constructor() {
    this.taps = new Int32Array(5);
  }

  /** One input, |x| < 2^27; 1 when `value` is new, at the first input and every third after it. */
  push(x: i32): i32 {
    const taps = this.taps;
    if (this.begun === 0) {
      this.begun = 1;
      for (let i: i32 = 0; i < 5; i++) taps[i] = x;
    }
    taps[4] = taps[3];
    taps[3] = taps[2];
    taps[2] = taps[1];
    taps[1] = taps[0];
    taps[0] = x;
    const due: i32 = this.phase === 0 ? 1 : 0;
    this.phase = this.phase === 2 ? 0 : this.phase + 1;
    if (due !== 0) this.value = taps[0] + taps[4] + ((taps[1] + taps[3]) << 1) + ((3 * taps[2]) | 0);
    return due;
  }

  /** Starts anew: the next input counts as if it had always been there. */
  restart(): void {
    this.begun = 0;
    this.phase = 0;
  }
}
