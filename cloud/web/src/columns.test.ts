import { expect, test } from "vitest";
import { gapSpans, heartColumns, lonely, type Point, pointOf, pointsOf, summary } from "./columns.ts";

const MOTION = 2;
const RESTING = 128;
const WARMING = 64;

const points = pointsOf(
  {
    t: [0, 2000, 4000, 60_000],
    heartRate: [80, null, 84, 90],
    confidence: [0.9, 0, 0.3, 0.9],
    flags: [0, MOTION, 0, 0],
  },
  2,
);

/** Minutes from 0 on: a rate, or the flags of a minute without one. */
const minutes = (...list: [heartRate: number | null, flags: number][]): Point[] =>
  pointsOf(
    {
      t: list.map((_, i) => i * 60_000),
      heartRate: list.map(([heartRate]) => heartRate),
      confidence: list.map(([heartRate]) => (heartRate === null ? 0 : 0.9)),
      flags: list.map(([, flags]) => flags),
    },
    60,
  );
const pause = (count: number, flags = RESTING) =>
  Array.from({ length: count }, () => [null, flags] as [null, number]);

test("a jump in time breaks the line, silence leaves a hole, doubt is kept apart", () => {
  const columns = heartColumns(points);
  expect(columns[0]).toEqual([0, 2, 4, 6, 60]);
  expect(columns[1]).toEqual([80, null, 84, null, 90]);
  expect(columns[2]).toEqual([80, null, null, null, 90]);
});

test("the line goes across pauses between two measurements, also where one of them failed", () => {
  const bursts = minutes(
    [70, RESTING],
    ...pause(3),
    [null, WARMING],
    [72, RESTING],
    ...pause(4),
    [null, MOTION],
    ...pause(4),
    [71, 0],
  );
  expect(heartColumns(bursts)).toEqual([
    [0, 300, 900],
    [70, 72, 71],
    [70, 72, 71],
  ]);
  expect(summary(bursts)).toMatch(/silent for 0 %/);
});

test("it is broken by a pause of more than a quarter of an hour, by one without the collar, and by silence without a pause", () => {
  const line = (...between: [null, number][]) =>
    heartColumns(minutes([70, 0], ...between, [71, 0]))[1].filter((rate) => rate === null).length;
  expect(line(...pause(14))).toBe(0);
  expect(line(...pause(15))).toBe(15);
  expect(line(...pause(3), [null, RESTING | 1])).toBe(4);
  expect(line(...pause(3), [null, RESTING | 16])).toBe(4);
  expect(line([null, MOTION], [null, WARMING])).toBe(2);
});

test("a pause at either end is no silence; data missing in the middle of one break the line", () => {
  expect(heartColumns(minutes(...pause(4), [70, 0], ...pause(4)))[0]).toEqual([240]);
  const torn = minutes([70, 0], ...pause(9), [72, 0]).filter(({ s }) => s < 120 || s > 360);
  expect(heartColumns(torn)[1]).toEqual([70, null, 72]);
});

test("a live estimate is the point that the same among many would be", () => {
  const estimate = { at: 60_000, heartRate: null, confidence: 0, activity: "rest", intensity: 0 } as const;
  for (const [flags, bits] of [
    [[], 0],
    [["motion", "ppg-resting"], MOTION | RESTING],
    [["off-collar"], 1],
    [["charging", "ppg-resting"], 16 | RESTING],
  ] as const)
    expect(pointOf({ ...estimate, flags: [...flags] }, 60)).toEqual(minutes([null, 0], [null, bits])[1]);
});

test("a point between two holes is drawn as one", () => {
  expect(lonely([70, null, 71, 72, null, 73, undefined])).toEqual([0, 5]);
  expect(lonely([])).toEqual([]);
});

test("gaps without a time have no place on the chart, others are clipped to it", () => {
  const gap = { fromSeq: 1, toSeq: 2, frames: 2, reason: "log-overflow", where: "collar" };
  const spans = gapSpans(
    [
      { ...gap, fromMs: null, toMs: null },
      { ...gap, fromMs: 500, toMs: 9000 },
    ],
    1000,
    5000,
  );
  expect(spans.map(({ from, to }) => [from, to])).toEqual([[1, 5]]);
});

test("the chart can be told in a sentence", () => {
  expect(summary(points)).toBe(
    "Heart rate between 80 and 90, median 84 beats per minute; silent for 40 % of the span.",
  );
  expect(summary([])).toBe("No heart rate in this span.");
});
