import { describe, expect, it } from "vitest";
import { readBelt } from "./belt.ts";
import { annotated, rateIn, scoreBreaths } from "./breath-score.ts";

const every = (ms: number) => Array.from({ length: 60 }, (_, n) => n * ms);

describe("breaths", () => {
  it("counts whole intervals in 32 s", () => {
    expect(rateIn(every(4000), 100_000)).toBe(15);
    expect(rateIn([1000, 5000], 32_000)).toBeNull();
  });

  it("has a reference only where both annotators agree", () => {
    expect(annotated([every(4000), every(4200)])(100_000)).toBeCloseTo(14.64, 1);
    expect(annotated([every(4000), every(2000)])(100_000)).toBeNull();
  });

  it("scores from 32 s on, silence as coverage or as the last rate", () => {
    const said = (confidence: number) =>
      [10_000, 40_000, 42_000].map((endMs) => ({
        endMs,
        rate: 16,
        confidence: endMs === 42_000 ? 80 : confidence,
      }));
    const truth = annotated([every(4000), every(4000)]);
    expect(scoreBreaths("r", said(0), truth, true)).toEqual({ name: "r", maePerMin: 1, coverage: 0.5 });
    expect(scoreBreaths("r", said(0), truth, false)).toEqual({ name: "r", maePerMin: 1, coverage: 1 });
  });

  it("reads a swaying, noisy belt twice alike", () => {
    const belt = Int16Array.from({ length: 1200 }, (_, n) =>
      Math.round(900 * Math.sin((2 * Math.PI * 14 * n) / 600) + 2 * n + 120 * Math.sin(n * 2.3)),
    );
    const [peaks, rises] = readBelt(belt, 10);
    expect([peaks.length, rises.length]).toEqual([28, 27]);
    expect(annotated([peaks, rises])(100_000)).toBeCloseTo(14, 0);
  });
});
