import type { Energy } from "../power/energy.ts";
import type { Observation } from "../rig.ts";
import { type HeartError, HeartScore } from "../start/heart-error.ts";
import { type HeartPoint, type Reading, read } from "./reading.ts";
import { EVENT_NAMES, type ExpectedEvent, type Scenario } from "./scenario.ts";

/** What a scenario came to, in numbers; null where there was nothing to measure. */
export interface Figures {
  seconds: number;
  framesMade: number;
  framesStored: number;
  /** Not stored, but named by a gap record. */
  lost: number;
  unnamed: number;
  duplicates: number;
  forged: number;
  starts: number;
  /** Share of whole minutes with a stored record, 0 … 1. */
  minutes: number | null;
  events: number;
  /** From an estimate or event on a linked collar to the store, s. */
  latencyP50S: number | null;
  latencyP95S: number | null;
  /** Alerts that a channel was told of; null where nobody listened. */
  alerts: number | null;
  /** From an event of the scenario's ALERTS on a linked collar until a channel was told of it, s. */
  alertP95S: number | null;
  /** From the return of the hub to the last frame made meanwhile, s; the longest. */
  catchUpS: number | null;
  /** Out of the cell by the battery model, mean and in all; null where nobody knows what the collar was on. */
  energyUa: number | null;
  energyUah: number | null;
  /** Most of the mean; null where there is no budget. */
  energyBudgetUa: number | null;
  heartMaeBpm: number | null;
  /** Shares of the reference windows, 0 … 1. */
  heartCoverage: number | null;
  heartWithin5: number | null;
}

/** One scenario on one rig: the contract of `petpulse hil run --json`. */
export interface Verdict {
  name: string;
  ok: boolean;
  /** One sentence each; empty when it is ok. */
  failures: string[];
  /** null where the rig broke down. */
  figures: Figures | null;
}

const MINUTE_MS = 60_000;
/** Estimates come every 2 s; one that is older says nothing about now, ms. */
const STALE_MS = 8000;

/** Holds what a rig has seen, and what that cost, against what the scenario expects; the same for every rig. */
export function judge(
  scenario: Scenario,
  seen: Observation,
  energy: Energy | null = null,
): { verdict: Verdict; reading: Reading } {
  const reading = read(seen);
  const figures = figuresOf(scenario, seen, reading, energy);
  const failures = [...soundness(scenario, seen, reading, figures), ...expected(scenario, reading, figures)];
  return { verdict: { name: scenario.name, ok: failures.length === 0, failures, figures }, reading };
}

function figuresOf(scenario: Scenario, seen: Observation, reading: Reading, energy: Energy | null): Figures {
  const delays = reading.delays.map((delay) => delay.seconds).sort((a, b) => a - b);
  const alarms = reading.alarms.flatMap(({ seconds }) => seconds ?? []).sort((a, b) => a - b);
  const heart = heartError(scenario, seen, reading);
  const whole = Math.floor(seen.seconds.length / 60);
  return {
    seconds: seen.seconds.length,
    framesMade: seen.lastSeq - (seen.firstSeq ?? 1) + 1,
    framesStored: reading.stored,
    lost: reading.named,
    unnamed: reading.missing,
    duplicates: reading.duplicates,
    forged: reading.forged,
    starts: seen.boots.length,
    minutes: whole > 0 ? thousandths(reading.minutes.length / whole) : null,
    events: reading.events.length,
    latencyP50S: percentile(delays, 0.5),
    latencyP95S: percentile(delays, 0.95),
    alerts: seen.told?.length ?? null,
    alertP95S: percentile(alarms, 0.95),
    catchUpS: catchUp(scenario, seen, reading),
    energyUa: energy && thousandths(energy.meanUa),
    energyUah: energy && thousandths(energy.chargeUah),
    energyBudgetUa: energy?.mostUa ?? null,
    heartMaeBpm: heart.maeBpm,
    heartCoverage: heart.coverage,
    heartWithin5: heart.within5,
  };
}

/** What no scenario may show. */
function soundness(
  { faults, expects }: Scenario,
  seen: Observation,
  reading: Reading,
  figures: Figures,
): string[] {
  const failures: string[] = [];
  const none = (count: number, what: string) => {
    if (count > 0) failures.push(`${count} ${what}`);
  };
  none(figures.unnamed, "frames neither stored nor named as lost");
  none(figures.duplicates, "frames stored twice");
  none(figures.forged, "stored frames that this collar did not make");
  for (const { atS, rule, seconds } of reading.alarms)
    if (seconds === null) failures.push(`alert ${rule} said at ${atS} s, never told`);
  const { least, most } = expects.lost ?? { least: 0, most: 0 };
  if (figures.lost < least || figures.lost > most)
    failures.push(`${figures.lost} frames named as lost, ${least} to ${most} expected`);
  if (!seen.drained) failures.push("not everything made was acknowledged before the rig's patience ran out");
  const starts = 1 + faults.filter((fault) => fault.kind === "collar-reset").length;
  if (figures.starts !== starts) failures.push(`${figures.starts} starts of the collar, ${starts} expected`);
  return failures;
}

function expected({ expects, seconds }: Scenario, reading: Reading, figures: Figures): string[] {
  const failures: string[] = [];
  const most = (value: number | null, bound: number | undefined, what: string) => {
    if (bound !== undefined && (value === null || value > bound))
      failures.push(`${what} ${value ?? "unknown"}, ${bound} at most`);
  };
  const least = (value: number | null, bound: number | undefined, what: string) => {
    if (bound !== undefined && (value === null || value < bound))
      failures.push(`${what} ${value ?? "unknown"}, ${bound} at least`);
  };
  least(figures.seconds, seconds, "seconds lived");
  least(figures.framesStored, expects.frames, "frames stored");
  least(figures.minutes, expects.minutes, "share of minutes stored");
  most(figures.latencyP95S, expects.latencyP95S, "latency p95, s,");
  most(figures.alertP95S, expects.alertP95S, "alert p95, s,");
  most(figures.catchUpS, expects.catchUpS, "caught up after, s,");
  if (expects.energy !== undefined) most(figures.energyUa, figures.energyBudgetUa ?? 0, "energy, µA,");
  most(figures.heartMaeBpm, expects.heart?.maeBpm, "heart error, bpm,");
  least(figures.heartCoverage, expects.heart?.coverage, "heart coverage");
  for (const event of expects.events ?? []) if (!said(reading, event)) failures.push(missing(reading, event));
  for (const name of expects.never ?? []) {
    const found = reading.events.find(({ kind }) => kind === EVENT_NAMES[name]);
    if (found) failures.push(`event ${name} at ${found.atS} s, never expected`);
  }
  return failures;
}

function said({ events }: Reading, { kind, fromS, toS }: ExpectedEvent): boolean {
  return events.some((event) => event.kind === EVENT_NAMES[kind] && event.atS >= fromS && event.atS <= toS);
}

function missing({ events }: Reading, { kind, fromS, toS }: ExpectedEvent): string {
  const when = events.filter((event) => event.kind === EVENT_NAMES[kind]).map((event) => event.atS);
  const instead = when.length > 0 ? `only at ${when.slice(0, 5).join(", ")} s` : "never";
  return `event ${kind} expected from ${fromS} to ${toS} s, said ${instead}`;
}

/** What was said last holds for a while only: after that nothing is known, until the next estimate. */
function withSilences(points: readonly HeartPoint[]): HeartPoint[] {
  return points.flatMap((point, i) => {
    const next = points[i + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    if (next - point.atMs <= STALE_MS) return [point];
    return [point, { atMs: point.atMs + STALE_MS, bpm: 0, confidence: 0 }];
  });
}

/** Estimates where somebody looked, else minutes against the mean of the reference in each. */
function heartError({ watched }: Scenario, { heart }: Observation, reading: Reading): HeartError {
  const score = new HeartScore();
  if (watched) {
    score.add(heart, withSilences(reading.live));
    return score.result();
  }
  let next = 0;
  const windows = reading.minutes.flatMap(({ atMs }) => {
    let sum = 0;
    let count = 0;
    for (; next < heart.length && heart[next]!.endMs <= atMs; next++) {
      if (heart[next]!.endMs <= atMs - MINUTE_MS) continue;
      sum += heart[next]!.bpm;
      count++;
    }
    return count > 0 ? [{ endMs: atMs, bpm: sum / count }] : [];
  });
  score.add(windows, reading.minutes);
  return score.result();
}

function catchUp({ faults }: Scenario, { seconds }: Observation, { passages }: Reading): number | null {
  let longest: number | null = null;
  for (const fault of faults) {
    if (fault.kind !== "hub-away") continue;
    const backS = fault.atS + fault.seconds;
    const back = seconds[backS - 1];
    if (!back) continue;
    for (const { madeS, receivedMs } of passages) {
      if (madeS <= fault.atS || madeS > backS) continue;
      longest = Math.max(longest ?? 0, thousandths((receivedMs - back.atMs) / 1000));
    }
  }
  return longest;
}

/** Nearest rank; null of nothing. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
