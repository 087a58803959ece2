import { describe, expect, it } from "vitest";
import { Modulation } from "./modulation.ts";
import { samplesOf } from "./testdata/sleeper.ts";

function play(light: readonly number[]): Modulation {
  const modulation = new Modulation();
  for (const value of light) modulation.sample(value);
  return modulation;
}

/** Size of a row's wave at a rate, by its Fourier sum. */
function size(modulation: Modulation, row: number, perMinute: number): number {
  let [re, im] = [0, 0];
  for (let i = 0; i < 64; i++) {
    const angle = 2 * Math.PI * (perMinute / 60) * 0.44 * i;
    re += modulation.series.at(row, i) * Math.cos(angle);
    im += modulation.series.at(row, i) * Math.sin(angle);
  }
  return Math.hypot(re, im) / 32;
}

const breath = { rate: () => 15, pulse: 400, bpm: 110, seconds: 60, noise: 2 };

describe("modulation", () => {
  it("shows the level's breath in row 0 and the interval's in row 1", () => {
    const level = play(samplesOf({ ...breath, level: 80 }).map((s) => s[0]!));
    const sinus = play(samplesOf({ ...breath, sinus: 0.2 }).map((s) => s[0]!));
    expect(size(level, 0, 15)).toBeGreaterThan(5 * size(level, 0, 23));
    expect(size(sinus, 1, 15)).toBeGreaterThan(5 * size(sinus, 1, 23));
    expect(size(sinus, 1, 15)).toBeGreaterThan(5 * size(level, 1, 15));
  });

  it("runs at one value in 0.44 s, two pulses late at most", () => {
    const modulation = play(samplesOf({ ...breath, seconds: 20 }).map((s) => s[0]!));
    expect(modulation.series.filled).toBeGreaterThan((20 - 6) / 0.44);
    expect(modulation.series.filled).toBeLessThan(20 / 0.44);
  });

  it("holds nothing after 14 s without a pulse, and little after a gap", () => {
    const light = samplesOf({ ...breath, seconds: 40 }).map((s) => s[0]!);
    expect(play([...light, ...new Array<number>(750).fill(40_000)]).series.filled).toBe(0);
    const modulation = play(light);
    modulation.restart();
    expect(modulation.series.filled).toBe(0);
  });
});
