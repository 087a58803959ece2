import { expect, it } from "vitest";
import { Panting } from "./panting.ts";
import { Sinusoids } from "./sinusoids.ts";

/** Plays a shaking of `mg` at `hz`; whether each block was taken for panting. */
function play(panting: Panting, seconds: number, mg: number, hz: number): number[] {
  const sinusoids = new Sinusoids();
  const seen: number[] = [];
  for (let n = 0; n < seconds * 50; n++) {
    const swing = mg * Math.sin((2 * Math.PI * hz * n) / 50);
    if (panting.sample(Math.round(swing), Math.round(swing / 2), 1000) === 0) continue;
    panting.judge(sinusoids);
    seen.push(panting.panting);
  }
  return seen;
}

it("takes four blocks of 2.56 s to be sure, two without it to end", () => {
  const panting = new Panting();
  expect(play(panting, 21, 20, 5.4)).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);
  expect(panting.rate / 600).toBeCloseTo(5.4, 0);
  expect(play(panting, 11, 0, 0).at(-1)).toBe(0);
});

it.each([
  [10, 5],
  [25, 5.9],
  [100, 6.7],
])("sees %i mg at %f Hz", (mg, hz) => {
  expect(play(new Panting(), 30, mg, hz).at(-1)).toBe(1);
});

it.each([
  [400, 5.4],
  [1, 5.4],
  [60, 3.4],
  [60, 4.2],
  [60, 9],
])("does not take %i mg at %f Hz for it", (mg, hz) => {
  expect(play(new Panting(), 30, mg, hz)).not.toContain(1);
});

it("says how strongly the animal shakes", () => {
  const panting = new Panting();
  play(panting, 10, 40, 5.5);
  // A sine's mean size is 0.64 of its height, on two axes.
  expect(panting.shaking).toBeGreaterThan(0.55 * 60);
  expect(panting.shaking).toBeLessThan(0.7 * 60);
});
