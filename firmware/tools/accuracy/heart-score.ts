import type { HeartWindow } from "./play.ts";
import { mean, median, share } from "./statistics.ts";

/** How far a recording's heart rate is off; NaN where nothing was said. Shares are 0 … 1. */
export interface HeartScore {
  set: string;
  name: string;
  windows: number;
  maeBpm: number;
  medianBpm: number;
  within5: number;
  coverage: number;
}

/** A set's figures: each the mean over its recordings. */
export interface SetScore {
  recordings: number;
  maeBpm: number;
  medianBpm: number;
  within5: number;
  coverage: number;
}

/** Scores a recording's windows; those of no confidence count as silence with `abstain`, else as any other. */
export function scoreHeart(set: string, name: string, windows: HeartWindow[], abstain: boolean): HeartScore {
  const said = windows.filter(({ confidence }) => !abstain || confidence > 0);
  const errors = said.map(({ rate, bpm }) => Math.abs(rate - bpm));
  return {
    set,
    name,
    windows: windows.length,
    maeBpm: mean(errors),
    medianBpm: median(errors),
    within5: share(errors, (error) => error <= 5),
    coverage: said.length / windows.length,
  };
}

/** Means over a set's recordings; those that were silent throughout count for coverage alone. */
export function summarise(scores: HeartScore[]): SetScore {
  const over = (figure: (score: HeartScore) => number) => mean(scores.map(figure));
  return {
    recordings: scores.length,
    maeBpm: over((s) => s.maeBpm),
    medianBpm: over((s) => s.medianBpm),
    within5: over((s) => s.within5),
    coverage: over((s) => s.coverage),
  };
}
