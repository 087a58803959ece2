import { expect, test } from "vitest";
import { Sticky } from "./sticky.ts";

const A = Int32Array.of(0, -100, -300, 0);
const B = Int32Array.of(-100, 0, -300, 0);

test("one doubtful hop does not change the class, a run of them does, and the way back costs as much", () => {
  const sticky = new Sticky(150);
  const said = [A, A, A, B, A, B, B, B, B, A, B].map((outputs) => {
    sticky.add(outputs, 3);
    return sticky.best;
  });
  expect(said).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
});

test("a year of hops does not overflow, and restart forgets", () => {
  const sticky = new Sticky(150);
  for (let hop = 0; hop < 100_000; hop++) sticky.add(Int32Array.of(0, -20000, -20000, 0), 3);
  expect(sticky.best).toBe(0);
  sticky.restart();
  sticky.add(B, 3);
  expect(sticky.best).toBe(1);
});

test("without a cost it follows every hop", () => {
  const sticky = new Sticky(0);
  for (const [outputs, expected] of [
    [A, 0],
    [B, 1],
    [A, 0],
  ] as const) {
    sticky.add(outputs, 2);
    expect(sticky.best).toBe(expected);
  }
});
