import { expect, it } from "vitest";
import { Band } from "./band.ts";

/** Largest output of the second half, in input units, for a tone of 1000 at `hz` on a level. */
function through(hz: number): number {
  const band = new Band();
  let largest = 0;
  for (let n = 0; n < 3000; n++) {
    const fresh = band.push(Math.round(70000 + 1000 * Math.sin((2 * Math.PI * hz * n) / 50)));
    if (fresh === 1 && n > 1500) largest = Math.max(largest, Math.abs(band.value));
  }
  return largest / 288;
}

it("passes the heart's band and stops the breath's sway and what would alias", () => {
  expect(through(0.1)).toBeLessThan(50);
  expect(through(1)).toBeGreaterThan(950);
  expect(through(4)).toBeGreaterThan(800);
  expect(through(16.667)).toBeLessThan(20);
});

it("gives one value for three samples and starts anew", () => {
  const band = new Band();
  const ramp = () => Array.from({ length: 9 }, (_, n) => [band.push(n * n * 100), band.value]);
  const first = ramp();
  expect(first.map(([fresh]) => fresh)).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0]);
  band.restart();
  expect(ramp()).toEqual(first);
});
