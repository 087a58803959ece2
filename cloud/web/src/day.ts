import type { Vitals } from "./api.ts";

/** A figure of the day: what it is, how much, of what. */
export interface Figure {
  name: string;
  value: string;
  unit: string;
}

/** Steps of the answer that the figures are drawn from, s. */
export const DAY_STEP_S = 300;

/** What a day (an answer in steps of DAY_STEP_S) comes to, in the figures that its collar could measure. */
export function dayFigures(points: Vitals["points"]): Figure[] {
  const { t, activity, restShare, steps, breaths, temperature, scratches, shakes, heartRate } = points;
  if (t.length === 0) return [];
  const active = activity.filter((one) => one === "active" || one === "vigorous").length;
  const lowest = numbers(heartRate).sort((a, b) => a - b)[0];
  const breathing = median(numbers(breaths));
  const warmth = numbers(temperature).at(-1);
  return [
    span("Resting", sum(restShare) * DAY_STEP_S),
    span("Active", active * DAY_STEP_S),
    { name: "Steps", value: sum(steps).toLocaleString("en"), unit: "" },
    ...(lowest === undefined ? [] : [{ name: "Lowest heart rate", value: lowest.toFixed(0), unit: "bpm" }]),
    ...(breathing === null ? [] : [{ name: "Breathing", value: breathing.toFixed(0), unit: "a minute" }]),
    ...(warmth === undefined ? [] : [{ name: "At the collar", value: warmth.toFixed(1), unit: "°C" }]),
    { name: "Scratching, shaking", value: `${sum(scratches) + sum(shakes)}`, unit: "times" },
  ];
}

function span(name: string, seconds: number): Figure {
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? { name, value: `${minutes}`, unit: "min" }
    : { name, value: (minutes / 60).toFixed(1), unit: "h" };
}

function numbers(list: readonly (number | null)[]): number[] {
  return list.filter((one) => one !== null);
}

function sum(list: readonly (number | null)[]): number {
  return numbers(list).reduce((total, one) => total + one, 0);
}

function median(list: number[]): number | null {
  return list.sort((a, b) => a - b)[list.length >> 1] ?? null;
}
