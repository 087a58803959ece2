import { expect, test } from "vitest";
import { Battery } from "./battery.ts";

test("the battery lasts as many days as it should, its voltage falling all the way", () => {
  const battery = new Battery(100, 10);
  let last = battery.millivolts;
  expect(last).toBe(4180);
  for (let hour = 1; hour <= 240; hour++) {
    battery.step(3600);
    expect(battery.millivolts).toBeLessThan(last);
    last = battery.millivolts;
  }
  expect(battery.percent).toBeCloseTo(0, 6);
  battery.step(3600);
  expect(battery.percent).toBe(0);
  expect(battery.millivolts).toBe(3300);
});
