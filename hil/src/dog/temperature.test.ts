import { expect, test } from "vitest";
import { Temperature } from "./temperature.ts";

test("effort heats the core above 40 °C and rest cools it; the skin stays below the core", () => {
  const temperature = new Temperature(38.6);
  for (let s = 0; s < 1800; s++) temperature.step(1, 0.72, "good");
  expect(temperature.core).toBeGreaterThan(40);
  expect(temperature.core).toBeLessThan(41.5);
  expect(temperature.sensor).toBeLessThan(temperature.core - 1);
  for (let s = 0; s < 7200; s++) temperature.step(1, 0, "good");
  expect(temperature.core).toBeCloseTo(38.6, 1);
});
