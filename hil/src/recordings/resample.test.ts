import { describe, expect, test } from "vitest";
import { Resampler } from "./resample.ts";

function feed(rows: readonly [number, number][], limit = 1000): Resampler {
  const resampler = new Resampler(1, limit);
  for (const [ms, value] of rows) resampler.take(ms, Float64Array.of(value), 0);
  return resampler;
}
const values = (resampler: Resampler) => [...resampler.samples.subarray(0, resampler.length)];

describe("to 50 Hz along straight lines", () => {
  test("rows at 50 Hz pass unchanged", () => {
    expect(
      values(
        feed([
          [5, 3],
          [25, -9],
          [45, 4],
        ]),
      ),
    ).toEqual([3, -9, 4]);
  });

  test("fewer rows, at odd times", () => {
    // A line of 1 per ms, met at 0, 33, 50 and 147 ms.
    expect(
      values(
        feed([
          [0, 0],
          [33, 33],
          [50, 50],
          [147, 147],
        ]),
      ),
    ).toEqual([0, 20, 40, 60, 80, 100, 120, 140]);
  });

  test("a sine of 2 Hz sampled at 30 Hz comes within 2.5 % (the line's own error)", () => {
    const rows = Array.from({ length: 90 }, (_, i): [number, number] => [
      (i * 1000) / 30,
      10_000 * Math.sin((4 * Math.PI * i) / 30),
    ]);
    const made = values(feed(rows));
    expect(made.length).toBe(149);
    made.forEach((value, n) => {
      expect(Math.abs(value - 10_000 * Math.sin(4 * Math.PI * 0.02 * n))).toBeLessThan(250);
    });
  });

  test("holds the last value over a gap", () => {
    expect(
      values(
        feed([
          [0, 7],
          [220, 107],
        ]),
      ),
    ).toEqual([7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 107]);
  });

  test("grows, and says when it is full", () => {
    const resampler = new Resampler(1, 10_000);
    for (let n = 0; n < 10_000; n++) expect(resampler.take(20 * n, Float64Array.of(n), 0)).toBe(true);
    expect(resampler.take(200_000, Float64Array.of(1), 0)).toBe(false);
    expect(values(resampler)).toEqual(Array.from({ length: 10_000 }, (_, n) => n));
  });
});
