import { expect, test } from "vitest";
import { anomalyOf, anomalyWords } from "./anomaly.ts";

/** As frame.proto has it. */
const packed = (score: number, sign: number, quarters: number, hours: number) =>
  score + 128 * sign + 1024 * quarters + 131_072 * hours;

test.each([
  [
    packed(90, 0, 14, 5),
    90,
    "Its heart at rest beats unlike its usual, 3.5 times what it varies by; it began 5 h before",
  ],
  [
    packed(1, 1, 127, 1023),
    1,
    "Its breath at rest is faster than usual, 31.8 times what it varies by; it began 43 days before",
  ],
  [
    packed(127, 6, 9, 48),
    127,
    "Its day has less movement than usual, 2.3 times what it varies by; it began 2 days before",
  ],
  [packed(100, 7, 1, 0), 100, "Its heart, breath and skin together are unlike usual"],
])("event of value %i: score %i, %s", (value, score, words) => {
  const anomaly = anomalyOf(value)!;
  expect([anomaly.score, anomalyWords(anomaly)]).toEqual([score, words]);
});

test("a mere score, or garbage, explains nothing and breaks nothing", () => {
  for (const value of [0, 90, 255, -1, -2_000_000_000]) expect(anomalyOf(value)).toBeNull();
  expect(anomalyOf(2 ** 31 - 1)).toMatchObject({ score: 127, spreads: 31.75, hours: 1023 });
});
