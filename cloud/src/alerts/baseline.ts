import type { Points } from "../vitals/points.ts";

/** What is usual for one animal at rest: median and spread (median absolute deviation scaled to a standard deviation). */
export interface Usual {
  median: number;
  spread: number;
}

/** Null where too little is known. Heart in beats a minute, breath in breaths a minute. */
export interface Baseline {
  heart: Usual | null;
  breaths: Usual | null;
}

/** Days before the day in question that count. */
export const BASELINE_DAYS = 14;
/** Hours at rest that have to be known, two days' worth of sleep. */
const LEAST_HOURS = 24;
/** Share of an hour spent lying still from which it counts as rest. */
const REST_SHARE = 0.7;
/** Of a normal distribution: standard deviation / median absolute deviation (Rousseeuw and Croux 1993). */
const MAD_SCALE = 1.4826;
/** Further out than this many spreads is unusual. */
const UNUSUAL_SPREADS = 4;
/** An animal steadier than this is not held to it: the collar's own error, beats or breaths a minute. */
const LEAST_SPREAD = 2;

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function usual(values: readonly number[]): Usual | null {
  if (values.length < LEAST_HOURS) return null;
  const middle = median([...values].sort((a, b) => a - b));
  const away = values.map((value) => Math.abs(value - middle)).sort((a, b) => a - b);
  return { median: middle, spread: Math.max(LEAST_SPREAD, MAD_SCALE * median(away)) };
}

/** What is usual by these hourly points, of which those at rest count. */
export function baselineOf(hours: Points): Baseline {
  const atRest = (column: readonly (number | null)[]) =>
    column.filter((value, i): value is number => value !== null && hours.restShare[i]! >= REST_SHARE);
  return { heart: usual(atRest(hours.heartRate)), breaths: usual(atRest(hours.breaths)) };
}

/** True when `value` is further from the usual than chance explains; false where nothing usual is known. */
export function unusual(value: number, known: Usual | null): boolean {
  return known !== null && Math.abs(value - known.median) > UNUSUAL_SPREADS * known.spread;
}
