import { expect, test } from "vitest";
import { gapSpans, heartColumns, push, summary, trim } from "./columns.ts";

const points = {
  t: [0, 2000, 4000, 60_000],
  heartRate: [80, null, 84, 90],
  confidence: [0.9, 0, 0.3, 0.9],
  intensity: [],
  flags: [],
};

test("a jump in time breaks the line, silence leaves a hole, doubt is kept apart", () => {
  const columns = heartColumns(points, 2);
  expect(columns[0]).toEqual([0, 2, 4, 6, 60]);
  expect(columns[1]).toEqual([80, null, 84, null, 90]);
  expect(columns[2]).toEqual([80, null, null, null, 90]);
});

test("old points go, new ones come", () => {
  const columns = heartColumns(points, 2);
  push(columns, 62, 91, 0.95);
  trim(columns, 5);
  expect(columns[0]).toEqual([6, 60, 62]);
  expect(columns[2]).toEqual([null, 90, 91]);
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
  expect(summary(heartColumns(points, 2))).toBe(
    "Heart rate between 80 and 90, median 84 beats per minute; silent for 40 % of the span.",
  );
  expect(summary([[], [], []])).toBe("No heart rate in this span.");
});
