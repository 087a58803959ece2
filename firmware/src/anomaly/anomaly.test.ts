import { describe, expect, it } from "vitest";
import { OFF_COLLAR } from "../contact/flags.ts";
import * as minute from "../minute.ts";
import { Anomaly, SAVED } from "./anomaly.ts";
import { BREATH, GAIT, HEART, HEAT, ILLNESS, LARGE_DOG, RHYTHM, SCRATCH, SMALL_DOG } from "./signs.ts";

/** A minute asleep, and what is different in it. */
function asleep(different: Record<number, number>): Int32Array {
  const row = new Int32Array(minute.MINUTE_COLUMNS);
  row[minute.HEART_RATE] = 700;
  row[minute.CONFIDENCE] = 90;
  row[minute.BREATHS] = 140;
  row[minute.REST_SHARE] = 100;
  row[minute.INTENSITY] = 20;
  row[minute.TEMPERATURE] = 3400;
  for (const [column, value] of Object.entries(different)) row[Number(column)] = value;
  return row;
}

/** Hours of one minute over and over, with a wobble of ±2 % by the hour; returns the hours at which it was raised. */
function live(
  anomaly: Anomaly,
  hours: number,
  row: Int32Array,
  irregularity: number,
  asymmetry: number,
): number[] {
  const raised: number[] = [];
  const wobbled = new Int32Array(row);
  for (let hour = 0; hour < hours; hour++) {
    const wobble = 1 + 0.02 * (((hour * 7) % 5) / 2 - 1);
    wobbled[minute.HEART_RATE] = Math.round(row[minute.HEART_RATE] * wobble);
    wobbled[minute.BREATHS] = Math.round(row[minute.BREATHS] * wobble);
    for (let n = 0; n < 60; n++) {
      anomaly.minute(wobbled, irregularity, asymmetry);
      if (anomaly.raised) raised.push(hour + 1);
    }
  }
  return raised;
}

/** An animal whose baselines are learnt: ten days of the same. */
function known(): Anomaly {
  const anomaly = new Anomaly(LARGE_DOG);
  expect(live(anomaly, 240, asleep({}), 9, -1)).toEqual([]);
  return anomaly;
}

describe("an animal like itself", () => {
  it("is never told of, also where it differs from its kind", () => {
    const anomaly = new Anomaly(SMALL_DOG);
    expect(live(anomaly, 480, asleep({ [minute.HEART_RATE]: 480 }), 5, -1)).toEqual([]);
    expect(anomaly.score).toBeLessThan(30);
  });

  it("is not ill for one bad hour", () => {
    const anomaly = known();
    expect(
      live(anomaly, 1, asleep({ [minute.HEART_RATE]: 1200, [minute.TEMPERATURE]: 3600 }), 30, -1),
    ).toEqual([]);
    live(anomaly, 6, asleep({}), 9, -1);
    expect(anomaly.score).toBe(0);
  });

  it("is not judged by minutes off the collar, nor by panting, nor by an uncertain heart", () => {
    const anomaly = known();
    live(
      anomaly,
      24,
      asleep({ [minute.FLAGS]: OFF_COLLAR, [minute.TEMPERATURE]: 2200, [minute.HEART_RATE]: 2000 }),
      50,
      90,
    );
    live(
      anomaly,
      24,
      asleep({ [minute.BREATHS]: 3000, [minute.CONFIDENCE]: 20, [minute.HEART_RATE]: 2500 }),
      9,
      -1,
    );
    expect(anomaly.score).toBe(0);
  });
});

describe("an animal unlike itself is told of within hours, and why", () => {
  it.each([
    ["a fast heart", { [minute.HEART_RATE]: 900 }, 9, HEART],
    ["a slow heart", { [minute.HEART_RATE]: 520 }, 9, HEART],
    ["fast breathing", { [minute.BREATHS]: 190 }, 9, BREATH],
    ["a warm skin", { [minute.TEMPERATURE]: 3550 }, 9, HEAT],
    ["an irregular rhythm", {}, 24, RHYTHM],
    ["scratching at night", { [minute.SCRATCHES]: 1 }, 9, SCRATCH],
  ])("%s", (_, different, irregularity, sign) => {
    const anomaly = known();
    const raised = live(anomaly, 12, asleep(different), irregularity, -1);
    expect(raised).toHaveLength(1);
    expect(raised[0]).toBeLessThanOrEqual(8);
    expect(anomaly.sign === sign || anomaly.sign === ILLNESS).toBe(true);
    expect(anomaly.departure(sign)).toBeGreaterThan(32);
    expect(anomaly.hoursSince(sign)).toBe(11);
    expect(anomaly.score).toBeGreaterThanOrEqual(60);
  });

  it("breathing above 30 a minute, also in an animal that always breathed fast and unevenly", () => {
    const anomaly = new Anomaly(LARGE_DOG);
    for (let day = 0; day < 120; day++) {
      live(anomaly, 1, asleep({ [minute.BREATHS]: 225 }), 9, -1);
      live(anomaly, 1, asleep({ [minute.BREATHS]: 290 }), 9, -1);
    }
    expect(anomaly.score).toBe(0);
    const raised = live(anomaly, 8, asleep({ [minute.BREATHS]: 310 }), 9, -1);
    expect(raised).toHaveLength(1);
    expect(anomaly.sign).toBe(BREATH);
  });

  it("lameness, by its walks", () => {
    const anomaly = new Anomaly(LARGE_DOG);
    const walk = asleep({ [minute.REST_SHARE]: 0, [minute.STEPS]: 100, [minute.INTENSITY]: 180 });
    live(anomaly, 100, walk, 0, 10);
    expect(live(anomaly, 8, walk, 0, 24)).toHaveLength(1);
    expect(anomaly.sign).toBe(GAIT);
  });

  it("a little of everything: heart, breath and heat together, before each alone", () => {
    const anomaly = known();
    const little = asleep({ [minute.HEART_RATE]: 745, [minute.BREATHS]: 150, [minute.TEMPERATURE]: 3430 });
    expect(live(anomaly, 24, little, 9, -1)).toHaveLength(1);
    expect(anomaly.sign).toBe(ILLNESS);
  });
});

describe("while an animal is ill", () => {
  it("nothing is learnt, so that its own normal is still known afterwards", () => {
    const anomaly = known();
    live(anomaly, 150, asleep({ [minute.HEART_RATE]: 900 }), 9, -1);
    live(anomaly, 24, asleep({}), 9, -1);
    expect(anomaly.score).toBe(0);
    expect(live(anomaly, 12, asleep({ [minute.HEART_RATE]: 900 }), 9, -1)).toHaveLength(1);
  });

  it("nothing is learnt of the signs that are well either: they belong to an ill animal", () => {
    const anomaly = known();
    live(anomaly, 150, asleep({ [minute.HEART_RATE]: 900, [minute.TEMPERATURE]: 3415 }), 9, -1);
    live(anomaly, 1, asleep({ [minute.HEART_RATE]: 900 }), 9, -1);
    expect(Math.abs(anomaly.departure(HEAT))).toBeLessThanOrEqual(4);
  });

  it("two weeks make a new normal", () => {
    const anomaly = known();
    expect(live(anomaly, 24 * 40, asleep({ [minute.HEART_RATE]: 900 }), 9, -1).length).toBeLessThanOrEqual(3);
    live(anomaly, 24 * 20, asleep({ [minute.HEART_RATE]: 900 }), 9, -1);
    expect(anomaly.score).toBeLessThan(30);
  });
});

describe("the explanation", () => {
  it("holds score, sign, departure and hours in one number", () => {
    const anomaly = known();
    live(anomaly, 10, asleep({ [minute.HEART_RATE]: 900 }), 9, -1);
    const number = anomaly.explanation();
    expect(number & 127).toBe(anomaly.score);
    expect((number >> 7) & 7).toBe(anomaly.sign);
    expect((number >> 10) & 127).toBe(Math.min(127, anomaly.departure(anomaly.sign) >> 2));
    expect(number >> 17).toBe(anomaly.hoursSince(anomaly.sign));
  });
});

it("what was learnt survives a reset", () => {
  const kept = new Int32Array(SAVED);
  known().save(kept);
  const anew = new Anomaly(SMALL_DOG);
  anew.load(kept);
  expect(live(anew, 12, asleep({ [minute.HEART_RATE]: 900 }), 9, -1)).toHaveLength(1);
});

it("columns of any value keep the score within 0 … 100", () => {
  const anomaly = new Anomaly(LARGE_DOG);
  const row = new Int32Array(minute.MINUTE_COLUMNS);
  for (let n = 0; n < 20_000; n++) {
    for (let column = 0; column < row.length; column++)
      row[column] = (Math.imul(n + column, 2654435761) >> (n % 31)) | 0;
    row[minute.FLAGS] = 0;
    anomaly.minute(row, row[3] & 127, row[4] & 127);
    expect(anomaly.score >= 0 && anomaly.score <= 100).toBe(true);
  }
});
