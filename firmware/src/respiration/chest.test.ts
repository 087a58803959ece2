import { expect, it } from "vitest";
import { Chest } from "./chest.ts";

it("gives the last 0.88 s less the 0.88 s before, every 0.44 s from 1.76 s on", () => {
  const chest = new Chest();
  const x = Array.from({ length: 400 }, (_, n) => 30 * Math.round(Math.sin(n / 9)) - 7);
  const sum = (from: number, to: number) => x.slice(from, to).reduce((total, value) => total + value, 0);
  x.forEach((value, n) => {
    expect(chest.sample(value, -value, 1000)).toBe((n + 1) % 22 === 0 ? 1 : 0);
    const filled = n + 1 < 88 ? 0 : Math.floor((n + 1 - 88) / 22) + 1;
    expect(chest.series.filled).toBe(filled);
    if ((n + 1) % 22 !== 0 || filled === 0) return;
    const step = sum(n - 43, n + 1) - sum(n - 87, n - 43);
    expect([0, 1, 2].map((axis) => chest.series.at(axis, 63))).toEqual([step, 0 - step, 0]);
  });
});

it("saturates a jump and begins anew after a gap", () => {
  const chest = new Chest();
  for (let n = 0; n < 110; n++) chest.sample(n < 66 ? -16_000 : 16_000, 0, 0);
  expect(chest.series.at(0, 63)).toBe(4095);
  chest.restart();
  for (let n = 0; n < 88; n++) chest.sample(500, 500, 500);
  expect([chest.series.filled, chest.series.at(0, 63)]).toEqual([1, 0]);
});
