import { expect, test } from "vitest";
import { Network } from "./network.ts";

function word(a: number, b: number, c: number, d: number): number {
  return (a & 255) | ((b & 255) << 8) | ((c & 255) << 16) | (d << 24);
}

/** Four inputs (features 2, 0, 1, 3), four neurons that pass one input each, two outputs. */
const MODEL = [
  4,
  4,
  2,
  1,
  0,
  64,
  0,
  0,
  (100 << 16) | (1 << 8) | 2,
  (-5 << 16) | 0,
  1,
  3,
  word(1, 0, 0, 0),
  word(0, -2, 0, 0),
  word(0, 0, 127, 0),
  word(0, 0, 0, -128),
  0,
  0,
  10,
  0,
  word(1, 1, 0, 0),
  word(0, 0, -1, -1),
  7,
  -3,
];

function run(features: number[]): number[] {
  const network = new Network(MODEL);
  network.begin(Int16Array.from(features));
  let slices = 1;
  while (!network.step()) slices++;
  expect(slices).toBe(1);
  expect(network.step()).toBe(false);
  return [...network.outputs.subarray(0, 2)];
}

test("computes what its table says, by hand", () => {
  // Inputs: (140-100)>>1 = 20, -9+5 = -4, 3, -1; neurons: 10, 8>>1 = 4, (381+10)>>1 = 195 → 127, 128>>1 = 64.
  expect(run([-9, 3, 140, -1])).toEqual([7 + 10 + 4, -3 - 127 - 64]);
});

test("inputs saturate to a byte, negative sums become 0", () => {
  // Inputs: 127, 127, -128, 127: neurons 63, 0, 0, 0.
  expect(run([32000, -32000, 32000, 32000])).toEqual([70, -3]);
});

test("works in slices of four neurons, and is idle until it is given something", () => {
  const wide = new Network([
    4,
    8,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    1,
    2,
    3,
    ...new Array(8).fill(0),
    ...new Array(8).fill(0),
    0,
    0,
    5,
  ]);
  expect(wide.step()).toBe(false);
  wide.begin(new Int16Array(4));
  expect([wide.step(), wide.step(), wide.step()]).toEqual([false, true, false]);
  expect(wide.outputs[0]).toBe(5);
});
