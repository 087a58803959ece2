import { describe, expect, test } from "vitest";
import type { ConditionName } from "./condition.ts";
import { type DogOptions, VirtualDog } from "./dog.ts";
import type { Doing } from "./doing.ts";

const out = new Int32Array(6);

/** Lives `seconds` and forgets nothing. */
function live(options: DogOptions, seconds: number): VirtualDog {
  const dog = new VirtualDog(options);
  for (let i = 0; i < seconds * 50; i++) dog.next(out);
  return dog;
}

const doing = (what: Doing, seconds = 1000) => [{ doing: what, seconds }];
const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
const sdnn = (rr: readonly number[]) => Math.sqrt(mean(rr.map((value) => (value - mean(rr)) ** 2)));
const rmssd = (rr: readonly number[]) =>
  Math.sqrt(mean(rr.slice(1).map((value, i) => (value - rr[i]!) ** 2)));

/** Intervals once the start has settled. */
function settled(options: DogOptions, seconds = 600): number[] {
  const dog = live(options, seconds);
  return dog.truth.intervals().filter((_, i) => dog.truth.beats[i]! > 60_000);
}

const SEEDS = [11, 12, 13, 14];

describe("the heart asleep", () => {
  const dogs = SEEDS.map((seed) => live({ seed, script: doing("sleep") }, 900));

  test("varies as healthy dogs do: RMSSD 187 ± 74 ms, SDNN 180 ± 67 ms (Hasegawa et al. 2024, fvets.2024.1386425)", () => {
    for (const dog of dogs) {
      const rr = dog.truth.intervals().slice(60);
      expect(rmssd(rr), dog.name).toBeGreaterThan(187 - 74);
      expect(rmssd(rr), dog.name).toBeLessThan(187 + 74);
      expect(sdnn(rr), dog.name).toBeGreaterThan(180 - 67);
      expect(sdnn(rr), dog.name).toBeLessThan(180 + 67);
    }
  });

  test("lengthens in expiration: the longest interval of a breath is 20 to 140 % above its shortest, at the median", () => {
    for (const { truth, name } of dogs) {
      const ratios: number[] = [];
      for (let b = 20; b + 1 < truth.breaths.length; b++) {
        const [from, to] = [truth.breaths[b]!, truth.breaths[b + 1]!];
        const rr = truth
          .intervals()
          .filter((_, i) => truth.beats[i + 1]! > from && truth.beats[i + 1]! <= to);
        if (rr.length >= 3) ratios.push(Math.max(...rr) / Math.min(...rr));
      }
      const median = ratios.sort((a, b) => a - b)[ratios.length >> 1]!;
      expect(median, name).toBeGreaterThan(1.2);
      expect(median, name).toBeLessThan(2.4);
    }
  });

  test("breathes about 13 times a minute, never above 23 on average (Rishniw 2012)", () => {
    for (const { truth, name } of dogs) {
      const perMinute = truth.breaths.filter((ms) => ms > 60_000).length / 14;
      expect(perMinute, name).toBeGreaterThan(11);
      expect(perMinute, name).toBeLessThan(15);
    }
  });
});

describe("the rate follows what the animal does", () => {
  test.each<[Doing, number, number]>([
    ["sleep", 55, 75],
    ["rest", 70, 90],
    ["walk", 95, 125],
    ["pant", 100, 130],
    ["trot", 135, 165],
    ["gallop", 180, 220],
  ])("%s: %i to %i bpm for a 20 kg dog", (what, low, high) => {
    for (const seed of SEEDS) {
      const bpm = 60_000 / mean(settled({ seed, script: doing(what) }, 240));
      expect(bpm, `seed ${seed}`).toBeGreaterThan(low);
      expect(bpm, `seed ${seed}`).toBeLessThan(high);
    }
  });

  test.each([
    [40, 60, 85],
    [5, 90, 120],
    [2, 140, 180],
  ])("at rest a dog of %i kg beats %i to %i times a minute", (weightKg, low, high) => {
    const bpm = 60_000 / mean(settled({ seed: 5, weightKg, script: doing("rest") }, 240));
    expect(bpm).toBeGreaterThan(low);
    expect(bpm).toBeLessThan(high);
  });

  test("sinus arrhythmia fades with effort", () => {
    const variability = (["sleep", "rest", "walk", "trot"] as const).map((what) =>
      rmssd(settled({ seed: 3, script: doing(what) })),
    );
    expect(variability[0]).toBeGreaterThan(1.5 * variability[1]!);
    expect(variability[1]).toBeGreaterThan(3 * variability[2]!);
    expect(variability[2]).toBeGreaterThan(1.3 * variability[3]!);
  });

  test("the vagus lets go within seconds, the sympathetic takes half a minute, recovery longer", () => {
    const dog = new VirtualDog({
      seed: 8,
      script: [...doing("rest", 120), ...doing("trot", 120), ...doing("rest", 600)],
    });
    const at = (second: number) => {
      while (dog.nowMs < second * 1000) dog.next(out);
      return dog.rateBpm;
    };
    const [before, soon, later, end] = [at(119), at(125), at(135), at(239)];
    expect(soon - before).toBeGreaterThan(0.3 * (end - before));
    expect(end - soon).toBeGreaterThan(0.2 * (end - before));
    expect(later).toBeGreaterThan(soon);
    // Half a minute after the trot the heart is still well above rest, after five minutes no more.
    expect(at(265)).toBeGreaterThan(before + 0.1 * (end - before));
    expect(mean([at(540), at(543), at(547), at(551), at(556)])).toBeLessThan(before + 20);
  });

  test("a day's mean lies in the 64 to 119 bpm of 130 Holter recordings (Moïse et al. 2020)", () => {
    const dog = new VirtualDog({ seed: 21, profile: "day", startMs: 0 });
    for (let i = 0; i < 24 * 3600 * 50; i++) dog.next(out);
    const bpm = mean(dog.heart().map((window) => window.bpm));
    expect(dog.heart().length).toBeGreaterThan(43_000);
    expect(bpm).toBeGreaterThan(64);
    expect(bpm).toBeLessThan(119);
  });
});

describe("the truth agrees with itself", () => {
  test("windows are the beats' own rate over the 8 s before, every 2 s", () => {
    const dog = live({ seed: 31 }, 400);
    const { beats } = dog.truth;
    expect(dog.heart().map((window) => window.endMs)).toEqual(
      Array.from({ length: 196 }, (_, i) => 8000 + 2000 * i),
    );
    for (const { endMs, bpm } of dog.heart()) {
      const within = beats.filter((ms) => ms > endMs - 8000 && ms <= endMs);
      expect(bpm).toBeCloseTo((60_000 * (within.length - 1)) / (within.at(-1)! - within[0]!), 9);
    }
  });

  test("the pacemaker's rate, averaged, is the beats' rate", () => {
    const dog = new VirtualDog({ seed: 32, script: doing("rest") });
    let cycles = 0;
    for (let i = 0; i < 600 * 50; i++) {
      dog.next(out);
      cycles += dog.rateBpm / 3000;
    }
    expect(Math.abs(dog.truth.beats.length - cycles)).toBeLessThan(0.01 * cycles);
  });
});

describe("what can be the matter", () => {
  const rr = (condition: ConditionName, what: Doing = "rest") =>
    settled({ seed: 41, condition, script: doing(what) });

  test("bradycardia and tachycardia", () => {
    expect(60_000 / mean(rr("bradycardia"))).toBeLessThan(50);
    expect(60_000 / mean(rr("tachycardia"))).toBeGreaterThan(120);
  });

  test("fibrillation is fast and irregular without a pattern", () => {
    const intervals = rr("fibrillation");
    const m = mean(intervals);
    expect(60_000 / m).toBeGreaterThan(110);
    expect(sdnn(intervals) / m).toBeGreaterThan(0.12);
    const product = mean(intervals.slice(1).map((value, i) => (value - m) * (intervals[i]! - m)));
    expect(Math.abs(product / sdnn(intervals) ** 2)).toBeLessThan(0.15);
  });

  test("ectopic beats come early and are paid back by a pause", () => {
    const dog = live({ seed: 42, condition: "ectopic", script: doing("rest") }, 600);
    const { beats, ectopic } = dog.truth;
    expect(ectopic.length).toBeGreaterThan(30);
    const at = ectopic.map((ms) => beats.indexOf(ms)).filter((i) => i > 0 && i + 1 < beats.length);
    const early = mean(at.map((i) => beats[i]! - beats[i - 1]!));
    const pause = mean(at.map((i) => beats[i + 1]! - beats[i]!));
    expect(early).toBeLessThan(0.7 * mean(dog.truth.intervals()));
    expect(pause).toBeGreaterThan(1.2 * mean(dog.truth.intervals()));
  });

  test("block leaves beats out", () => {
    const intervals = rr("block");
    const long = intervals.filter((value) => value > 1.6 * mean(intervals)).length / intervals.length;
    expect(long).toBeGreaterThan(0.03);
    expect(rr("healthy").filter((value) => value > 1.6 * mean(intervals))).toEqual([]);
  });

  test("breathless: asleep above 30 breaths a minute", () => {
    const dog = live({ seed: 43, condition: "breathless", script: doing("sleep") }, 300);
    expect(dog.truth.breaths.filter((ms) => ms > 60_000).length / 4).toBeGreaterThan(30);
  });

  test("heat: a core above 41.5 °C, where a healthy dog stays below 39.2 at rest", () => {
    expect(live({ seed: 44, condition: "heat", script: doing("rest") }, 60).coreCelsius).toBeGreaterThan(
      41.5,
    );
    expect(live({ seed: 44, script: doing("rest") }, 60).coreCelsius).toBeLessThan(39.2);
  });
});
