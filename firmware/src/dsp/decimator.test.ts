import { expect, it } from "vitest";
import { Decimator } from "./decimator.ts";
import { noise } from "./testdata/double.ts";

function outputs(input: readonly number[]): number[] {
  const decimator = new Decimator();
  const out: number[] = [];
  for (const x of input) if (decimator.push(x) === 1) out.push(decimator.value);
  return out;
}

it("gives every third value of the triangular filter, exactly", () => {
  const input = noise(3, 301, 8388607);
  const at = (i: number) => input[Math.max(i, 0)]!;
  const model = Array.from({ length: 101 }, (_, k) => {
    const n = 3 * k;
    return at(n) + 2 * at(n - 1) + 3 * at(n - 2) + 2 * at(n - 3) + at(n - 4);
  });
  expect(outputs(input)).toEqual(model);
});

it("passes a level nine times and nothing of a third of the rate, which would alias to a level", () => {
  expect(outputs(new Array(30).fill(-8388608))).toEqual(new Array(10).fill(-75497472));
  const third = outputs(Array.from({ length: 60 }, (_, n) => [1000, -500, -500][n % 3]!));
  expect(new Set(third.slice(2))).toEqual(new Set([0]));
});

it("starts anew", () => {
  const decimator = new Decimator();
  for (let i = 0; i < 7; i++) decimator.push(9999);
  decimator.restart();
  expect([decimator.push(10), decimator.value]).toEqual([1, 90]);
});
