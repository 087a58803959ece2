import { expect, it } from "vitest";
import { log2, topBit } from "./log2.ts";

it("finds the top bit of every length", () => {
  for (let bit = 0; bit < 31; bit++) {
    expect(topBit(2 ** bit)).toBe(bit);
    expect(topBit(2 ** bit + (2 ** bit - 1))).toBe(bit);
  }
});

it("is within 1.5/1024 of a doubling everywhere and never falls", () => {
  let last = -1024;
  for (let n = 1; n < 2147483647; n = Math.ceil(n * 1.0007)) {
    const value = log2(n);
    expect(Math.abs(value - 1024 * Math.log2(n))).toBeLessThan(1.5);
    expect(value).toBeGreaterThanOrEqual(last);
    last = value;
  }
});

it("takes nothing and less for half of one", () => {
  expect([log2(0), log2(-5)]).toEqual([-1024, -1024]);
});
