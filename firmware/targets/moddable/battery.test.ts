import { expect, test } from "vitest";
import { charge, readCharge } from "./battery.ts";

test("charge grows with the voltage, from empty to full and no further", () => {
  expect([2000, 3300, 3650, 3800, 4150, 5000].map(charge)).toEqual([0, 0, 20, 50, 100, 100]);
  for (let mv = 3200; mv < 4300; mv++) expect(charge(mv + 1)).toBeGreaterThanOrEqual(charge(mv));
});

test("an input of 12 bits over 7.2 V tells every percent from the next", () => {
  const seen = new Set<number>();
  for (let raw = 0; raw < 4096; raw++) seen.add(readCharge({ resolution: 12, read: () => raw }, 7200));
  expect(seen.size).toBe(101);
});
