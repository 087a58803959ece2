import { describe, expect, it } from "vitest";
import { agreed, beltRates, rateWithin } from "./reference.ts";

describe("references of breathing", () => {
  it("count whole breaths within the last 32 s", () => {
    const marks = Array.from({ length: 40 }, (_, i) => 1000 + 3000 * i);
    expect(rateWithin(marks, 60_000)).toBeCloseTo(20);
    expect(rateWithin(marks, 5000)).toBeNaN();
    expect(rateWithin([...marks.slice(0, 5), 40_000], 60_000)).toBeNaN();
  });

  it("trust two witnesses only where they agree within 2", () => {
    expect(agreed(14, 16)).toBe(15);
    expect(agreed(14, 16.1)).toBeNaN();
    expect(agreed(14, Number.NaN)).toBeNaN();
  });

  it("read a belt through drift, and say nothing where in- and expirations disagree", () => {
    const belt = (perMinute: number, length = 900) =>
      Array.from({ length }, (_, i) => 5 * Math.sin((2 * Math.PI * perMinute * i) / 600) + i / 30);
    const ends = [40, 60, 80];
    for (const perMinute of [9, 15, 24, 40]) {
      for (const rate of beltRates(belt(perMinute), 10, ends))
        expect(Math.abs(rate - perMinute)).toBeLessThan(0.5);
    }
    expect(beltRates(new Array<number>(900).fill(3), 10, ends)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});
