import { decodeFrame, type FrameContent, petpulse } from "@petpulse/proto";
import { describe, expect, test } from "vitest";
import { frame, T0 } from "../testbed.ts";
import { noPoints, type Points } from "../vitals/points.ts";
import { type Baseline, baselineOf, unusual } from "./baseline.ts";
import { type Evidence, sustained } from "./episode.ts";
import { evidenceOf, type Known } from "./evidence.ts";
import { limitsOf, type Profile } from "./limits.ts";
import { RULES } from "./rules.ts";

const { EventKind } = petpulse.v1;
const START = T0 * 1000;
const DOG: Profile = { species: "dog", bornMs: null, size: "standard" };
const NOTHING: Baseline = { heart: null, breaths: null };

function evidenceIn(content: FrameContent, known: Known): Evidence[] {
  return evidenceOf(7, decodeFrame(frame(1, 0, content)), START, known);
}

function found(content: FrameContent, profile = DOG, usual = NOTHING) {
  return evidenceIn(content, { profile, baseline: () => usual }).map(({ rule, fromMs, toMs, value }) => [
    rule,
    (fromMs - START) / 1000,
    (toMs - START) / 1000,
    value,
  ]);
}

const minute = (columns: Record<string, number>): FrameContent => ({
  kind: "minutes",
  count: 1,
  columns: Object.fromEntries(
    Object.entries({ restShare: 100, confidence: 80, ...columns }).map(([name, value]) => [name, [value]]),
  ),
});

describe("what a frame is evidence of", () => {
  test.each([
    [EventKind.EVENT_BRADYCARDIA, 380, ["collar-bradycardia", 30, 30, 38]],
    [EventKind.EVENT_TACHYCARDIA, 2010, ["collar-tachycardia", 30, 30, 201]],
    [EventKind.EVENT_BREATHING_FAST, 455, ["collar-breathing", 30, 30, 45.5]],
    [EventKind.EVENT_HEAT, 3990, ["collar-heat", 30, 30, 39.9]],
    [EventKind.EVENT_STILLNESS, 600, ["collar-stillness", -570, 30, 600]],
    [EventKind.EVENT_STILLNESS, -5, ["collar-stillness", 30, 30, -5]],
    [EventKind.EVENT_STILLNESS, 2_000_000_000, ["collar-stillness", 30 - 86_400, 30, 2_000_000_000]],
    [EventKind.EVENT_ANOMALY, 200, ["collar-anomaly", 30, 30, 200]],
    [EventKind.EVENT_LOW_BATTERY, 9, ["battery", 30, 30, 9]],
    [EventKind.EVENT_DROPPED, 3, ["collar-dropped", 30, 30, 3]],
  ])("event %i of value %i", (kind, value, evidence) => {
    expect(found({ kind: "events", events: [{ kind, afterS: 30, value }] })).toEqual([evidence]);
  });

  test("an anomaly's score is its value, and what it is about is told in words", () => {
    const value = 90 + 128 * 4 + 1024 * 10 + 131_072 * 6;
    const content: FrameContent = {
      kind: "events",
      events: [{ kind: EventKind.EVENT_ANOMALY, afterS: 30, value }],
    };
    const known = { profile: DOG, baseline: () => NOTHING };
    expect(evidenceIn(content, known)).toEqual([
      {
        pet: 7,
        rule: "collar-anomaly",
        fromMs: START + 30_000,
        toMs: START + 30_000,
        value: 90,
        detail: "Its gait is less even than usual, 2.5 times what it varies by; it began 6 h before",
      },
    ]);
  });

  test("a boot, a set clock, a collar put on, a kind from a newer collar: nothing", () => {
    const kinds = [EventKind.EVENT_BOOT, EventKind.EVENT_TIME_SET, EventKind.EVENT_ON_COLLAR, 999];
    expect(found({ kind: "events", events: kinds.map((kind) => ({ kind, afterS: 0, value: 1 })) })).toEqual(
      [],
    );
  });

  test.each<[string, Record<string, number>, unknown[]]>([
    ["an ordinary resting minute", { heartRate: 800, breaths: 200, battery: 80 }, []],
    ["fast at rest", { heartRate: 1610 }, [["heart-high", 0, 60, 161]]],
    ["just at the limit", { heartRate: 1600 }, []],
    ["slow at rest", { heartRate: 440 }, [["heart-low", 0, 60, 44]]],
    ["fast and moving", { heartRate: 1900, restShare: 79 }, []],
    ["fast and unsure", { heartRate: 1900, confidence: 49 }, []],
    ["the collar abstains", { heartRate: 0, confidence: 0, flags: 2 }, []],
    ["breath above the sleeping limit", { heartRate: 800, breaths: 301 }, [["breathing-high", 0, 60, 30.1]]],
    ["breath not known", { heartRate: 800, breaths: 0 }, []],
    ["fast in a burst", { heartRate: 1610, flags: 128 }, [["heart-high", 0, 240, 161]]],
    ["between two bursts", { heartRate: 0, confidence: 0, flags: 128 }, []],
    ["off", { heartRate: 1900, flags: 1 }, [["off-collar", 0, 60, null]]],
    ["battery low", { heartRate: 800, battery: 15 }, [["battery", 0, 60, 15]]],
    ["battery low and charging", { heartRate: 1900, battery: 5, flags: 16 }, []],
    ["battery unknown", { heartRate: 800, battery: 0 }, []],
  ])("minute: %s", (_what, columns, evidence) => {
    expect(found(minute(columns))).toEqual(evidence);
  });

  test("unlike its own usual, in either direction", () => {
    const usual: Baseline = { heart: { median: 70, spread: 3 }, breaths: { median: 15, spread: 2 } };
    expect(found(minute({ heartRate: 830, breaths: 240 }), DOG, usual)).toEqual([
      ["heart-unusual", 0, 60, 83],
      ["breathing-unusual", 0, 60, 24],
    ]);
    expect(found(minute({ heartRate: 820, breaths: 230 }), DOG, usual)).toEqual([]);
    expect(found(minute({ heartRate: 570 }), DOG, usual)).toEqual([["heart-unusual", 0, 60, 57]]);
  });
});

test("bursts five minutes apart make one episode; a good one between two bad ones parts them", () => {
  const rule = RULES["heart-high"];
  const of = (atMin: number): Evidence => {
    const [one] = evidenceIn(minute({ heartRate: 1700, flags: 128 }), {
      profile: DOG,
      baseline: () => NOTHING,
    });
    return { ...one!, fromMs: one!.fromMs + atMin * 60_000, toMs: one!.toMs + atMin * 60_000 };
  };
  const joined = (a: Evidence, b: Evidence) => b.fromMs - a.toMs <= rule.joinMs;
  expect([joined(of(0), of(5)), joined(of(0), of(6)), joined(of(0), of(8))]).toEqual([true, true, false]);
  const extent = (...at: number[]) => ({ fromMs: of(at[0]!).fromMs, toMs: of(at.at(-1)!).toMs, worst: 170 });
  expect(sustained("heart-high", extent(0, 5))).toBe(false);
  expect(sustained("heart-high", extent(0, 5, 10))).toBe(true);
});

test("limits by species, size and age; the birthday that ends being young", () => {
  const year = 366 * 86_400_000;
  const high = (profile: Partial<Profile>) => limitsOf({ ...DOG, ...profile }, START).heartHigh;
  expect([high({ size: "toy" }), high({}), high({ size: "giant" }), high({ species: "cat" })]).toEqual([
    180, 160, 140, 240,
  ]);
  expect([high({ bornMs: START - year / 2 }), high({ bornMs: START - year })]).toEqual([220, 160]);
  expect(limitsOf({ ...DOG, species: "cat", bornMs: START - year / 2 }, START)).toEqual({
    heartLow: 85,
    heartHigh: 240,
    breathsHigh: 40,
  });
});

describe("what is usual", () => {
  function hours(rates: number[], restShare = 1): Points {
    const points = noPoints();
    points.heartRate = rates;
    points.breaths = rates.map(() => null);
    points.restShare = rates.map(() => restShare);
    return points;
  }

  test("median and spread of the hours at rest; one wild hour moves neither", () => {
    const rates = Array.from({ length: 33 }, (_, i) => 60 + (i % 11));
    expect(baselineOf(hours(rates)).heart).toEqual({ median: 65, spread: expect.closeTo(1.4826 * 3, 6) });
    expect(baselineOf(hours([...rates, 230])).heart!.median).toBe(65);
    expect(baselineOf(hours(Array<number>(30).fill(60))).heart).toEqual({ median: 60, spread: 2 });
  });

  test("too few hours, or none at rest, and nothing is usual nor unusual", () => {
    expect(baselineOf(hours(Array<number>(23).fill(60)))).toEqual(NOTHING);
    expect(baselineOf(hours(Array<number>(60).fill(60), 0.69))).toEqual(NOTHING);
    expect(unusual(300, null)).toBe(false);
  });
});
