import { evidenceOf, type Known } from "@petpulse/cloud/alerts/evidence";
import { encodeFrame, type Frame, type FrameContent } from "@petpulse/proto";
import { expect, test } from "vitest";
import type { Arrival, Observation, Told } from "../rig.ts";
import { judge } from "./judge.ts";
import {
  ALERTS,
  EVENT_NAMES,
  type EventName,
  type Expectations,
  type Fault,
  type Scenario,
} from "./scenario.ts";

const DEVICE = "00c0ffee12345678";
const KEY = new Uint8Array(32).fill(7);
const ORIGIN_MS = 1_790_000_000_000;
const SECONDS = 120;

function scenario(expects: Expectations, faults: Fault[] = []): Scenario {
  const wears = { dog: {} };
  return {
    name: "test",
    about: "",
    seconds: SECONDS,
    seed: 1,
    wears,
    light: "continuous",
    watched: true,
    faults,
    expects,
  };
}

/** Arrives `lateMs` after second `atS` of the scenario has ended. */
function arrival(
  seq: number,
  uptimeS: number,
  content: FrameContent,
  lateMs: number,
  more: Partial<Frame> = {},
): Arrival {
  const frame: Frame = { device: DEVICE, epoch: 1, seq, uptimeS, utcS: null, content, ...more };
  return {
    bytes: encodeFrame(frame, KEY),
    receivedMs: ORIGIN_MS + (uptimeS + (more.epoch === 2 ? 60 : 0)) * 1000 + lateMs,
  };
}

const event = (kind: number): FrameContent => ({ kind: "events", events: [{ kind, afterS: 0, value: 0 }] });
const beat = (bpm: number): FrameContent => ({
  kind: "live",
  count: 1,
  stepS: 2,
  columns: { heartRate: [bpm * 10], confidence: [90] },
});

function seen(arrivals: Arrival[], more: Partial<Observation> = {}): Observation {
  return {
    device: DEVICE,
    key: KEY,
    boots: [{ epoch: 1, afterS: 0 }],
    seconds: Array.from({ length: SECONDS }, (_, s) => ({ atMs: ORIGIN_MS + (s + 1) * 1000, linked: true })),
    lastSeq: arrivals.length,
    arrivals,
    heart: [],
    drained: true,
    ...more,
  };
}

const failures = (expects: Expectations, observation: Observation, faults: Fault[] = []) =>
  judge(scenario(expects, faults), observation).verdict.failures;

test("a sound run is ok, whatever nobody asked about", () => {
  const { verdict } = judge(scenario({}), seen([arrival(1, 0, event(1), 500), arrival(2, 10, beat(80), 50)]));
  expect(verdict).toMatchObject({ name: "test", ok: true, failures: [] });
  expect(verdict.figures).toMatchObject({ framesMade: 2, framesStored: 2, latencyP95S: 0.05, starts: 1 });
});

test("lost, doubled and forged frames, an undrained rig and a start too many fail every scenario", () => {
  const one = arrival(1, 10, beat(80), 0);
  expect(failures({}, seen([one], { lastSeq: 3 }))).toEqual(["2 frames neither stored nor named as lost"]);
  expect(failures({}, seen([one, one], { lastSeq: 1 }))).toEqual(["1 frames stored twice"]);
  const strange = arrival(2, 12, beat(80), 0);
  strange.bytes[strange.bytes.length - 1]! ^= 1;
  expect(failures({}, seen([one, strange]))).toEqual([
    "1 frames neither stored nor named as lost",
    "1 stored frames that this collar did not make",
  ]);
  expect(failures({}, seen([one], { drained: false }))).toHaveLength(1);
  const boots = [
    { epoch: 1, afterS: 0 },
    { epoch: 2, afterS: 60 },
  ];
  expect(failures({}, seen([one], { boots }))).toEqual(["2 starts of the collar, 1 expected"]);
  expect(failures({}, seen([one], { boots }), [{ kind: "collar-reset", atS: 60 }])).toEqual([]);
});

test("frames a gap record names are lost, and allowed only as far as expected", () => {
  const gap = arrival(4, 20, { kind: "gap", fromSeq: 2, toSeq: 3, reason: 1 }, 0);
  const run = seen([arrival(1, 10, beat(80), 0), gap], { lastSeq: 4 });
  expect(failures({}, run)).toEqual(["2 frames named as lost, 0 to 0 expected"]);
  expect(failures({ lost: { least: 1, most: 2 } }, run)).toEqual([]);
  expect(failures({ lost: { least: 3, most: 9 } }, run)).toEqual(["2 frames named as lost, 3 to 9 expected"]);
});

test("events are looked for in the scenario's seconds, also after a reset", () => {
  const boots = [
    { epoch: 1, afterS: 0 },
    { epoch: 2, afterS: 60 },
  ];
  const reset: Fault[] = [{ kind: "collar-reset", atS: 60 }];
  const run = seen([arrival(1, 5, event(2), 0), arrival(2, 5, event(3), 0, { epoch: 2 })], { boots });
  expect(failures({ events: [{ kind: "on-collar", fromS: 64, toS: 66 }] }, run, reset)).toEqual([]);
  expect(failures({ events: [{ kind: "off-collar", fromS: 64, toS: 66 }] }, run, reset)).toEqual([
    "event off-collar expected from 64 to 66 s, said only at 5 s",
  ]);
  expect(failures({ never: ["off-collar", "dropped"] }, run, reset)).toEqual([
    "event off-collar at 5 s, never expected",
  ]);
});

test("latency counts what left over a link; catching up counts what waited for one", () => {
  const away: Fault[] = [{ kind: "hub-away", atS: 40, seconds: 20 }];
  const arrivals = [
    arrival(1, 20, beat(80), 300),
    arrival(2, 50, beat(80), 14_000),
    arrival(3, 70, beat(80), 100),
    // Said into a link that was gone before it could leave.
    arrival(4, 39, beat(80), 25_000),
  ];
  const run = seen(arrivals);
  for (let s = 39; s < 60; s++) run.seconds[s]!.linked = false;
  const { figures } = judge(scenario({}, away), run).verdict;
  expect(figures).toMatchObject({ latencyP50S: 0.1, latencyP95S: 0.3, catchUpS: 4 });
  expect(failures({ latencyP95S: 0.2, catchUpS: 3 }, run, away)).toEqual([
    "latency p95, s, 0.3, 0.2 at most",
    "caught up after, s, 4, 3 at most",
  ]);
});

test("an alert is timed from the collar's words to the channel that heard of it, and none may be missing", () => {
  const bound = { alertP95S: 2 };
  const said = (...kinds: [number, number][]) =>
    kinds.map(([s, kind], i) => arrival(i + 1, s, event(kind), 0));
  const heard = (rule: Told["rule"], atS: number): Told => ({ rule, atMs: ORIGIN_MS + atS * 1000 });
  const arrivals = said([20, 10], [30, 5], [40, 10], [50, 2]);
  // The second low battery is of the first's alert, and nobody is woken for a collar that was taken off.
  const told = [heard("battery", 20.9), heard("collar-tachycardia", 31.25)];
  const good = judge(scenario(bound), seen(arrivals, { told })).verdict;
  expect(good).toMatchObject({ ok: true, figures: { alerts: 2, alertP95S: 1.25 } });
  const late = [told[0]!, heard("collar-tachycardia", 32.5)];
  expect(failures(bound, seen(arrivals, { told: late }))).toEqual(["alert p95, s, 2.5, 2 at most"]);
  expect(failures({}, seen(arrivals, { told: [told[0]!] }))).toEqual([
    "alert collar-tachycardia said at 30 s, never told",
  ]);
  // What was told before it was said was told of something else.
  const early = [heard("battery", 10), told[1]!];
  expect(failures({}, seen(arrivals, { told: early }))).toEqual(["alert battery said at 20 s, never told"]);
  const run = seen(said([20, 10]), { told: [] });
  run.seconds[19]!.linked = false;
  expect(failures({}, run)).toEqual([]);
  expect(failures(bound, run)).toEqual(["alert p95, s, unknown, 2 at most"]);
});

test("every event that the cloud has an alert for at once is one here, by the same rule", () => {
  const known: Known = {
    profile: { species: "dog", bornMs: null, size: "standard" },
    baseline: () => ({ heart: null, breaths: null }),
  };
  for (const [name, kind] of Object.entries(EVENT_NAMES)) {
    const frame = { device: DEVICE, epoch: 1, seq: 1, uptimeS: 0, utcS: null, content: event(kind) };
    const rules = evidenceOf(1, frame, ORIGIN_MS, known).map(({ rule }) => rule);
    expect([name, rules]).toEqual([name, [ALERTS[name as EventName] ?? []].flat()]);
  }
});

test("what a run costs is held against its budget; without a figure the budget is not met", () => {
  const energy = { meanUa: 1355.12345, chargeUah: 45, mostUa: 1400 };
  const run = seen([]);
  const bound = scenario({ energy: "energy.test" });
  const { verdict } = judge(bound, run, energy);
  expect(verdict).toMatchObject({
    ok: true,
    figures: { energyUa: 1355.123, energyUah: 45, energyBudgetUa: 1400 },
  });
  expect(judge(bound, run, { ...energy, mostUa: 1355 }).verdict.failures).toEqual([
    "energy, µA, 1355.123, 1355 at most",
  ]);
  expect(judge(bound, run).verdict.failures).toEqual(["energy, µA, unknown, 0 at most"]);
  expect(judge(scenario({}), run, { ...energy, mostUa: null }).verdict.ok).toBe(true);
});

test("the heart is held against the reference while an estimate is fresh, and unknown after", () => {
  const heart = Array.from({ length: 30 }, (_, i) => ({ endMs: (12 + 2 * i) * 1000, bpm: 90 }));
  const arrivals = Array.from({ length: 10 }, (_, i) =>
    arrival(i + 1, 12 + 2 * i, beat(i < 5 ? 88 : 100), 0),
  );
  const { figures, failures: said } = judge(
    scenario({ heart: { maeBpm: 5, coverage: 0.9 } }),
    seen(arrivals, { heart }),
  ).verdict;
  // Ten fresh windows and three of the last estimate's eight seconds; the one at their end is unknown.
  expect(figures).toMatchObject({ heartMaeBpm: 6.923, heartCoverage: 0.433 });
  expect(said).toEqual(["heart error, bpm, 6.923, 5 at most", "heart coverage 0.433, 0.9 at least"]);
});

test("what could not be measured does not pass a bound on it", () => {
  expect(failures({ latencyP95S: 2, minutes: 1 }, seen([arrival(1, 0, event(1), 0)]))).toEqual([
    "share of minutes stored 0, 1 at least",
    "latency p95, s, unknown, 2 at most",
  ]);
});
