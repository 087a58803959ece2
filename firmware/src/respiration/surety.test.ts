import { expect, it } from "vitest";
import { surety } from "./surety.ts";

it.each([
  [0.99, 1500, 150],
  [0.6, 500, 150],
  [0.3, 300, 220],
  [0.95, 900, 80],
  [0.5, -400, 300],
])("is the logistic of mass %f, contrast %i, rate %i tenths within a per cent", (mass, contrast, rate) => {
  const z =
    -2113 / 1024 +
    (905 / 1024) * Math.log2(mass / (1 - mass)) +
    (5038 / 1024) * (contrast / 1024) -
    (88 / 1024) * Math.max(0, 100 - rate);
  expect(
    Math.abs(surety(Math.round(mass * 2 ** 24), contrast, rate, true) - 100 / (1 + 2 ** -z)),
  ).toBeLessThan(1.1);
});

it("stays within 0–100 at every end", () => {
  expect(surety(0, -100_000, 0, true)).toBe(0);
  expect(surety(2 ** 24, 100_000, 600, true)).toBe(100);
});

it("lets the light alone speak of slow breath", () => {
  expect(surety(2 ** 23, 500, 65, false)).toBe(surety(2 ** 23, 500, 165, true));
  expect(surety(2 ** 23, 500, 65, true)).toBeLessThan(30);
});
