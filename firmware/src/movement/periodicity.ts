import { divide } from "../dsp/divide.ts";

/** Values kept: one more than the longest lag has to fit. */
const LENGTH: i32 = 16;
const MASK: i32 = 15;
/** Values beyond ±2047 are cut: the squares' sum over 400 values stays below 2^31. */
const LIMIT: i32 = 2047;

/**
 * How regular a gait is: the autocorrelation of one signal at a few lags, halved in weight every hop, and its highest peak after
 * the first dip (the stride or the step).
 */
export class Periodicity {
  /** Height of the best peak over the energy, 0 … 1024. */
  regularity: i32 = 0;
  /** Lag of that peak in samples; 0 when there is none. */
  lag: i32 = 0;
  private ring: Int16Array;
  private products: Int32Array;
  private first: i32;
  private next: i32 = 0;

  /** Lags first … first + count - 1 samples, all below 16. */
  constructor(first: i32, count: i32) {
    this.first = first;
    this.ring = new Int16Array(LENGTH);
    this.products = new Int32Array(count + 1);
  }

  /** The next value, in units of which 2047 is more than enough. */
  sample(value: i32): void {
    const x: i32 = value > LIMIT ? LIMIT : value < -LIMIT ? -LIMIT : value;
    const ring: Int16Array = this.ring;
    const products: Int32Array = this.products;
    const count: i32 = products.length - 1;
    const next: i32 = this.next;
    ring[next & MASK] = x;
    products[0] = products[0] + ((x * x) | 0);
    let at: i32 = next - this.first;
    for (let k: i32 = 1; k <= count; k++) {
      const past: i32 = ring[at & MASK];
      products[k] = products[k] + ((x * past) | 0);
      at--;
    }
    this.next = (next + 1) & MASK;
  }

  /** Ends a hop: finds the peak, then halves what is remembered. */
  endHop(): void {
    const products: Int32Array = this.products;
    const count: i32 = products.length - 1;
    let best: i32 = 0;
    let lag: i32 = 0;
    for (let k: i32 = 2; k < count; k++) {
      const here: i32 = products[k];
      if (here > best && here >= products[k - 1] && here > products[k + 1]) {
        best = here;
        lag = this.first + k - 1;
      }
    }
    const energy: i32 = (products[0] >> 10) + 1;
    const height: i32 = divide(best, energy);
    this.regularity = height > 1024 ? 1024 : height;
    this.lag = lag;
    for (let k: i32 = 0; k <= count; k++) products[k] = products[k] >> 1;
  }

  /** Forgets everything. */
  clear(): void {
    this.ring.fill(0);
    this.products.fill(0);
    this.regularity = 0;
    this.lag = 0;
  }
}
