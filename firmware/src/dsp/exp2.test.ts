import { expect, it } from "vitest";
import { exp2Fraction } from "./exp2.ts";

it("is within 2/32768 of the power", () => {
  for (let f = 0; f < 1024; f++) {
    expect(Math.abs(exp2Fraction(f) - 32768 * 2 ** (-f / 1024))).toBeLessThan(2);
  }
});
