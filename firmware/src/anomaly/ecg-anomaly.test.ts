import { describe, expect, it } from "vitest";
import { DELAY, EcgAnomaly } from "./ecg-anomaly.ts";

const RATE = 128;

/** A beat of `width` s at R = 0: a QRS, and a T wave 0.25 s after it. */
function beat(t: number, width: number): number {
  return 1200 * Math.exp(-((t / width) ** 2)) + 150 * Math.exp(-(((t - 0.25) / 0.06) ** 2));
}

/** Scores of a made electrocardiogram: beats at the given seconds, wide ones at those of `wide`, a wandering baseline. */
function scores(seconds: number, beats: readonly number[], wide: readonly number[]): Int32Array {
  const anomaly = new EcgAnomaly();
  const out = new Int32Array(seconds * RATE);
  for (let n = 0; n < out.length + DELAY; n++) {
    const t = n / RATE;
    let x = 300 * Math.sin(0.8 * t);
    for (const at of beats) if (Math.abs(t - at) < 1) x += beat(t - at, wide.includes(at) ? 0.05 : 0.012);
    anomaly.sample(Math.round(x));
    if (n >= DELAY) out[n - DELAY] = anomaly.score;
  }
  return out;
}

function highest(of: Int32Array, from: number, to: number): number {
  return Math.max(...of.subarray(Math.round(from * RATE), Math.round(to * RATE)));
}

/** A beat every 0.8 s to 60 s. */
const REGULAR = Array.from({ length: 75 }, (_, i) => 0.4 + 0.8 * i);

describe("an electrocardiogram", () => {
  it("of regular beats is nothing unusual, nor is a slow wave of breathing in its intervals", () => {
    expect(highest(scores(60, REGULAR, []), 8, 59)).toBeLessThan(200);
    const breathing = REGULAR.map((at) => at + 0.05 * Math.sin(1.5 * at));
    expect(highest(scores(60, breathing, []), 8, 59)).toBeLessThan(256);
  });

  it("with tall T waves has no beat more for them", () => {
    const anomaly = new EcgAnomaly();
    let most = 0;
    for (let n = 0; n < 60 * RATE; n++) {
      const t = (n / RATE) % 0.8;
      anomaly.sample(Math.round(beat(t - 0.3, 0.012) + 450 * Math.exp(-(((t - 0.55) / 0.05) ** 2))));
      if (n > 10 * RATE) most = Math.max(most, anomaly.score);
    }
    expect(most).toBeLessThan(200);
  });

  it("with a beat that comes early is unusual from that beat on, and only there", () => {
    const early = REGULAR.map((at, i) => (i === 50 ? at - 0.25 : at));
    const of = scores(60, early, []);
    const at = early[50];
    expect(highest(of, at, at + 0.7)).toBeGreaterThan(256);
    expect(highest(of, at - 4, at - 0.1)).toBeLessThan(200);
    expect(highest(of, at + 2.5, 59)).toBeLessThan(200);
  });

  it("with a wide beat on time is unusual there", () => {
    const of = scores(60, REGULAR, [REGULAR[50]]);
    expect(highest(of, REGULAR[50], REGULAR[50] + 0.7)).toBeGreaterThan(256);
    expect(highest(of, 20, REGULAR[50] - 1)).toBeLessThan(200);
  });

  it("keeps its template while two of three beats are wide ones", () => {
    const wide = REGULAR.filter((_, i) => i > 30 && i % 3 !== 0);
    const of = scores(60, REGULAR, wide);
    for (const at of within(wide, 50, 59)) expect(highest(of, at, at + 0.6)).toBeGreaterThan(256);
    const normal = REGULAR.filter((at) => !wide.includes(at));
    // The window's deviation, 1 s, reaches over from the wide ones; the normal beat adds nothing of its own.
    const least = (at: number) =>
      Math.min(...of.subarray(Math.round((at + 0.1) * RATE), Math.round((at + 0.5) * RATE)));
    for (const at of within(normal, 50, 58)) expect(least(at)).toBeLessThan(512);
  });

  it("that is flat, or jumps between the ends, does not break it", () => {
    const anomaly = new EcgAnomaly();
    for (let n = 0; n < 20_000; n++) anomaly.sample(n < 5000 ? 0 : (n >> 5) & 1 ? 4_000_000 : -4_000_000);
    expect(anomaly.score).toBeGreaterThanOrEqual(0);
    expect(anomaly.score).toBeLessThanOrEqual(1792);
  });
});

/** Those within from … to seconds. */
function within(times: readonly number[], from: number, to: number): number[] {
  return times.filter((at) => at > from && at < to);
}
