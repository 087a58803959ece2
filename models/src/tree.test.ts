import { expect, test } from "vitest";
import { meansOf, nearestLikely } from "./k-means.ts";
import { Random } from "./random.ts";
import { askTree, growTree } from "./tree.ts";

const random = new Random(2);
const ROWS = Array.from({ length: 400 }, () =>
  Int8Array.of(Math.floor(random.between(-100, 100)), Math.floor(random.between(-100, 100))),
);
const TRUTH = ROWS.map(([x, y]) => (x > 20 && y > -30 ? 1 : 0));

test("a tree of depth two finds a corner, one of depth one cannot", () => {
  const all = Int32Array.from(ROWS, (_, i) => i);
  const right = (depth: number) => {
    const tree = growTree(ROWS, TRUTH, all, 2, { depth, leaf: 1, tried: 2 }, new Random(1));
    return ROWS.filter((row, i) => (askTree(tree, row)[1] > 0.5 ? 1 : 0) === TRUTH[i]).length;
  };
  expect(right(2)).toBe(400);
  expect(right(1)).toBeLessThan(400);
});

test("k-means finds two heaps, and the nearer one is likelier", () => {
  const heaps = [10, -60].map((at) => ROWS.map((row) => Int8Array.from(row, (v) => at + (v >> 4))));
  const means = heaps.map((heap) => meansOf(heap, 2, new Random(1)));
  const likely = nearestLikely(means, Int8Array.of(-55, -62));
  expect(likely[1]).toBeGreaterThan(0.9);
  expect(likely[0] + likely[1]).toBeCloseTo(1, 6);
});
