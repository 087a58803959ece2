import { expect, it } from "vitest";
import { RobustRate } from "./robust-rate.ts";

function minute(...estimates: [rate: number, confidence: number][]): { rate: number; confidence: number } {
  const robust = new RobustRate();
  for (const [rate, confidence] of estimates) robust.add(rate, confidence);
  robust.take();
  return { rate: robust.rate, confidence: robust.confidence };
}

it("is the mean by confidence of agreeing estimates", () => {
  expect(minute([800, 50], [820, 50])).toEqual({ rate: 810, confidence: 50 });
  expect(minute([800, 90], [820, 30])).toEqual({ rate: 805, confidence: 60 });
});

it("is not pulled along by a short lock on the wrong rhythm", () => {
  const good: [number, number][] = Array.from({ length: 22 }, (_, i) => [900 + (i % 3), 80]);
  const wrong: [number, number][] = Array.from({ length: 8 }, () => [1800, 99]);
  expect(minute(...wrong, ...good).rate).toBe(901);
});

it("lets confidence outvote number", () => {
  expect(minute([700, 10], [705, 10], [710, 10], [1200, 95]).rate).toBe(1200);
});

it("abstains when all abstained, and counts them", () => {
  expect(minute([800, 0], [900, 0])).toEqual({ rate: 0, confidence: 0 });
  expect(minute()).toEqual({ rate: 0, confidence: 0 });
  expect(minute([800, 90], [0, 0], [0, 0])).toEqual({ rate: 800, confidence: 30 });
});

it("forgets the minute taken and survives more estimates than a minute has", () => {
  const robust = new RobustRate();
  for (let i = 0; i < 100; i++) robust.add(3000 - i, 100);
  robust.take();
  expect(robust.rate).toBeGreaterThan(2900);
  robust.take();
  expect(robust.rate).toBe(0);
});
