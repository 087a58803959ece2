import { describe, expect, test } from "vitest";
import { type DogOptions, VirtualDog } from "./dog.ts";
import { FULL_SCALE } from "./optics.ts";
import type { Segment } from "./plan.ts";

/** PPG channels and acceleration, 6 columns, of `seconds`. */
function wear(script: readonly Segment[], seconds: number, options: Partial<DogOptions> = {}) {
  const dog = new VirtualDog({ seed: 1, ...options, script });
  const columns = Array.from({ length: 6 }, () => [] as number[]);
  const out = new Int32Array(6);
  for (let i = 0; i < seconds * 50; i++) {
    dog.next(out);
    for (let c = 0; c < 6; c++) columns[c]!.push(out[c]!);
  }
  return { dog, columns };
}

const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
const range = (list: readonly number[]) => Math.max(...list) - Math.min(...list);
/** Median over windows of 1.5 s of the swing in them. */
function swing(list: readonly number[]): number {
  const swings: number[] = [];
  for (let at = 250; at + 75 <= list.length; at += 75) swings.push(range(list.slice(at, at + 75)));
  return swings.sort((a, b) => a - b)[swings.length >> 1]!;
}

describe("the sensor's levels", () => {
  test("at rest as real green sensors: tens of thousands of counts, a pulse of 0.5 to 2 %", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { columns } = wear([{ doing: "rest", seconds: 1000 }], 120, { seed, ppgChannels: 3 });
      for (const ppg of columns.slice(0, 3)) {
        expect(mean(ppg), `seed ${seed}`).toBeGreaterThan(30_000);
        expect(mean(ppg), `seed ${seed}`).toBeLessThan(52_000);
        expect(swing(ppg) / mean(ppg), `seed ${seed}`).toBeGreaterThan(0.005);
        expect(swing(ppg) / mean(ppg), `seed ${seed}`).toBeLessThan(0.02);
      }
    }
  });

  test("absent channels are 0", () => {
    const { columns } = wear([{ doing: "rest", seconds: 10 }], 10, { ppgChannels: 1 });
    expect(mean(columns[0]!)).toBeGreaterThan(0);
    expect(range(columns[1]!) + range(columns[2]!) + columns[1]![0]! + columns[2]![0]!).toBe(0);
  });

  test("light falls with every beat: averaged over beats, the trough comes 0.15 to 0.4 s after R", () => {
    const { dog, columns } = wear([{ doing: "rest", seconds: 1000 }], 300);
    const average = new Float64Array(30);
    for (const beat of dog.truth.beats.slice(5, -5)) {
      const at = Math.round(beat / 20);
      for (let i = 0; i < 30; i++) average[i]! += columns[0]![at + i]! - columns[0]![at]!;
    }
    const trough = average.indexOf(Math.min(...average)) * 0.02;
    expect(trough).toBeGreaterThanOrEqual(0.15);
    expect(trough).toBeLessThanOrEqual(0.4);
    // The way down is quicker than the way back: the systolic edge is the steepest.
    const steps = [...average.slice(1)].map((value, i) => value - average[i]!);
    expect(-Math.min(...steps)).toBeGreaterThan(1.5 * Math.max(...steps));
  });
});

describe("what comes between skin and sensor", () => {
  test("motion reaches the PPG through the axes, later: a gallop correlates with a lagged axis", () => {
    const { columns } = wear([{ doing: "gallop", seconds: 1000 }], 60);
    const quiet = wear([{ doing: "rest", seconds: 1000 }], 60);
    expect(swing(columns[0]!)).toBeGreaterThan(2 * swing(quiet.columns[0]!));
    // Correlation with the best of 0…10 samples of lag over the axes, in windows of 4 s because the coupling wanders.
    let best = 0;
    for (let axis = 3; axis < 6; axis++) {
      for (let lag = 0; lag <= 10; lag++) {
        const a = columns[axis]!.slice(1000 - lag, 1200 - lag);
        const p = columns[0]!.slice(1000, 1200);
        const [ma, mp] = [mean(a), mean(p)];
        const cov = mean(a.map((value, i) => (value - ma) * (p[i]! - mp)));
        const scale = Math.sqrt(
          mean(a.map((value) => (value - ma) ** 2)) * mean(p.map((value) => (value - mp) ** 2)),
        );
        best = Math.max(best, Math.abs(cov / scale));
      }
    }
    expect(best).toBeGreaterThan(0.6);
  });

  test("poor contact: less light, a small pulse, more noise; good again afterwards", () => {
    const script = [
      { doing: "rest", seconds: 30 },
      { doing: "poor-contact", seconds: 30 },
      { doing: "rest", seconds: 30 },
    ] as const;
    const { columns, dog } = wear(script, 90);
    const part = (from: number) => columns[0]!.slice((from + 3) * 50, (from + 30) * 50);
    const rough = (list: readonly number[]) =>
      mean(list.slice(1).map((value, i) => Math.abs(value - list[i]!)));
    expect(mean(part(30))).toBeLessThan(0.9 * mean(part(0)));
    expect(rough(part(30))).toBeGreaterThan(1.5 * rough(part(0)));
    expect(Math.abs(mean(part(60)) / mean(part(0)) - 1)).toBeLessThan(0.08);
    expect(dog.contact).toBe("good");
  });

  test("off: ambient light only, no pulse; the sensor cools to the room", () => {
    const { columns, dog } = wear(
      [
        { doing: "rest", seconds: 10 },
        { doing: "collar-off", seconds: 900 },
      ],
      900,
    );
    const off = columns[0]!.slice(20 * 50);
    expect(mean(off)).toBeLessThan(2000);
    expect(range(off)).toBeLessThan(120);
    expect(dog.contact).toBe("off");
    expect(dog.skinCelsius).toBeLessThan(25);
    // The heart goes on all the same.
    expect(dog.heart().at(-1)!.endMs).toBeGreaterThan(890_000);
  });

  test("saturated: pinned to full scale", () => {
    const { columns } = wear([{ doing: "saturated", seconds: 100 }], 20);
    const pinned = columns[0]!.filter((value) => value === FULL_SCALE).length / columns[0]!.length;
    expect(pinned).toBeGreaterThan(0.95);
  });

  test("a segment may override the contact", () => {
    const { columns, dog } = wear([{ doing: "walk", seconds: 100, contact: "off" }], 20);
    expect(mean(columns[0]!.slice(250))).toBeLessThan(2000);
    expect(dog.doing).toBe("walk");
    expect(dog.strides).toBe(0);
  });
});
