import type { Beat } from "./play.ts";
import { mean, median } from "./statistics.ts";

/** A recording's beats against the R peaks. Shares are 0 … 1. */
export interface BeatScore {
  name: string;
  /** Mean absolute error of the intervals found. */
  maeMs: number;
  /** R peaks that have a beat, of all. */
  sensitivity: number;
  /** R-to-R intervals that were found, both ends, of all. */
  intervals: number;
  /** Beats without an R peak, of all beats. */
  falseShare: number;
}

/** A beat and an R peak belong together within this, once the way from heart to sensor is taken off (ANSI/AAMI EC57: 150 ms). */
const TOLERANCE_MS = 150;
/** Before this the kernel is still finding its feet. */
const SETTLED_MS = 5000;
/** An R-to-R interval beyond this is a hole in the reference. */
const HOLE_MS = 3000;
/** The way from the R peak to the sensor and through the kernel's filters is looked for up to here. */
const LONGEST_WAY_MS = 1000;
const WAY_STEP_MS = 20;
/** Intervals that agree so well say that two beats were matched rightly. */
const AGREE_MS = 40;
/** The way changes with blood pressure: it is the median of so many last ones. */
const RECENT = 31;
const FEW = 9;

/**
 * Matches beats with R peaks. The delay between the two is not known: the one is taken under which the most intervals agree,
 * and then followed as it drifts.
 */
export function scoreBeats(name: string, beats: Beat[], peaks: number[]): BeatScore {
  let way = typicalWay(beats, peaks);
  const recent: number[] = [];
  const taken = new Set<number>();
  const matches: number[] = [];
  beats.forEach(({ ms }, i) => {
    const k = nearest(peaks, ms - way);
    const hit = Math.abs(peaks[k]! - (ms - way)) <= TOLERANCE_MS && !taken.has(k);
    matches.push(hit ? k : -1);
    if (!hit) return;
    taken.add(k);
    if (i === 0 || matches[i - 1] !== k - 1) return;
    if (Math.abs(ms - beats[i - 1]!.ms - (peaks[k]! - peaks[k - 1]!)) > AGREE_MS) return;
    recent.push(ms - peaks[k]!);
    if (recent.length > RECENT) recent.shift();
    if (recent.length >= FEW) way = median(recent);
  });
  const errors: number[] = [];
  for (let i = 1; i < beats.length; i++) {
    const k = matches[i]!;
    if (beats[i]!.interval === 0 || k < 1 || matches[i - 1] !== k - 1 || peaks[k - 1]! <= SETTLED_MS)
      continue;
    errors.push(Math.abs(beats[i]!.interval - (peaks[k]! - peaks[k - 1]!)));
  }
  const due = peaks.map((_, k) => k).filter((k) => peaks[k]! > SETTLED_MS);
  const whole = due.filter((k) => k > 0 && peaks[k - 1]! > SETTLED_MS && peaks[k]! - peaks[k - 1]! < HOLE_MS);
  const given = matches.filter((_, i) => beats[i]!.ms - way > SETTLED_MS);
  return {
    name,
    maeMs: mean(errors),
    sensitivity: due.filter((k) => taken.has(k)).length / due.length,
    intervals: errors.length / whole.length,
    falseShare: given.filter((k) => k < 0).length / given.length,
  };
}

/** The delay under which intervals agree best, ms: first on a coarse grid, then the median of what it matches. */
function typicalWay(beats: Beat[], peaks: number[]): number {
  let best = 0;
  let most = -1;
  for (let way = 0; way <= LONGEST_WAY_MS; way += WAY_STEP_MS) {
    const matches = beats.map(({ ms }) => match(peaks, ms - way));
    let agreement = 0;
    for (let i = 1; i < beats.length; i++) {
      const k = matches[i]!;
      if (k < 1 || matches[i - 1] !== k - 1) continue;
      const error = Math.abs(beats[i]!.ms - beats[i - 1]!.ms - (peaks[k]! - peaks[k - 1]!));
      agreement += Math.max(0, AGREE_MS / 2 - error);
    }
    if (agreement > most) {
      most = agreement;
      best = way;
    }
  }
  const ways = beats.map(({ ms }) => ms - (peaks[match(peaks, ms - best)] ?? Number.NaN));
  return median(ways.filter((way) => !Number.isNaN(way)));
}

function match(peaks: number[], ms: number): number {
  const k = nearest(peaks, ms);
  return Math.abs(peaks[k]! - ms) <= TOLERANCE_MS ? k : -1;
}

/** Index of the peak nearest to a time. */
function nearest(peaks: number[], ms: number): number {
  let low = 0;
  let high = peaks.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (peaks[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low > 0 && Math.abs(peaks[low - 1]! - ms) <= Math.abs(peaks[low]! - ms) ? low - 1 : low;
}
