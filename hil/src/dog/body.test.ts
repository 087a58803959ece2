import { describe, expect, test } from "vitest";
import { VirtualDog } from "./dog.ts";
import type { Doing } from "./doing.ts";

const SECONDS = 60;

/** Acceleration of a minute of `doing`, after 5 s; the animal too. */
function move(doing: Doing, seed: number, weightKg = 20): { axes: number[][]; dog: VirtualDog } {
  const dog = new VirtualDog({ seed, weightKg, script: [{ doing, seconds: 1000 }] });
  const out = new Int32Array(6);
  const axes: number[][] = [[], [], []];
  for (let i = 0; i < (SECONDS + 5) * 50; i++) {
    dog.next(out);
    if (i >= 250) for (let a = 0; a < 3; a++) axes[a]!.push(out[3 + a]!);
  }
  return { axes, dog };
}

/** Power of all axes together at `hz`: discrete Fourier sum over the mean-free signal. */
function power(axes: readonly number[][], hz: number): number {
  let sum = 0;
  for (const axis of axes) {
    const mean = axis.reduce((total, value) => total + value, 0) / axis.length;
    let re = 0;
    let im = 0;
    axis.forEach((value, i) => {
      re += (value - mean) * Math.cos((2 * Math.PI * hz * i) / 50);
      im += (value - mean) * Math.sin((2 * Math.PI * hz * i) / 50);
    });
    sum += re * re + im * im;
  }
  return sum;
}

/** Frequency of the strongest line from 0.1 to 12 Hz. */
function peakHz(axes: readonly number[][]): number {
  let best = 0;
  let at = 0;
  for (let hz = 0.1; hz < 12; hz += 0.02) {
    const here = power(axes, hz);
    if (here > best) {
      best = here;
      at = hz;
    }
  }
  return at;
}

describe("the neck moves in the animal's rhythm", () => {
  test.each<[Doing, number, number, number]>([
    // What the neck feels per stride: two nods, two bounces, one bound; the others have no strides.
    ["walk", 2, 1.2, 1.8],
    ["trot", 2, 2, 2.6],
    ["gallop", 1, 2.7, 3.4],
    ["scratch", 1, 4, 6],
    ["drink", 1, 2.8, 3.8],
  ])("%s: the strongest line stands at %i times a rhythm of %f to %f Hz", (doing, perCycle, low, high) => {
    for (const seed of [1, 2, 3]) {
      const { axes, dog } = move(doing, seed);
      expect(dog.rhythmHz).toBeGreaterThan(low);
      expect(dog.rhythmHz).toBeLessThan(high);
      expect(Math.abs(peakHz(axes) - perCycle * dog.rhythmHz), `seed ${seed}`).toBeLessThan(0.15);
    }
  });

  test("smaller dogs step faster (Heglund & Taylor 1988)", () => {
    expect(move("trot", 4, 3).dog.rhythmHz).toBeGreaterThan(1.15 * move("trot", 4, 30).dog.rhythmHz);
  });

  test("strides are counted", () => {
    const { dog } = move("trot", 5);
    expect(Math.abs(dog.strides - dog.rhythmHz * (SECONDS + 5))).toBeLessThan(4);
    expect(move("scratch", 5).dog.strides).toBe(0);
  });

  test("panting shows at 300 to 400 a minute, sleeping breath at a few mg", () => {
    expect(peakHz(move("pant", 6).axes)).toBeGreaterThan(5);
    expect(peakHz(move("pant", 6).axes)).toBeLessThan(6.7);
    const { axes, dog } = move("sleep", 6);
    const breath = dog.breathsPerMinute / 60;
    const strongest = Math.max(...[0.9, 0.95, 1, 1.05, 1.1].map((share) => power(axes, share * breath)));
    const amplitude = (2 * Math.sqrt(strongest)) / axes[0]!.length;
    expect(amplitude).toBeGreaterThan(0.5);
    expect(amplitude).toBeLessThan(10);
  });

  test("gravity is 1 g in every posture, and turns with it", () => {
    const still = (["sleep", "rest", "stand"] as const).map((doing) => {
      const { axes } = move(doing, 7);
      return axes.map((axis) => axis.reduce((sum, value) => sum + value, 0) / axis.length);
    });
    for (const g of still) expect(Math.abs(Math.hypot(...g) - 1000)).toBeLessThan(20);
    const [sleep, , stand] = still;
    expect(Math.hypot(...sleep!.map((value, axis) => value - stand![axis]!))).toBeGreaterThan(500);
  });

  test("off the neck nothing moves", () => {
    const { axes } = move("collar-off", 8);
    for (const axis of axes) expect(Math.max(...axis) - Math.min(...axis)).toBeLessThan(20);
  });

  test("a shake is the strongest motion, lasts as long as it does, and stays in the sensor's range", () => {
    const dog = new VirtualDog({
      seed: 9,
      script: [
        { doing: "shake", seconds: 2.5 },
        { doing: "stand", seconds: 60 },
      ],
    });
    const out = new Int32Array(6);
    const strength = Array.from({ length: 500 }, () => {
      dog.next(out);
      return Math.max(...out.subarray(3).map(Math.abs));
    });
    expect(Math.max(...strength.slice(0, 125))).toBeGreaterThan(2500);
    expect(Math.max(...strength)).toBeLessThanOrEqual(8000);
    expect(Math.max(...strength.slice(200))).toBeLessThan(1300);
  });
});
