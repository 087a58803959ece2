import { expect, test } from "vitest";
import { Gravity } from "./gravity.ts";

function settle(gravity: Gravity, x: number, y: number, z: number): boolean {
  gravity.aim(x, y, z);
  return gravity.mend(x, y, z);
}

test("knows which way is down, in Q10", () => {
  const gravity = new Gravity();
  gravity.aim(0, -600, 800);
  expect([gravity.ux, gravity.uy, gravity.uz]).toEqual([0, -613, 818]);
});

test("a sensor whose offset jumps by several gravities is put right, and put right again when it jumps back", () => {
  const gravity = new Gravity();
  for (let hop = 0; hop < 10; hop++) expect(settle(gravity, 190, 730, -700)).toBe(false);
  expect(settle(gravity, 4057, 3771, -5292)).toBe(true);
  const mended = [4057 - gravity.biasX, 3771 - gravity.biasY, -5292 - gravity.biasZ];
  expect(Math.hypot(...mended)).toBeGreaterThan(950);
  expect(Math.hypot(...mended)).toBeLessThan(1050);
  expect(settle(gravity, mended[0], mended[1], mended[2])).toBe(false);
  expect(settle(gravity, 190 - gravity.biasX, 730 - gravity.biasY, -700 - gravity.biasZ)).toBe(true);
  expect([gravity.biasX, gravity.biasY, gravity.biasZ].every((bias) => Math.abs(bias) < 60)).toBe(true);
});

test("the widest values do not overflow", () => {
  const gravity = new Gravity();
  gravity.aim(32000, 32000, 32000);
  expect(gravity.ux).toBe(591);
});
