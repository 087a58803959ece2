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
 * a window without one, or whose estimate has confidence 0, counts against coverage only. Both lists are in order of time.
 */
export function heartError(windows: readonly HeartWindow[], estimates: readonly Estimate[]): HeartError {
  let next = 0;
  let scored = 0;
  let within = 0;
  let sum = 0;
  for (const window of windows) {
    while (next < estimates.length && estimates[next]!.atMs <= window.endMs) next++;
    const estimate = estimates[next - 1];
    if (!estimate || estimate.confidence === 0) continue;
    const error = Math.abs(estimate.bpm - window.bpm);
    scored++;
    sum += error;
    if (error <= 5) within++;
  }
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return {
    windows: windows.length,
    coverage: windows.length > 0 ? round(scored / windows.length) : null,
    maeBpm: scored > 0 ? round(sum / scored) : null,
    within5: scored > 0 ? round(within / scored) : null,
  };
}
