import { describe, expect, test } from "vitest";
import { requires } from "../require.ts";
import { findRecordings } from "./find.ts";
import { openRecording } from "./recording.ts";

const need = requires("recordings");

describe.skipIf(need.skip)(`the real recordings${need.why}`, () => {
  test("open without a warning, carry signal and, within their length, a reference", async () => {
    const listed = await findRecordings(need.path);
    expect(listed.length).toBeGreaterThan(0);
    // One of each set: the whole collection is the accuracy run's business.
    const sets = new Map(listed.map((one) => [one.set, one]));
    const out = new Int32Array(6);
    for (const { path } of sets.values()) {
      const recording = await openRecording(path);
      expect(recording.warnings.list, path).toEqual([]);
      const seen = new Set<number>();
      let samples = 0;
      while (recording.next(out)) {
        seen.add(out[0]!);
        samples++;
      }
      expect(samples).toBe(recording.seconds * 50);
      expect(seen.size, path).toBeGreaterThan(100);
      const heart = recording.heart();
      expect(heart.length, path).toBeGreaterThan(recording.seconds / 4);
      expect(
        heart.every(({ endMs, bpm }) => endMs <= recording.seconds * 1000 && bpm > 30 && bpm < 250),
        path,
      ).toBe(true);
    }
  });
});
