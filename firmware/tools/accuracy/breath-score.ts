import type { BreathEstimate } from "./play.ts";
import { mean } from "./statistics.ts";

/** A recording's breaths. */
export interface BreathScore {
  name: string;
  maePerMin: number;
  /** Share of the scored windows in which a rate was given, 0 … 1. */
  coverage: number;
}

/** A reference rate at a time, breaths a minute. */
export type BreathReference = (endMs: number) => number | null;

const WINDOW_MS = 32_000;
/** Two annotators (or two ways of counting) that differ by more give no reference. */
const AGREE_PER_MIN = 2;

/** Breaths a minute over the 32 s that end at endMs: intervals whole within them; null of fewer than three breaths. */
export function rateIn(breaths: number[], endMs: number): number | null {
  const inside = breaths.filter((ms) => ms > endMs - WINDOW_MS && ms <= endMs);
  if (inside.length < 3) return null;
  return (60_000 * (inside.length - 1)) / (inside.at(-1)! - inside[0]!);
}

/** The mean of two annotators where they agree. */
export function annotated([first = [], second = []]: number[][]): BreathReference {
  return (endMs) => {
    const a = rateIn(first, endMs);
    const b = rateIn(second, endMs);
    return a === null || b === null || Math.abs(a - b) > AGREE_PER_MIN ? null : (a + b) / 2;
  };
}

/** Scores the estimates from 32 s on where there is a reference; without `abstain` silence counts as its last rate. */
export function scoreBreaths(
  name: string,
  estimates: BreathEstimate[],
  reference: BreathReference,
  abstain: boolean,
): BreathScore {
  let windows = 0;
  const errors: number[] = [];
  for (const { endMs, rate, confidence } of estimates) {
    const truth = endMs < WINDOW_MS ? null : reference(endMs);
    if (truth === null) continue;
    windows++;
    if (confidence === 0 && abstain) continue;
    if (rate > 0) errors.push(Math.abs(rate - truth));
  }
  return { name, maePerMin: mean(errors), coverage: errors.length / windows };
}
