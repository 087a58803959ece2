/** Output step, ms: 50 Hz. */
const STEP_MS = 20;
/** A pause longer than this is no sampling interval but a gap, ms: 5 Hz is the slowest rate taken. */
export const GAP_MS = 200;

/**
 * Brings rows at any, also irregular, rate to 50 Hz: sample n stands 20·n ms after the first row and lies on the straight line between
 * the rows around it. Over a gap the last value is held, as nothing is known there. Grows by doubling up to `maxSamples`.
 */
export class Resampler {
  /** Values per sample. */
  readonly width: number;
  /** Samples made. */
  length = 0;
  /** Interleaved, `length * width` of it used. */
  samples: Int32Array;
  readonly #maxSamples: number;
  readonly #last: Float64Array;
  #firstMs = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(width: number, maxSamples: number) {
    this.width = width;
    this.#maxSamples = maxSamples;
    this.samples = new Int32Array(width * 3000);
    this.#last = new Float64Array(width);
  }

  /** Time of the first row, ms on the file's own clock. */
  get firstMs(): number {
    return this.#firstMs;
  }

  /** Time of the latest row, ms; minus infinity before the first. */
  get lastMs(): number {
    return this.#lastMs;
  }

  /** Takes a row at `ms`, later than the one before; values at `row[from…]`. False once full. */
  take(ms: number, row: Float64Array, from: number): boolean {
    if (this.#lastMs === Number.NEGATIVE_INFINITY) {
      this.#firstMs = ms;
      this.#lastMs = ms;
      for (let i = 0; i < this.width; i++) this.#last[i] = row[from + i]!;
      return this.#put(row, from, 1);
    }
    const span = ms - this.#lastMs;
    for (let at = this.#firstMs + this.length * STEP_MS; at <= ms; at += STEP_MS) {
      const share = span > GAP_MS && at < ms ? 0 : (at - this.#lastMs) / span;
      if (!this.#put(row, from, share)) return false;
    }
    this.#lastMs = ms;
    for (let i = 0; i < this.width; i++) this.#last[i] = row[from + i]!;
    return true;
  }

  #put(row: Float64Array, from: number, share: number): boolean {
    if (this.length === this.#maxSamples) return false;
    const start = this.length * this.width;
    if (start + this.width > this.samples.length) {
      const grown = new Int32Array(this.samples.length * 2);
      grown.set(this.samples);
      this.samples = grown;
    }
    for (let i = 0; i < this.width; i++) {
      const last = this.#last[i]!;
      this.samples[start + i] = Math.round(last + (row[from + i]! - last) * share);
    }
    this.length++;
    return true;
  }
}
