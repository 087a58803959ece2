import { expect, it } from "vitest";
import { scoreBeats } from "./beat-score.ts";

/** R peaks with a sinus arrhythmia, ms. */
const PEAKS = Array.from({ length: 200 }, (_, n) => n * 800 + 150 * Math.sin(n));

function beatsAt(times: number[]): { ms: number; interval: number }[] {
  return times.map((ms, i) => ({ ms, interval: i === 0 ? 0 : ms - times[i - 1]! }));
}

it("takes the delay off, however long, even where it drifts", () => {
  for (const delay of [40, 330, 700, 950]) {
    const score = scoreBeats("r", beatsAt(PEAKS.map((ms, n) => ms + delay + n)), PEAKS);
    expect(score).toMatchObject({ sensitivity: 1, intervals: 1, falseShare: 0 });
    expect(score.maeMs).toBeCloseTo(1, 5);
  }
});

it("counts the missed, the false and the intervals that both spoil", () => {
  const times = PEAKS.map((ms) => ms + 300);
  const missed = times.filter((_, n) => n % 20 !== 10);
  const without = scoreBeats("r", beatsAt(missed), PEAKS);
  expect(without.sensitivity).toBeCloseTo(0.95, 1);
  expect(without.intervals).toBeCloseTo(0.9, 1);
  const extra = [...times, ...times.filter((_, n) => n % 10 === 5).map((ms) => ms + 400)].sort(
    (a, b) => a - b,
  );
  const more = scoreBeats("r", beatsAt(extra), PEAKS);
  expect(more.falseShare).toBeCloseTo(0.1 / 1.1, 1);
  expect(more.sensitivity).toBe(1);
});

it("leaves out intervals that the kernel does not vouch for", () => {
  const beats = beatsAt(PEAKS.map((ms) => ms + 300)).map((beat, n) =>
    n % 2 === 0 ? beat : { ...beat, interval: 0 },
  );
  const score = scoreBeats("r", beats, PEAKS);
  expect(score.sensitivity).toBe(1);
  expect(score.intervals).toBeCloseTo(0.5, 1);
});
