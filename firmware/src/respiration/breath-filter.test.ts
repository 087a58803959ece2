import { describe, expect, it } from "vitest";
import { noise } from "../dsp/testdata/double.ts";
import { BREATH_BINS } from "./bins.ts";
import { BreathFilter } from "./breath-filter.ts";

const perMinute = (bin: number) => (bin + 4) * (60 / 0.44 / 128);

/** A bump of evidence round a bin, doublings. */
function bump(centre: number, height: number): Int32Array {
  return Int32Array.from({ length: BREATH_BINS }, (_, bin) =>
    Math.round(1024 * height * Math.exp(-0.5 * ((bin - centre) / 0.9) ** 2)),
  );
}

describe("breath filter", () => {
  it.each([1, 9.5, 20.3, 52])("settles on the rate of bin %f", (bin) => {
    const filter = new BreathFilter();
    for (let step = 0; step < 8; step++) filter.step(bump(bin, 3));
    expect(filter.mass / 2 ** 24).toBeGreaterThan(0.97);
    expect(filter.rate / 10).toBeCloseTo(perMinute(bin), 0);
    expect(filter.contrast).toBeGreaterThan(1500);
  });

  it("believes two weak witnesses that agree over a strong one that comes once", () => {
    const filter = new BreathFilter();
    for (let step = 0; step < 10; step++) filter.step(bump(12, 1.2));
    filter.step(bump(40, 2));
    expect(filter.rate / 10).toBeCloseTo(perMinute(12), 0);
  });

  it("follows a jump that lasts", () => {
    const filter = new BreathFilter();
    for (let step = 0; step < 20; step++) filter.step(bump(8, 3));
    for (let step = 0; step < 8; step++) filter.step(bump(30, 3));
    expect(filter.rate / 10).toBeCloseTo(perMinute(30), 0);
  });

  it("knows nothing of evidence that says nothing", () => {
    const filter = new BreathFilter();
    for (let step = 0; step < 50; step++) filter.step(new Int32Array(BREATH_BINS));
    expect(filter.mass / 2 ** 24).toBeLessThan(0.12);
    expect(filter.contrast).toBe(0);
  });

  it("takes a broad hump for less than a peak", () => {
    const filter = new BreathFilter();
    const hump = bump(6, 0).map((_, bin) => (bin < 10 ? 1600 : 0));
    const both = hump.map((value, bin) => value + bump(25, 1.55)[bin]!);
    for (let step = 0; step < 10; step++) filter.step(both);
    expect(filter.rate / 10).toBeCloseTo(perMinute(25), 0);
  });

  it("stays a belief whatever comes", () => {
    const filter = new BreathFilter();
    for (let step = 0; step < 200; step++) {
      filter.step(Int32Array.from(noise(step + 1, BREATH_BINS, 17_000).map(Math.abs)));
      expect(filter.mass).toBeGreaterThan(0);
      expect(filter.mass).toBeLessThanOrEqual(2 ** 24);
      expect(filter.rate).toBeGreaterThanOrEqual(42);
      expect(filter.rate).toBeLessThanOrEqual(608);
    }
  });

  it("forgets", () => {
    const filter = new BreathFilter();
    filter.step(bump(5, 5));
    filter.restart();
    expect([filter.rate, filter.mass, filter.contrast]).toEqual([0, 0, 0]);
  });
});
