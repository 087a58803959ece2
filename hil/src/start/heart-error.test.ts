import { expect, test } from "vitest";
import { type Estimate, HeartScore } from "./heart-error.ts";

const windows = [8, 10, 12, 14].map((s) => ({ endMs: s * 1000, bpm: 100 }));

function score(estimates: Estimate[]) {
  const heart = new HeartScore();
  heart.add(windows, estimates);
  return heart.result();
}

test("scores the last estimate given at or before the end of a window, never a later one", () => {
  const estimates = [
    { atMs: 8000, bpm: 104, confidence: 80 },
    { atMs: 10_001, bpm: 100, confidence: 80 },
    { atMs: 13_000, bpm: 92, confidence: 80 },
  ];
  expect(score(estimates)).toEqual({ windows: 4, coverage: 1, maeBpm: 4, within5: 0.75 });
});

test("silence costs coverage, not accuracy", () => {
  const estimates = [
    { atMs: 9000, bpm: 100, confidence: 90 },
    { atMs: 11_000, bpm: 30, confidence: 0 },
  ];
  expect(score(estimates)).toEqual({ windows: 4, coverage: 0.25, maeBpm: 0, within5: 1 });
});

test("says null, not zero, where nothing could be scored", () => {
  expect(new HeartScore().result()).toEqual({ windows: 0, coverage: null, maeBpm: null, within5: null });
  expect(score([])).toEqual({ windows: 4, coverage: 0, maeBpm: null, within5: null });
});
