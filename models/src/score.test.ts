import { expect, test } from "vitest";
import { addConfusion, confusionOf, f1, macroF1 } from "./score.ts";

test("F1 and its mean, by hand; a class that is nowhere does not count", () => {
  const confusion = [
    [8, 2, 0],
    [4, 6, 0],
    [0, 0, 0],
  ];
  expect(f1(confusion)[0]).toBeCloseTo(16 / 22, 10);
  expect(f1(confusion)[1]).toBeCloseTo(12 / 18, 10);
  expect(f1(confusion)[2]).toBeNull();
  expect(macroF1(confusion)).toBeCloseTo((16 / 22 + 12 / 18) / 2, 10);
  expect(macroF1(confusionOf(3))).toBe(0);
});

test("a class given but never true counts as 0", () => {
  expect(
    macroF1([
      [5, 5],
      [0, 0],
    ]),
  ).toBeCloseTo(1 / 3, 10);
});

test("tables add up", () => {
  const sum = confusionOf(2);
  addConfusion(sum, [
    [1, 2],
    [3, 4],
  ]);
  addConfusion(sum, [
    [1, 0],
    [0, 1],
  ]);
  expect(sum).toEqual([
    [2, 2],
    [3, 5],
  ]);
});
