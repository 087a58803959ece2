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

/** `rss`: resident bytes of the cloud after the first round and at the end. */
export function loadFigures(loads: readonly Load[], rss: { before: number; after: number }): Figure[] {
  const sum = (of: (load: Load) => number) => loads.reduce((total, load) => total + of(load), 0);
  const errors = (100 * sum((load) => load.errors)) / sum(({ offered }) => offered);
  const growth = (100 * (rss.after - rss.before)) / rss.before;
  const slowest = loads.map(({ latenciesMs }) => quantile(latenciesMs, 0.99));
  return [
    // The best of the rounds, for the same reason; a round without an answer is not a number, and neither is the best then.
    { name: "ingest.p99Ms", value: Math.min(...slowest), unit: "ms" },
    { name: "ingest.errorPercent", value: errors, unit: "% of requests" },
    { name: "ingest.rssGrowthPercent", value: growth, unit: "%" },
  ];
}
