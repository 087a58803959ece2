import { expect, test } from "vitest";
import type { Vitals } from "./api.ts";
import { dayFigures } from "./day.ts";

const NONE: Vitals["points"] = {
  t: [],
  heartRate: [],
  confidence: [],
  breaths: [],
  activity: [],
  intensity: [],
  steps: [],
  restShare: [],
  scratches: [],
  shakes: [],
  temperature: [],
  flags: [],
};

test("a day without data has no figures", () => {
  expect(dayFigures(NONE)).toEqual([]);
});

test("a day is summed up; what was not measured is left out", () => {
  const day: Vitals["points"] = {
    ...NONE,
    t: [0, 300_000, 600_000],
    heartRate: [80, null, 62.4],
    activity: ["rest", "vigorous", "active"],
    steps: [0, 900, 340],
    restShare: [1, 0, 0.5],
    scratches: [2, 0, 0],
    shakes: [0, 1, 0],
    breaths: [22, null, 18],
    temperature: [null, 31.26, null],
  };
  const told = (points: Vitals["points"]) =>
    dayFigures(points).map(({ name, value, unit }) => `${name} ${value} ${unit}`.trim());
  expect(told(day)).toEqual([
    "Resting 8 min",
    "Active 10 min",
    "Steps 1,240",
    "Lowest heart rate 62 bpm",
    "Breathing 22 a minute",
    "At the collar 31.3 °C",
    "Scratching, shaking 3 times",
  ]);
  expect(told({ ...day, heartRate: [null], breaths: [null], temperature: [null] })).toHaveLength(4);
  expect(told({ ...day, restShare: Array(60).fill(1) })[0]).toBe("Resting 5.0 h");
});
