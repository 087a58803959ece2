import { expect, test } from "vitest";
import { ModdableCollar } from "./collar-moddable.ts";
import type { Core, Status } from "./core.ts";
import { EmulatedBus, smbusOn } from "./emulated/bus.ts";
import { EmulatedMax30101 } from "./max30101/emulator.ts";
import { MAX30101 } from "./max30101/max30101.ts";
import { ADDRESS } from "./max30101/registers.ts";

/** A core that writes down what it is told, and wants the light when it is said to. */
class Noted implements Core {
  lit = true;
  readonly said: string[] = [];

  sample(...values: number[]): void {
    this.said.push(`sample ${values.join(" ")}`);
  }

  motion(...values: number[]): void {
    this.said.push(`motion ${values.join(" ")}`);
  }

  tick(): void {
    this.said.push("tick");
  }

  setTemperature(centi: number): void {
    this.said.push(`temperature ${centi}`);
  }

  setBattery(percent: number): void {
    this.said.push(`battery ${percent}`);
  }

  connected(): void {}
  disconnected(): void {}
  receive(): void {}
  poll(): number {
    return 0;
  }

  status(): Status {
    throw new Error("nobody asks");
  }
}

function worn(battery: (() => number) | null = null) {
  const bus = new EmulatedBus();
  const part = new EmulatedMax30101();
  bus.attach(ADDRESS, part);
  const core = new Noted();
  const acceleration = { x: 0, y: 0, z: 9.80665, fails: false };
  const motion = {
    sample: () => {
      if (acceleration.fails) throw new Error("no acknowledgement");
      return acceleration;
    },
  };
  const light = new MAX30101({ sensor: { io: smbusOn(bus) } });
  const collar = new ModdableCollar(core, { light, motion, battery, channels: 3 });
  collar.start();
  return { bus, part, core, collar, acceleration };
}

test("samples take the acceleration of now with them, in mg; without light there is motion alone", () => {
  const { part, core, collar, acceleration } = worn();
  part.light(100, 200, 300);
  acceleration.x = -0.0981;
  collar.sample();
  core.lit = false;
  collar.second();
  part.light(100, 200, 300);
  collar.sample();
  expect(core.said).toEqual(["sample 100 200 300 -10 0 1000", "tick", "motion -10 0 1000"]);
});

test("two samples in the FIFO are two, none is none: the sensor's clock is the one that counts", () => {
  const { part, core, collar } = worn();
  collar.sample();
  part.light(1, 2, 3);
  part.light(4, 5, 6);
  collar.sample();
  expect(core.said).toEqual(["sample 1 2 3 0 0 1000", "sample 4 5 6 0 0 1000"]);
});

test("what the FIFO lost goes on as time without light, before what it held", () => {
  const { part, core, collar } = worn();
  for (let i = 0; i < 35; i++) part.light(i, i, i);
  collar.sample();
  expect(core.said.slice(0, 4)).toEqual([...new Array(3).fill("motion 0 0 1000"), "sample 3 3 3 0 0 1000"]);
  expect([core.said.length, collar.lost]).toEqual([35, 3]);
});

test("a light sensor that does not answer leaves motion, is told anew every second, and comes back", () => {
  const { bus, part, core, collar } = worn();
  bus.failAfter = 0;
  collar.sample();
  collar.sample();
  collar.second();
  expect(core.said).toEqual(["motion 0 0 1000", "motion 0 0 1000", "tick"]);
  expect(collar.faults).toBe(2);
  bus.failAfter = Number.POSITIVE_INFINITY;
  collar.second();
  part.light(7, 8, 9);
  collar.sample();
  expect(core.said.slice(-2)).toEqual(["tick", "sample 7 8 9 0 0 1000"]);
});

test("an accelerometer that does not answer leaves the last acceleration, and is counted", () => {
  const { part, core, collar, acceleration } = worn();
  acceleration.y = 4.903325;
  collar.sample();
  acceleration.fails = true;
  part.light(1, 2, 3);
  collar.sample();
  expect(core.said).toEqual(["sample 1 2 3 0 500 1000"]);
  expect(collar.faults).toBe(1);
});

test("temperature and battery are told before the second that they belong to", () => {
  const { part, core, collar } = worn(() => 63);
  part.centi = 3650;
  collar.second();
  part.light(1, 1, 1);
  collar.second();
  expect(core.said).toEqual(["battery 63", "tick", "temperature 3650", "battery 63", "tick"]);
});
