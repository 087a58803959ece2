import { expect, test } from "vitest";
import type { Vitals } from "./api.ts";
import { dayFigures } from "./day.ts";

const NONE: Vitals["points"] = {
  t: [],
  heartRate: [],
  confidence: [],
  breaths: [],
  intensity: [],
  steps: [],
  restShare: [],
  scratches: [],
  temperature: [],
  flags: [],
};

test("a day without data has no figures", () => {
  expect(dayFigures(NONE)).toEqual([]);
});

test("a day is summed up; what was not measured is left out", () => {
  const day: Vitals["points"] = {
    ...NONE,
    t: [0, 300_000, 600_000, 900_000],
    heartRate: [80, null, 62.4, null],
    steps: [0, 900, 340, 0],
    restShare: [1, 0, 0.4, 1],
    flags: [0, null, 2, 16],
    scratches: [2, 0, 1, 0],
    breaths: [22, null, 18],
    temperature: [null, 31.26, null],
  };
  const told = (points: Vitals["points"]) =>
    dayFigures(points).map(({ name, value, unit }) => `${name} ${value} ${unit}`.trim());
  expect(told(day)).toEqual([
    "Resting 7 min",
    "Active 8 min",
    "Steps 1,240",
    "Lowest heart rate 62 bpm",
    "Breathing 22 a minute",
    "At the collar 31.3 °C",
    "Scratching 3 times",
  ]);
  expect(told({ ...day, heartRate: [null], breaths: [null], temperature: [null] })).toHaveLength(4);
  expect(told({ ...day, t: Array(60).fill(0), flags: [], restShare: Array(60).fill(1) })[0]).toBe(
    "Resting 5.0 h",
  );
});
