import { describe, expect, it } from "vitest";
import { noise } from "../dsp/testdata/double.ts";
import { Pulses } from "./pulses.ts";
import { samplesOf } from "./testdata/sleeper.ts";

interface Pulse {
  time: number;
  interval: number;
  height: number;
}

function find(light: readonly number[]): Pulse[] {
  const pulses = new Pulses();
  const found: Pulse[] = [];
  for (const value of light) {
    if (pulses.sample(value) === 0) continue;
    found.push({ time: pulses.time / 16, interval: pulses.interval / 16, height: pulses.height });
  }
  return found;
}

const light = (bpm: number, pulse: number, speckle = 3) =>
  samplesOf({ rate: () => 15, bpm, pulse, noise: speckle, seconds: 60 }).map((sample) => sample[0]!);

describe("pulses", () => {
  it.each([
    [45, 300],
    [80, 300],
    [150, 40_000],
    [220, 300],
  ])("are found one by one at %i bpm, %i counts high", (bpm, height) => {
    const found = find(light(bpm, height));
    expect(Math.abs(found.length - bpm * (57.5 / 60))).toBeLessThan(0.03 * bpm + 2);
    const settled = found.slice(8);
    const mean = settled.reduce((sum, { interval }) => sum + interval, 0) / settled.length;
    expect(mean / (3000 / bpm)).toBeCloseTo(1, 1);
    for (const pulse of settled) {
      expect(Math.abs(pulse.interval - 3000 / bpm)).toBeLessThan(2);
      expect(pulse.height / height).toBeGreaterThan(0.6);
    }
  });

  it("are the same pulses upside down", () => {
    const upright = light(90, 300);
    const times = (found: Pulse[]) => found.slice(8).map(({ time }) => time);
    expect(times(find(upright.map((value) => 90_000 - value)))).toEqual(times(find(upright)));
  });

  it("are not doubled by the dicrotic wave", () => {
    const notched = light(70, 300, 1).map(
      (value, n, all) => value - 0.35 * (40_000 - (all[n - 17] ?? 40_000)) * -1,
    );
    expect(Math.abs(find(notched.map(Math.round)).length - 67)).toBeLessThan(4);
  });

  it("keep a wild interval within 0.6 … 1.6 of the usual", () => {
    const missing = light(80, 300).map((value, n) => (n > 1200 && n < 1260 ? 39_900 : value));
    for (const { interval } of find(missing).slice(8)) {
      expect(interval).toBeGreaterThan(0.58 * 37.5);
      expect(interval).toBeLessThan(1.62 * 37.5);
    }
  });

  it("survive rails, silence and every count", () => {
    const found = find([...noise(4, 3000, 25_000_000), ...new Array<number>(500).fill(0), ...light(80, 300)]);
    const last = found.slice(-20);
    for (const { interval } of last) expect(Math.abs(interval - 37.5)).toBeLessThan(2);
  });
});
