import { describe, expect, it } from "vitest";
import { Resampler } from "./resampler.ts";

/** Samples of a wave of `hz` that was read at `rate` readings a second. */
function resampled(rate: number, hz: number, seconds: number, told = rate): number[] {
  const resampler = new Resampler();
  resampler.setRate(Math.round(told * 100));
  const out: number[] = [];
  for (let i = 0; i < rate * seconds; i++) {
    const n = resampler.push(Math.round(2000 + 500 * Math.sin((2 * Math.PI * hz * i) / rate)));
    out.push(...resampler.out.subarray(0, n));
  }
  return out;
}

describe("the light sensor's readings at 50 Hz", () => {
  it("go through as they are when they come at 50 Hz", () => {
    const readings = Array.from({ length: 50 }, (_, i) =>
      Math.round(2000 + 500 * Math.sin((2 * Math.PI * 2 * i) / 50)),
    );
    expect(resampled(50, 2, 1)).toEqual(readings.map((reading) => reading << 4));
  });

  it.each([36, 44.7, 49.5, 52.3, 61, 69])(
    "come 50 a second and with the wave's own shape from %f Hz",
    (rate) => {
      const out = resampled(rate, 2, 20);
      expect(Math.abs(out.length - 1000)).toBeLessThanOrEqual(20);
      // A straight line between readings is off by (pi f / rate)^2 / 2 of the amplitude at most; the rate is told to 1/1024.
      const worst =
        500 * 16 * ((Math.PI * 2) / rate) ** 2 * 0.5 + 16 + 500 * 16 * 2 * Math.PI * 2 * 20 * 0.001;
      out.forEach((sample, i) => {
        const ideal = 16 * (2000 + 500 * Math.sin((2 * Math.PI * 2 * i) / 50));
        expect(Math.abs(sample - ideal)).toBeLessThan(worst);
      });
    },
  );

  it.each([20, 34, 71, 0])("are not taken from %i Hz: no heart's samples come so", (rate) => {
    expect(resampled(50, 2, 1, rate)).toEqual([]);
  });

  it("stay within 32 bits with the largest reading there is", () => {
    const resampler = new Resampler();
    resampler.setRate(3500);
    const out: number[] = [];
    for (let i = 0; i < 100; i++) out.push(...resampler.out.subarray(0, resampler.push(i & 1 ? 65_535 : 0)));
    expect(Math.max(...out)).toBeLessThanOrEqual(65_535 << 4);
    expect(Math.min(...out)).toBeGreaterThanOrEqual(0);
  });
});
