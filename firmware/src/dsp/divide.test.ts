import { expect, it } from "vitest";
import { divide, divideSigned } from "./divide.ts";
import { noise } from "./testdata/double.ts";

it("agrees with floor over the whole range", () => {
  const as = noise(1, 3000, 2147483647).map(Math.abs);
  const bs = noise(2, 3000, 2147483646).map((b, i) => (Math.abs(b) >> (i % 31)) + 1);
  as.forEach((a, i) => {
    expect(divide(a, bs[i]!)).toBe(Math.floor(a / bs[i]!));
  });
  expect([divide(2147483647, 1), divide(2147483647, 2147483647), divide(0, 5)]).toEqual([2147483647, 1, 0]);
});

it("rounds towards zero on both sides and never gives -0", () => {
  expect([divideSigned(7, 2), divideSigned(-7, 2), divideSigned(-2147483647, 2)]).toEqual([
    3, -3, -1073741823,
  ]);
  expect(Object.is(divideSigned(-1, 2), 0)).toBe(true);
});
