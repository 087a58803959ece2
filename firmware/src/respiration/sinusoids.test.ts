import { describe, expect, it } from "vitest";
import { noise } from "../dsp/testdata/double.ts";
import { BREATH_BINS, FIRST_BIN } from "./bins.ts";
import { Series } from "./series.ts";
import { Sinusoids } from "./sinusoids.ts";

/** A wave at bin `k` of 128 in each row with its own size and phase, over white noise. */
function rows(k: number, sizes: readonly number[], level: number, seed = 7): Series {
  const series = new Series(sizes.length);
  const speckle = sizes.map((_, row) => noise(seed + row, 64, level));
  for (let n = 0; n < 64; n++) {
    sizes.forEach((size, row) => {
      series.put(row, Math.round(size * Math.cos((2 * Math.PI * k * n) / 128 + row)) + speckle[row]![n]!);
    });
    series.advance();
  }
  return series;
}

function together(series: Series, floor = 0): Int16Array {
  const [sinusoids, evidence] = [new Sinusoids(), new Int16Array(BREATH_BINS)];
  sinusoids.whiten(series, floor);
  for (const odd of [0, 1]) {
    sinusoids.firstTwo(series, odd);
    sinusoids.third(series, odd, evidence);
  }
  return evidence;
}

function apart(series: Series): Int32Array {
  const [sinusoids, evidence] = [new Sinusoids(), new Int32Array(BREATH_BINS)];
  for (const odd of [0, 1]) sinusoids.apart(series, 1, 1, 256, odd, evidence);
  return evidence;
}

const peak = (evidence: Int16Array | Int32Array) => evidence.indexOf(Math.max(...evidence)) + FIRST_BIN;

describe("evidence", () => {
  it.each([5, 12, 13, 30, 57])("peaks at bin %i, in three rows together and in two apart", (k) => {
    expect(peak(together(rows(k, [900, 300, 500], 200)))).toBe(k);
    expect(peak(apart(rows(k, [900, 300], 200)))).toBe(k);
  });

  it("finds a line in a weak row under a strong row's sway", () => {
    const series = rows(20, [0, 0, 60], 20);
    const sway = noise(3, 64, 3000);
    for (let n = 0; n < 64; n++) {
      const z = series.at(2, 0);
      series.put(0, sway[n]!);
      series.put(1, sway[n]! >> 1);
      series.put(2, z);
      series.advance();
    }
    expect(peak(together(series))).toBe(20);
  });

  it("is the exact likelihood ratio of one row, within 1/20 of a doubling", () => {
    const series = rows(16, [400, 0], 300);
    let [re, im, energy] = [0, 0, 0];
    for (let n = 0; n < 64; n++) {
      const x = series.at(0, n);
      re += x * Math.cos((2 * Math.PI * 16 * n) / 128);
      im += x * Math.sin((2 * Math.PI * 16 * n) / 128);
      energy += x * x;
    }
    const share = (re * re + im * im) / 32 / energy;
    const evidence = new Int32Array(BREATH_BINS);
    new Sinusoids().apart(series, 1, 1, 0, 0, evidence);
    expect(evidence[16 - FIRST_BIN]! / 1024).toBeCloseTo(-Math.log2(1 - 0.98 * share), 1);
  });

  it("does not depend on the rows' units", () => {
    const [small, large] = [rows(14, [40, 20, 30], 20), rows(14, [4000, 2000, 3000], 2000)];
    expect(peak(together(small))).toBe(peak(together(large)));
    expect(Math.max(...together(small)) / Math.max(...together(large))).toBeCloseTo(1, 0);
  });

  it("is none where nothing moves, where noise is all there is left to say, and where rows are alike", () => {
    expect(Math.max(...together(new Series(3)))).toBe(0);
    expect(Math.max(...apart(new Series(2)))).toBe(0);
    expect(Math.max(...together(rows(12, [2, 2, 2], 0), 40_000))).toBeLessThan(60);
    const alike = new Series(3);
    const x = noise(5, 64, 4000);
    for (let n = 0; n < 64; n++) {
      for (let row = 0; row < 3; row++) alike.put(row, x[n]!);
      alike.advance();
    }
    expect(Math.max(...together(alike))).toBeLessThan(2048);
  });
});
