import type { Figure } from "../figure.ts";
import type { Round } from "./batched.ts";
import { type Load, quantile } from "./load.ts";

/**
 * The cloud's rate as a share of SQLite's, each the best of its rounds: what else runs on the machine only slows, and it does not slow
 * both in the same rounds.
 */
export function batchedFigures(rounds: readonly Round[]): Figure[] {
  const best = (of: (round: Round) => number) => Math.max(...rounds.map(of));
  const value = best(({ cloud }) => cloud) / best(({ raw }) => raw);
  return [{ name: "ingest.batchedRatio", value, unit: "of SQLite" }];
}

/** Resident bytes of the cloud, in order of time. */
export type Resident = readonly number[];

/** What the loads found, and the most memory that the cloud held. */
export function loadFigures(loads: readonly Load[], resident: Resident): Figure[] {
  const sum = (of: (load: Load) => number) => loads.reduce((total, load) => total + of(load), 0);
  const errors = (100 * sum((load) => load.errors)) / sum(({ offered }) => offered);
  const slowest = loads.map(({ latenciesMs }) => quantile(latenciesMs, 0.99));
  const answered = slowest.every(Number.isFinite);
  return [
    // Of the quarter of the rounds that others disturbed least, the worst; not a number when a round had no answer at all.
    {
      name: "ingest.p99Ms",
      value: answered
        ? quantile(
            slowest.toSorted((a, b) => a - b),
            0.25,
          )
        : Number.NaN,
      unit: "ms",
    },
    { name: "ingest.errorPercent", value: errors, unit: "% of requests" },
    { name: "ingest.rssMb", value: Math.max(...resident) / 1e6, unit: "MB" },
  ];
}

/** How much the median of the last quarter is above the median of the second: a heap that settles does so in the first. */
export function growth(resident: Resident): Figure {
  const quarter = Math.ceil(resident.length / 4);
  const median = (values: Resident) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
  const before = median(resident.slice(quarter, 2 * quarter));
  const value = (100 * (median(resident.slice(-quarter)) - before)) / before;
  return { name: "ingest.rssGrowthPercent", value, unit: "%" };
}
