import type { Estimate, Gap, Vitals } from "./api.ts";

/** Below this the line is dimmed: an estimate worth less trust. */
const SURE = 0.5;
/** The line goes on across pauses between two measurements up to so long, s. */
const JOINED_S = 900;
/** Bits of Flag, frame.proto. */
const OFF_COLLAR = 1;
const CHARGING = 16;
const PPG_RESTING = 128;

/** One estimate or bucket of them: when, s; how far the next is away, s; bpm, null where the collar is silent; 0 to 1. */
export interface Point {
  s: number;
  stepS: number;
  heartRate: number | null;
  confidence: number;
  /** The light rests between two measurements. */
  rests: boolean;
  /** Nobody wears the collar. */
  unworn: boolean;
}

/** uPlot's columns: seconds, all estimates, only those worth trust. */
export type Columns = [number[], (number | null)[], (number | null)[]];

/** The points of an answer whose step is `stepS`. */
export function pointsOf(
  { t, heartRate, confidence, flags }: Pick<Vitals["points"], "t" | "heartRate" | "confidence" | "flags">,
  stepS: number,
): Point[] {
  return t.map((ms, i) => ({
    s: ms / 1000,
    stepS,
    heartRate: heartRate[i] ?? null,
    confidence: confidence[i] ?? 0,
    rests: ((flags[i] ?? 0) & PPG_RESTING) !== 0,
    unworn: ((flags[i] ?? 0) & (OFF_COLLAR | CHARGING)) !== 0,
  }));
}

/** A live estimate, the next of which is `stepS` away. */
export function pointOf({ at, heartRate, confidence, flags }: Estimate, stepS: number): Point {
  const unworn = flags.includes("off-collar") || flags.includes("charging");
  return { s: at / 1000, stepS, heartRate, confidence, rests: flags.includes("ppg-resting"), unworn };
}

/**
 * Points as a line: split by confidence, broken where points are missing for more than three steps and where the collar is silent, but
 * not where it paused for up to a quarter of an hour between two measurements.
 */
export function heartColumns(points: readonly Point[]): Columns {
  const columns: Columns = [[], [], []];
  let silent: Point[] = [];
  let last: Point | null = null;
  const endSilence = (end: Point) => {
    if (!isPause(silent, columns[0].at(-1), end)) for (const one of silent) push(columns, one);
    silent = [];
  };
  for (const point of points) {
    if (last && point.s - last.s > Math.max(3 * Math.max(last.stepS, point.stepS), 7)) {
      endSilence(last);
      push(columns, { ...last, s: last.s + last.stepS, heartRate: null });
    }
    last = point;
    if (point.heartRate === null) silent.push(point);
    else {
      endSilence(point);
      push(columns, point);
    }
  }
  if (last) endSilence(last);
  return columns;
}

/** Whether the stretch `silent` after second `fromS` (undefined: nothing was before it) up to `end` is a pause that the line goes across. */
function isPause(silent: readonly Point[], fromS: number | undefined, end: Point): boolean {
  if (silent.length === 0 || end.s - (fromS ?? silent[0]!.s) > JOINED_S) return false;
  return silent.some(({ rests }) => rests) && !silent.some(({ unworn }) => unworn);
}

function push(columns: Columns, { s, heartRate, confidence }: Point): void {
  columns[0].push(s);
  columns[1].push(heartRate);
  columns[2].push(confidence >= SURE ? heartRate : null);
}

/** Where a line of these values has a point that no line leads to or from. */
export function lonely(values: readonly (number | null | undefined)[]): number[] {
  const is = (i: number) => values[i] !== null && values[i] !== undefined;
  return values.flatMap((_, i) => (is(i) && !is(i - 1) && !is(i + 1) ? [i] : []));
}

/** Gaps that have a place in time, clipped to the span, in seconds. */
export function gapSpans(
  gaps: readonly Gap[],
  fromMs: number,
  toMs: number,
): { from: number; to: number; gap: Gap }[] {
  return gaps.flatMap((gap) => {
    if (gap.fromMs === null && gap.toMs === null) return [];
    const from = Math.max(gap.fromMs ?? fromMs, fromMs);
    const to = Math.min(gap.toMs ?? toMs, toMs);
    return to > from ? [{ from: from / 1000, to: to / 1000, gap }] : [];
  });
}

/** What the chart shows, in one sentence, for those who do not see it. A pause between two measurements is no silence. */
export function summary(points: readonly Point[]): string {
  const rates = points.map(({ heartRate }) => heartRate).filter((rate) => rate !== null);
  if (rates.length === 0) return "No heart rate in this span.";
  const sorted = rates.sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1]!;
  const heart = heartColumns(points)[1];
  const silent = Math.round(
    (100 * heart.filter((rate) => rate === null).length) / Math.max(points.length, heart.length),
  );
  return `Heart rate between ${Math.round(sorted[0]!)} and ${Math.round(sorted.at(-1)!)}, median ${Math.round(median)} beats per minute; silent for ${silent} % of the span.`;
}
