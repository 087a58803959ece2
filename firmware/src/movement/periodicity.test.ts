import { expect, test } from "vitest";
import { Periodicity } from "./periodicity.ts";

function heard(value: (i: number) => number, samples = 60): Periodicity {
  const gait = new Periodicity(3, 12);
  for (let i = 0; i < samples; i++) gait.sample(Math.round(value(i)));
  gait.endHop();
  return gait;
}

test("finds the lag of a regular gait", () => {
  for (const lag of [5, 7, 10, 12]) {
    const gait = heard((i) => 300 * Math.sin((2 * Math.PI * i) / lag));
    expect(gait.lag).toBe(lag);
    expect(gait.regularity).toBeGreaterThan(600);
  }
});

test("noise is irregular, silence has no lag, shocks do not overflow", () => {
  let seed = 5;
  const noise = heard(() => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return (seed >> 16) % 400;
  }, 60);
  expect(noise.regularity).toBeLessThan(1025);
  expect([heard(() => 0).lag, heard(() => 0).regularity]).toEqual([0, 0]);
  const shocked = heard((i) => (i % 6 === 0 ? 30000 : -30000), 64);
  expect(shocked.lag).toBe(6);
  shocked.clear();
  expect([shocked.lag, shocked.regularity]).toEqual([0, 0]);
});
