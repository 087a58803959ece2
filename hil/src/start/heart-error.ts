import type { HeartWindow } from "../source.ts";

/** One heart-rate estimate: when the collar gave it (ms since its first sample), bpm, and 0–100 % confidence. */
export interface Estimate {
  atMs: number;
  bpm: number;
  confidence: number;
}

/** Agreement with a reference. `coverage` and `within5` are shares from 0 to 1; null where nothing could be scored. */
export interface HeartError {
  windows: number;
  coverage: number | null;
  maeBpm: number | null;
  within5: number | null;
}

/**
 * Holds estimates against reference windows: the estimate for a window that ends at t is the last one given at or before t;
 * a window without one, or whose estimate has confidence 0, counts against coverage only.
 */
export class HeartScore {
  #windows = 0;
  #scored = 0;
  #within = 0;
  #sum = 0;

  /** Adds one animal; both lists in order of time. */
  add(windows: readonly HeartWindow[], estimates: readonly Estimate[]): void {
    let next = 0;
    for (const window of windows) {
      this.#windows++;
      while (next < estimates.length && estimates[next]!.atMs <= window.endMs) next++;
      const estimate = estimates[next - 1];
      if (!estimate || estimate.confidence === 0) continue;
      const error = Math.abs(estimate.bpm - window.bpm);
      this.#scored++;
      this.#sum += error;
      if (error <= 5) this.#within++;
    }
  }

  /** Over everything added. */
  result(): HeartError {
    const share = (part: number, whole: number) =>
      whole > 0 ? Math.round((part / whole) * 1000) / 1000 : null;
    return {
      windows: this.#windows,
      coverage: share(this.#scored, this.#windows),
      maeBpm: share(this.#sum, this.#scored),
      within5: share(this.#within, this.#scored),
    };
  }
}
