import { Decimator } from "../dsp/decimator.ts";
import { HighPass } from "../dsp/high-pass.ts";

/** One input on its way into the heart: 50 Hz down to 16.67 Hz, level and drift removed. */
export class Band {
  /** The last output: input units × 9 × 32, within ±2^28. */
  value: i32 = 0;
  private decimator: Decimator;
  private highPass: HighPass;

  constructor() {
    this.decimator = new Decimator();
    this.highPass = new HighPass();
  }

  /** One input, |x| < 2^24; 1 when `value` is new. */
  push(x: i32): i32 {
    if (this.decimator.push(x) === 0) return 0;
    this.value = this.highPass.step(this.decimator.value);
    return 1;
  }

  restart(): void {
    this.value = 0;
    this.decimator.restart();
    this.highPass.restart();
  }
}
