import { expect, it } from "vitest";
import { HIGH_PASS_BITS, HighPass } from "./high-pass.ts";

const RATE = 50 / 3;
const ONE = 2 ** HIGH_PASS_BITS;

function gain(hz: number, level: number): number {
  const filter = new HighPass();
  let largest = 0;
  for (let n = 0; n < 1200; n++) {
    const y = filter.step(Math.round(level + 10000 * Math.sin((2 * Math.PI * hz * n) / RATE)));
    if (n > 900) largest = Math.max(largest, Math.abs(y));
  }
  return largest / ONE / 10000;
}

it.each([0, 5_000_000, -70_000_000])("follows the Butterworth curve at level %i", (level) => {
  expect(gain(0.5, level)).toBeCloseTo(Math.SQRT1_2, 2);
  expect(gain(0.1, level)).toBeLessThan(0.045);
  expect(gain(1.5, level)).toBeCloseTo(0.994, 2);
  expect(gain(4, level)).toBeGreaterThan(0.99);
});

it("needs no start value and forgets a full-scale jump within two seconds", () => {
  const filter = new HighPass();
  for (let n = 0; n < 50; n++) expect(filter.step(75_000_000)).toBe(0);
  const after = Array.from({ length: 100 }, () => filter.step(-75_000_000));
  expect(Math.max(...after.map(Math.abs))).toBeLessThan(2 ** 28);
  expect(Math.abs(after[60]!)).toBeLessThan(2 ** 25 / 500);
});

it("keeps a swing of one count", () => {
  const filter = new HighPass();
  const out = Array.from({ length: 200 }, (_, n) => filter.step(9 * (n & 4 ? 1 : 0)));
  expect(Math.max(...out.slice(100))).toBeGreaterThan(3 * ONE);
});
