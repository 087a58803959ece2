import type { Vitals } from "./api.ts";
import { pointsOf } from "./columns.ts";

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
  const { t, restShare, steps, breaths, temperature, scratches, heartRate } = points;
  if (t.length === 0) return [];
  // A collar on its charger lies still, which says nothing about the animal.
  const rest = pointsOf(points, DAY_STEP_S).flatMap(({ unworn }, i) => (unworn ? [] : [restShare[i] ?? 0]));
  const lowest = numbers(heartRate).sort((a, b) => a - b)[0];
  const breathing = median(numbers(breaths));
  const warmth = numbers(temperature).at(-1);
  return [
    span("Resting", sum(rest) * DAY_STEP_S),
    span("Active", (rest.length - sum(rest)) * DAY_STEP_S),
    { name: "Steps", value: sum(steps).toLocaleString("en"), unit: "" },
    ...(lowest === undefined ? [] : [{ name: "Lowest heart rate", value: lowest.toFixed(0), unit: "bpm" }]),
    ...(breathing === null ? [] : [{ name: "Breathing", value: breathing.toFixed(0), unit: "a minute" }]),
    ...(warmth === undefined ? [] : [{ name: "At the collar", value: warmth.toFixed(1), unit: "°C" }]),
    { name: "Scratching", value: `${sum(scratches)}`, unit: "times" },
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
