import type { Gap, Vitals } from "./api.ts";

/** Below this the line is dimmed: an estimate worth less trust. */
const SURE = 0.5;

/** uPlot's columns: seconds, all estimates, only those worth trust. A jump in time becomes a break in the line. */
export type Columns = [number[], (number | null)[], (number | null)[]];

/** Splits heart rate by confidence and breaks the line where points are missing for more than three steps. */
export function heartColumns(points: Vitals["points"], stepS: number): Columns {
  const columns: Columns = [[], [], []];
  let last = Number.NEGATIVE_INFINITY;
  points.t.forEach((t, i) => {
    const s = t / 1000;
    if (s - last > Math.max(3 * stepS, 7) && columns[0].length > 0) push(columns, last + stepS, null, 0);
    push(columns, s, points.heartRate[i] ?? null, points.confidence[i] ?? 0);
    last = s;
  });
  return columns;
}

export function push(columns: Columns, s: number, heartRate: number | null, confidence: number): void {
  columns[0].push(s);
  columns[1].push(heartRate);
  columns[2].push(confidence >= SURE ? heartRate : null);
}

/** Drops what is older than `fromS`. */
export function trim(columns: Columns, fromS: number): void {
  const keep = columns[0].findIndex((s) => s >= fromS);
  if (keep > 0) for (const column of columns) column.splice(0, keep);
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

/** What the chart shows, in one sentence, for those who do not see it. */
export function summary(columns: Columns): string {
  const rates = columns[1].filter((rate): rate is number => rate !== null);
  if (rates.length === 0) return "No heart rate in this span.";
  const sorted = [...rates].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1]!;
  const silent = Math.round((100 * (columns[1].length - rates.length)) / columns[1].length);
  return `Heart rate between ${Math.round(sorted[0]!)} and ${Math.round(sorted.at(-1)!)}, median ${Math.round(median)} beats per minute; silent for ${silent} % of the span.`;
}
