import type { Limits, Measure } from "./limits.ts";
import { MEASURES } from "./limits.ts";
import type { QcRecord } from "./record.ts";
import { cpk, cusumOnset, mannKendall, outliers, spread } from "./statistics.ts";

/** One measure over a batch; units in the order of their first test. */
export interface MeasureReport {
  measure: Measure;
  unit: string;
  count: number;
  mean: number;
  deviation: number;
  low: number | null;
  high: number | null;
  /** null: infinite, nothing varies. */
  cpk: number | null;
  /** Chance of the trend, and its change over the whole batch; null where there are too few units. */
  driftChance: number | null;
  driftOver: number | null;
  /** Serial of the unit from which the mean was another. */
  shiftedFrom: string | null;
  outliers: string[];
  /** Sentences; empty when nothing is wrong. */
  flags: string[];
}

/** A batch, judged. */
export interface BatchReport {
  units: number;
  tests: number;
  /** Shares of the units, 0 … 1. */
  yield: number;
  firstPass: number;
  measures: MeasureReport[];
  /** Everything that speaks against shipping. */
  flags: string[];
  ok: boolean;
}

/** Deviations that a measure has to vary by, of its own size, before its capability says anything. */
const LEAST_DEVIATION = 1e-9;

/** Judges all tests of a batch against what its limits ask of one. Units are known by their serial number. */
export function batchReport(records: readonly QcRecord[], { batch }: Limits): BatchReport {
  const first = new Map<string, QcRecord>();
  const last = new Map<string, QcRecord>();
  for (const record of records) {
    if (!first.has(record.serial)) first.set(record.serial, record);
    last.set(record.serial, record);
  }
  const units = first.size;
  const share = (tests: Map<string, QcRecord>) =>
    units === 0 ? 0 : [...tests.values()].filter(({ ok }) => ok).length / units;
  const measures = (Object.keys(MEASURES) as Measure[]).flatMap((measure) =>
    measureReport(measure, [...first.values()], batch),
  );
  const flags = measures.flatMap(({ measure, flags: own }) => own.map((flag) => `${measure}: ${flag}`));
  const [all, passed] = [share(last), share(first)];
  if (units === 0) flags.push("no unit was tested");
  if (all < batch.leastYield) flags.push(`yield ${percent(all)}, ${percent(batch.leastYield)} at least`);
  if (passed < batch.leastFirstPass)
    flags.push(`first-pass yield ${percent(passed)}, ${percent(batch.leastFirstPass)} at least`);
  return {
    units,
    tests: records.length,
    yield: all,
    firstPass: passed,
    measures,
    flags,
    ok: flags.length === 0,
  };
}

function measureReport(
  measure: Measure,
  units: readonly QcRecord[],
  batch: Limits["batch"],
): MeasureReport[] {
  const found = units.flatMap(({ serial, steps }) => {
    const step = steps.find((one) => one.measure === measure);
    return step && step.value !== null ? [{ serial, step, value: step.value }] : [];
  });
  const values = found.map(({ value }) => value);
  const about = spread(values);
  const newest = found.at(-1);
  if (!about || !newest) return [];
  // Limits may be set anew within a batch: the last word holds.
  const { low, high } = newest.step;
  const varies = about.deviation > LEAST_DEVIATION * Math.max(1, Math.abs(about.mean));
  const capability = cpk(about, low, high);
  const trend = mannKendall(values);
  const onset = cusumOnset(values);
  const over = trend ? trend.slope * (values.length - 1) : null;
  const flags: string[] = [];
  if (varies && capability !== null && capability < batch.leastCpk)
    flags.push(`Cpk ${capability.toFixed(2)}, ${batch.leastCpk} at least`);
  const way = room(about.mean, low, high, over ?? 0);
  if (trend && over !== null && trend.chance < batch.driftChance && Math.abs(over) > batch.driftShare * way)
    flags.push(
      `drifts by ${over.toPrecision(3)} ${MEASURES[measure]} over the batch, chance ${trend.chance.toExponential(1)}`,
    );
  return [
    {
      measure,
      unit: MEASURES[measure],
      ...about,
      low,
      high,
      cpk: capability !== null && Number.isFinite(capability) ? capability : null,
      driftChance: trend?.chance ?? null,
      driftOver: over,
      shiftedFrom: onset === null ? null : found[onset]!.serial,
      outliers: outliers(values).map((i) => found[i]!.serial),
      flags,
    },
  ];
}

/** From the mean to the limit that a drift runs towards; endless where there is none. */
function room(mean: number, low: number | null, high: number | null, over: number): number {
  const limit = over < 0 ? low : high;
  return limit === null ? Number.POSITIVE_INFINITY : Math.abs(limit - mean);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** What a terminal shows of a batch. */
export function batchTable({
  units,
  tests,
  yield: all,
  firstPass,
  measures,
  flags,
  ok,
}: BatchReport): string {
  const lines = [
    `${units} units, ${tests} tests, yield ${percent(all)}, first-pass yield ${percent(firstPass)}`,
    "",
    `${"measure".padEnd(18)}${["mean", "deviation", "low", "high", "Cpk", "drift", "chance"].map((name) => name.padStart(11)).join("")}`,
  ];
  const cell = (value: number | null, digits = 4) =>
    (value === null ? "–" : `${Number(value.toPrecision(digits))}`).padStart(11);
  for (const one of measures)
    lines.push(
      one.measure.padEnd(18) +
        [one.mean, one.deviation, one.low, one.high].map((value) => cell(value)).join("") +
        [one.cpk, one.driftOver, one.driftChance].map((value) => cell(value, 3)).join("") +
        (one.shiftedFrom ? `  another mean from ${one.shiftedFrom}` : "") +
        (one.outliers.length > 0 ? `  unlike the others: ${one.outliers.slice(0, 5).join(", ")}` : ""),
    );
  lines.push("", ...flags.map((flag) => `✗ ${flag}`), ok ? "✓ may be shipped" : "✗ hold this batch");
  return `${lines.join("\n")}\n`;
}
