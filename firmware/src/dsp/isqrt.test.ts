import { expect, it } from "vitest";
import { isqrt } from "./isqrt.ts";

it("is the floor of the root at and around every square", () => {
  for (let root = 1; root <= 46340; root += 7) {
    const square = root * root;
    expect([isqrt(square - 1), isqrt(square), isqrt(square + 1)]).toEqual([root - 1, root, root]);
  }
});

it("holds at the ends", () => {
  expect([isqrt(0), isqrt(1), isqrt(2), isqrt(3), isqrt(4), isqrt(2147483647)]).toEqual([
    0, 1, 1, 1, 2, 46340,
  ]);
  expect([isqrt(-1), isqrt(-2147483648)]).toEqual([0, 0]);
});
