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
  expect(Math.abs(surety(Math.round(mass * 2 ** 24), contrast, rate) - 100 / (1 + 2 ** -z))).toBeLessThan(
    1.1,
  );
});

it("stays within 0–100 at every end", () => {
  expect(surety(0, -100_000, 0)).toBe(0);
  expect(surety(2 ** 24, 100_000, 600)).toBe(100);
});
