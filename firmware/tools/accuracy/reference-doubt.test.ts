import { expect, it } from "vitest";
import type { HeartWindow } from "./play.ts";
import { clockShift, dips, shifted } from "./reference-doubt.ts";

it("takes a sudden fall with a way back for a dip, a slow or a lasting one not", () => {
  const missed = [150, 150, 142, 143, 142, 150, 151];
  expect(dips(missed)).toEqual([false, false, true, true, true, false, false]);
  expect(dips([150, 147, 144, 141, 144, 147, 150]).some(Boolean)).toBe(false);
  expect(dips([150, 142, ...new Array<number>(20).fill(142), 150]).some(Boolean)).toBe(false);
});

it("finds a clock that is late or early, and none where nothing is gained", () => {
  const truth = (i: number) => 120 + 20 * Math.sin(i / 6);
  const windows = (late: number) =>
    Array.from({ length: 100 }, (_, i): HeartWindow => {
      return { endMs: 8000 + 2000 * i, bpm: truth(i), rate: truth(i - late), confidence: 95, intensity: 9 };
    });
  const none = new Array<boolean>(100).fill(false);
  for (const late of [-3, 0, 4]) expect(clockShift(windows(late), none)).toBe(late);
  expect(shifted(windows(4), none, 4)).toHaveLength(96);
  expect(shifted(windows(0), none.with(3, true), 0)).toHaveLength(99);
});
