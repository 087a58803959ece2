import { expect, test } from "vitest";
import { Collar } from "../../src/collar.ts";
import { MemoryFlash } from "../../src/log/memory-flash.ts";
import { Entropy } from "../../src/ports.ts";
import { heartRateMeasurement } from "./standard-services.ts";

class Zeros extends Entropy {
  fill(into: Uint8Array, length: number): void {
    into.fill(0, 0, length);
  }
}

/** A collar after `seconds` of a pulse of 75 beats a minute. */
function worn(seconds: number): Collar {
  const collar = new Collar(new MemoryFlash(8), new Zeros(), 1, new Uint8Array(8), new Uint8Array(32));
  collar.start(0, 0);
  for (let n = 0; n < seconds * 50; n++) {
    const phase = (2 * Math.PI * 75 * n) / 3000;
    const light = 30000 + Math.round(400 * (Math.sin(phase) + 0.4 * Math.sin(2 * phase + 0.6)));
    collar.sample(light, 0, 0, n % 3, 0, 1000);
    if (n % 50 === 49) collar.tick();
  }
  return collar;
}

test("before an estimate: worn, 0 bpm, no intervals", () => {
  expect([...heartRateMeasurement(worn(3), true)]).toEqual([0x06, 0]);
});

test("at rest the intervals of the beats come with the rate, 1/1024 s each, once for an estimate", () => {
  const collar = worn(60);
  const told = heartRateMeasurement(collar, true);
  expect(told[0]).toBe(0x16);
  expect(Math.abs(told[1]! - 75)).toBeLessThan(2);
  expect(told.length).toBeGreaterThan(2);
  for (let at = 2; at < told.length; at += 2)
    expect(Math.abs(told.readUInt16LE(at) - 0.8 * 1024)).toBeLessThan(0.03 * 1024);
  expect([...heartRateMeasurement(collar, false)]).toEqual([0x06, told[1]]);
});
