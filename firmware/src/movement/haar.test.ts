import { expect, test } from "vitest";
import { HAAR_LEVELS, Haar } from "./haar.ts";

test("an alternating signal lives in the quickest level alone, and levels double their period", () => {
  for (let level = 0; level < HAAR_LEVELS; level++) {
    const haar = new Haar(1);
    for (let i = 0; i < 128; i++) {
      haar.push(0, (i >> level) & 1 ? 100 : -100);
      haar.advance();
    }
    const details = [...haar.energy];
    expect(details[level]).toBe(200 * (64 >> level));
    expect(details.filter((energy) => energy !== 0)).toHaveLength(1);
  }
});

test("channels do not meet, and clear begins new sums", () => {
  const haar = new Haar(2);
  for (let i = 0; i < 64; i++) {
    haar.push(0, i & 1 ? 10 : 0);
    haar.push(1, 7);
    haar.advance();
  }
  expect([...haar.energy.subarray(0, 2)]).toEqual([320, 0]);
  expect([...haar.energy.subarray(6)]).toEqual([0, 0, 0, 0, 0, 0]);
  haar.clear();
  expect([...haar.energy].every((energy) => energy === 0)).toBe(true);
});
