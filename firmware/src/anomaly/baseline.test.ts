import { describe, expect, it } from "vitest";
import { Baselines } from "./baseline.ts";

describe("a baseline", () => {
  it("goes from the guess to the animal's own within a few days of hours", () => {
    const baselines = new Baselines(2);
    baselines.guess(1, 9567, 300);
    for (let hour = 0; hour < 60; hour++) baselines.learn(1, 9800 + (hour % 3) * 20);
    expect(Math.abs(baselines.level(1) - 9820)).toBeLessThan(30);
    expect(baselines.level(0)).toBe(0);
  });

  it("learns its spread, and measures departures in it", () => {
    const baselines = new Baselines(1);
    baselines.guess(0, 1000, 300);
    for (let hour = 0; hour < 400; hour++) baselines.learn(0, hour & 1 ? 1040 : 960);
    // Mean absolute deviation 40: a standard deviation of 50.
    expect(baselines.departure(0, 1100, 1)).toBeGreaterThan(28);
    expect(baselines.departure(0, 1100, 1)).toBeLessThan(36);
    expect(baselines.departure(0, 900, 1)).toBeLessThan(-28);
    expect(baselines.departure(0, 1100, 200)).toBeLessThan(9);
  });

  it("is moved little by a bad day", () => {
    const baselines = new Baselines(1);
    baselines.guess(0, 1000, 300);
    for (let hour = 0; hour < 400; hour++) baselines.learn(0, hour & 1 ? 1040 : 960);
    for (let hour = 0; hour < 10; hour++) baselines.learn(0, 8000);
    expect(baselines.level(0)).toBeLessThan(1030);
  });

  it("comes back from a reset, and what cannot be true does not", () => {
    const learnt = new Baselines(2);
    learnt.guess(0, 1000, 300);
    learnt.guess(1, 2000, 100);
    for (let hour = 0; hour < 50; hour++) learnt.learn(0, 1200);
    const kept = new Int32Array(6);
    learnt.save(kept, 0);
    kept[3] = -5;
    const anew = new Baselines(2);
    anew.guess(0, 500, 300);
    anew.guess(1, 2222, 100);
    anew.load(kept, 0);
    expect(anew.level(0)).toBe(learnt.level(0));
    expect(anew.hours(0)).toBe(50);
    expect(anew.level(1)).toBe(2222);
  });
});
