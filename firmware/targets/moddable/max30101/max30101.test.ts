import { describe, expect, test } from "vitest";
import { EmulatedBus, smbusOn } from "../emulated/bus.ts";
import { EmulatedMax30101 } from "./emulator.ts";
import { MAX30101 } from "./max30101.ts";
import * as r from "./registers.ts";

/** A part that is awake with so many lights, and the bus it is on. */
function bench(lights = 3, part = new EmulatedMax30101()) {
  const bus = new EmulatedBus();
  bus.attach(r.ADDRESS, part);
  const sensor = new MAX30101({ sensor: { io: smbusOn(bus) } });
  sensor.configure({ lights, active: true });
  return { bus, part, sensor };
}

const failure = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    const { code, message, hint } = error as { code: string; message: string; hint: string };
    return `${code}: ${message} (${hint})`;
  }
  return "nothing";
};

describe("the part", () => {
  test("another part at the address is refused by its id, and left alone", () => {
    const max30100 = new EmulatedMax30101(0x11);
    expect(failure(() => bench(3, max30100))).toMatch(
      /^sensor\.wrong-part: part id 0x11 at address 0x57, not 0x15/,
    );
    expect(max30100.registers[r.FIFO_CONFIGURATION]).toBe(0);
  });

  test("nobody at the address is a bus error that says what was being read", () => {
    const io = smbusOn(new EmulatedBus());
    expect(failure(() => new MAX30101({ sensor: { io } }))).toMatch(
      /^sensor\.bus: reading register 0xff: .*no acknowledgement from 0x57/,
    );
  });

  test("is told rate, range, pulse, currents and slots as its data sheet has them", () => {
    const { part, sensor } = bench(2);
    sensor.configure({ rate: 100, rangeNa: 16384, currentMa: 12.8 });
    const { registers } = part;
    expect(registers[r.OPTICS]).toBe(0b0_11_001_01);
    expect([registers[r.GREEN_CURRENT], registers[r.INFRARED_CURRENT], registers[r.RED_CURRENT]]).toEqual([
      64, 64, 0,
    ]);
    expect([registers[r.SLOTS_1_2], registers[r.SLOTS_3_4]]).toEqual([0x23, 0]);
    expect(registers[r.MODE]).toBe(r.MULTI_LED);
    sensor.configure({ active: false });
    expect(registers[r.MODE]).toBe(r.MULTI_LED | r.SHUTDOWN);
    expect(registers[r.OPTICS]).toBe(0b0_11_001_01);
  });

  test.each([
    [{ rate: 60 }, "rate 60"],
    [{ rangeNa: 1 }, "rangeNa 1"],
    [{ lights: 4 }, "lights 4"],
    [{ currentMa: 52 }, "currentMa 52"],
    [{ currentMa: Number.NaN }, "currentMa NaN"],
  ])("what it cannot do is refused and changes nothing: %o", (wanted, said) => {
    const { part, sensor } = bench();
    const before = part.registers.slice();
    expect(failure(() => sensor.configure(wanted))).toContain(`sensor.configuration: ${said}`);
    expect(part.registers).toEqual(before);
  });
});

describe("samples", () => {
  test("come in order, each light in its place, also over the end of the FIFO", () => {
    const { part, sensor } = bench();
    let next = 0;
    for (let burst = 0; burst < 12; burst++) {
      for (let i = 0; i < 11; i++) part.light(20_000 + burst * 11 + i, 30_000 + i, 40_000 - i);
      const { count, light, lost, railed } = sensor.sample();
      expect({ count, lost, railed }).toEqual({ count: 11, lost: 0, railed: 0 });
      for (let i = 0; i < 11; i++, next++)
        expect([...light.subarray(3 * i, 3 * i + 3)]).toEqual([20_000 + next, 30_000 + i, 40_000 - i]);
    }
    expect(sensor.sample().count).toBe(0);
  });

  test.each([1, 2, 3])("%i lights are so many values a sample", (lights) => {
    const { part, sensor } = bench(lights);
    part.light(100, 200, 300);
    part.light(101, 201, 301);
    const { count, light } = sensor.sample();
    expect(count).toBe(2);
    expect([...light.subarray(0, 2 * lights)]).toEqual(
      [100, 200, 300].slice(0, lights).concat([101, 201, 301].slice(0, lights)),
    );
  });

  test("when the FIFO ran over, the newest 32 come and the others are counted", () => {
    const { part, sensor } = bench(1);
    for (let i = 0; i < 40; i++) part.light(1000 + i, 0, 0);
    const { count, lost, light } = sensor.sample();
    expect([count, lost]).toEqual([32, 8]);
    expect([light[0], light[31]]).toEqual([1008, 1039]);
    part.light(5000, 0, 0);
    const after = sensor.sample();
    expect([after.count, after.lost, after.light[0]]).toEqual([1, 0, 5000]);
  });

  test("more than 31 overwritten are counted as 31", () => {
    const { part, sensor } = bench(1);
    for (let i = 0; i < 200; i++) part.light(i, 0, 0);
    expect(sensor.sample()).toMatchObject({ count: 32, lost: 31 });
  });

  test("light beyond the converter lies at its end and is counted; darkness too", () => {
    const { part, sensor } = bench();
    part.light(80_000, -5, 65_534);
    const { light, railed } = sensor.sample();
    expect([...light.subarray(0, 3)]).toEqual([65_535, 0, 65_534]);
    expect(railed).toBe(2);
  });

  test("asleep there are none, and waking begins with none", () => {
    const { part, sensor } = bench();
    part.light(1, 2, 3);
    sensor.configure({ active: false });
    part.light(4, 5, 6);
    expect(sensor.sample().count).toBe(0);
    sensor.configure({ active: true });
    part.light(7, 8, 9);
    expect([...sensor.sample().light.subarray(0, 3)]).toEqual([7, 8, 9]);
  });
});

test.each([0, 1, 2, 3, 4])(
  "no acknowledgement after %i transfers of a read is a bus error; the next read works",
  (transfers) => {
    const { bus, part, sensor } = bench();
    for (let i = 0; i < 12; i++) part.light(i + 1, i + 1, i + 1);
    bus.failAfter = transfers;
    expect(failure(() => sensor.sample())).toMatch(/^sensor\.bus: reading .*are both pull-ups there/);
    bus.failAfter = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 3; i++) part.light(100, 100, 100);
    const { count, light } = sensor.sample();
    expect(count).toBeGreaterThanOrEqual(3);
    expect(light[3 * (count - 1)]).toBe(100);
  },
);

test("temperature is that of the measurement asked for before, below zero too", () => {
  const { part, sensor } = bench();
  expect(sensor.temperature()).toBeUndefined();
  part.light(1, 1, 1);
  expect(sensor.temperature()).toBeUndefined();
  for (const [centi, read] of [
    [3512, 3513],
    [-431, -431],
    [0, 0],
  ] as const) {
    part.centi = centi;
    part.light(1, 1, 1);
    expect(sensor.temperature()).toBe(read);
  }
});

test("close puts the part to sleep", () => {
  const { part, sensor } = bench();
  sensor.close();
  expect(part.registers[r.MODE]! & r.SHUTDOWN).toBe(r.SHUTDOWN);
});
