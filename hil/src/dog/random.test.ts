import { describe, expect, test } from "vitest";
import { Random, Wander } from "./random.ts";

describe("seeded randomness", () => {
  test("one seed and stream give one sequence; either one changed gives another", () => {
    const draw = (seed: number, stream: string) => {
      const random = new Random(seed, stream);
      return Array.from({ length: 8 }, () => random.next());
    };
    expect(draw(5, "heart")).toEqual(draw(5, "heart"));
    expect(draw(6, "heart")).not.toEqual(draw(5, "heart"));
    expect(draw(5, "breath")).not.toEqual(draw(5, "heart"));
  });

  test("is uniform: each of 16 bins within 5 deviations of its share", () => {
    const random = new Random(1, "uniform");
    const bins = new Int32Array(16);
    for (let i = 0; i < 160_000; i++) bins[Math.floor(random.next() * 16)]!++;
    for (const count of bins)
      expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(10_000 * (15 / 16)));
  });

  test("is normal: mean, deviation and the share beyond 2 deviations", () => {
    const random = new Random(2, "normal");
    const n = 100_000;
    let sum = 0;
    let squares = 0;
    let beyond = 0;
    for (let i = 0; i < n; i++) {
      const x = random.normal();
      sum += x;
      squares += x * x;
      if (Math.abs(x) > 2) beyond++;
    }
    expect(Math.abs(sum / n)).toBeLessThan(0.016);
    expect(Math.abs(squares / n - 1)).toBeLessThan(0.023);
    expect(beyond / n).toBeCloseTo(0.0455, 2);
  });

  test("wanders with its deviation and forgets with its time constant", () => {
    const wander = new Wander(new Random(3, "wander"), 2, 1, 0.1);
    const values = Array.from({ length: 200_000 }, () => wander.step());
    const product = (lag: number) =>
      values.slice(lag).reduce((sum, value, i) => sum + value * values[i]!, 0) / (values.length - lag);
    expect(Math.sqrt(product(0))).toBeCloseTo(2, 1);
    expect(product(10) / product(0)).toBeCloseTo(Math.exp(-1), 1);
  });
});
