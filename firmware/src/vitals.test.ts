import { describe, expect, it } from "vitest";
import { Tape } from "../tools/tape.ts";
import { ACTIVE, REST } from "./activity/activity.ts";
import { DAY_COLUMNS, RESTING, UNKNOWN } from "./bouts/bouts.ts";
import { CHARGING, NO_SIGNAL, OFF_COLLAR, SATURATED, WARMING_UP } from "./contact/flags.ts";
import { noise } from "./dsp/testdata/double.ts";
import * as minute from "./minute.ts";
import { Vitals } from "./vitals.ts";

const random = noise(99, 1000, 30);

/** Plays seconds of a resting animal with a pulse of `bpm`, a tick after each. */
function wear(vitals: Vitals, seconds: number, bpm = 90, level = 30000): void {
  for (let n = 0; n < seconds * 50; n++) {
    const light = level + Math.round(400 * Math.sin((2 * Math.PI * bpm * n) / 3000)) + random[n % 1000]!;
    vitals.sample(light, light >> 1, 0, 3, random[(n * 3) % 1000]! >> 2, 1000);
    if (n % 50 === 49) vitals.tick();
  }
}

function minuteOf(vitals: Vitals): number[] {
  const row = new Int32Array(minute.MINUTE_COLUMNS);
  vitals.takeMinute(row);
  return [...row];
}

describe("a worn collar", () => {
  it("warms up, then knows the heart and has nothing to excuse", () => {
    const vitals = new Vitals(2);
    wear(vitals, 7);
    expect([vitals.confidence, vitals.flags]).toEqual([0, WARMING_UP]);
    wear(vitals, 20);
    expect(Math.abs(vitals.heartRate - 900)).toBeLessThan(15);
    expect(vitals.confidence).toBeGreaterThan(90);
    expect([vitals.flags, vitals.activity, vitals.hops]).toEqual([0, REST, 13]);
  });

  it("writes a minute in the order of its columns and begins the next", () => {
    const vitals = new Vitals(2);
    vitals.setTemperature(3861);
    vitals.setBattery(87, false);
    wear(vitals, 60);
    const row = minuteOf(vitals);
    expect(Math.abs((row[minute.HEART_RATE] ?? 0) - 900)).toBeLessThan(10);
    expect(row[minute.CONFIDENCE]).toBeGreaterThan(80);
    expect(row[minute.INTENSITY]).toBeLessThan(5);
    expect(row[minute.REST_SHARE]).toBe(100);
    expect([row[minute.TEMPERATURE], row[minute.BATTERY], row[minute.FLAGS]]).toEqual([3861, 87, 0]);
    // A metronome's beats differ by what the sampling leaves.
    expect(row[minute.RMSSD]).toBeGreaterThan(0);
    expect(row[minute.RMSSD]).toBeLessThan(10);
    for (const column of [minute.BREATHS, minute.STEPS, minute.SCRATCHES, minute.SHAKES, minute.ANOMALY]) {
      expect(row[column]).toBe(0);
    }
    const empty = minuteOf(vitals);
    expect([empty[minute.HEART_RATE], empty[minute.CONFIDENCE], empty[minute.REST_SHARE]]).toEqual([0, 0, 0]);
    expect([empty[minute.TEMPERATURE], empty[minute.BATTERY]]).toEqual([3861, 87]);
  });

  it("counts its minutes in the day: rest while worn, unknown on the charger", () => {
    const vitals = new Vitals(1);
    wear(vitals, 60);
    minuteOf(vitals);
    expect(vitals.bouts.bout).toBe(1);
    vitals.setBattery(50, true);
    wear(vitals, 60);
    minuteOf(vitals);
    const day = new Int32Array(DAY_COLUMNS);
    vitals.bouts.takeDay(day);
    expect([day[RESTING], day[UNKNOWN], vitals.bouts.bout]).toEqual([1, 1, 0]);
  });

  it("tells an active minute by its hops", () => {
    const vitals = new Vitals(1);
    for (let n = 0; n < 3000; n++) {
      const swing = n < 1800 ? Math.round(400 * Math.sin(n / 4)) : 0;
      vitals.sample(1000 + (n % 25), 0, 0, 0, 0, 1000 + swing);
      if (n % 50 === 49) vitals.tick();
    }
    const row = minuteOf(vitals);
    expect(row[minute.ACTIVITY]).toBe(ACTIVE);
    expect(row[minute.REST_SHARE]).toBeGreaterThan(30);
    expect(row[minute.REST_SHARE]).toBeLessThan(50);
    expect(row[minute.INTENSITY]).toBeGreaterThan(60);
  });
});

describe("reasons", () => {
  it("names a stopped sensor and starts anew when it comes back", () => {
    const vitals = new Vitals(2);
    wear(vitals, 30);
    for (let second = 0; second < 20; second++) vitals.tick();
    expect([vitals.confidence, vitals.flags]).toEqual([0, NO_SIGNAL | WARMING_UP]);
    expect(minuteOf(vitals)[minute.FLAGS]).toBe(NO_SIGNAL | WARMING_UP);
    const hops = vitals.hops;
    wear(vitals, 5, 60);
    expect([vitals.confidence, vitals.flags, vitals.hops > hops]).toEqual([0, WARMING_UP, true]);
    wear(vitals, 20, 60);
    expect(Math.abs(vitals.heartRate - 600)).toBeLessThan(15);
    expect(vitals.flags).toBe(0);
  });

  it("sees the collar come off within two hops and abstains", () => {
    const vitals = new Vitals(2);
    wear(vitals, 30);
    wear(vitals, 4, 90, 700);
    expect([vitals.confidence, vitals.flags]).toEqual([0, OFF_COLLAR]);
  });

  it("saturates and flags counts no sensor gives", () => {
    const vitals = new Vitals(1);
    wear(vitals, 20);
    for (let n = 0; n < 30; n++) vitals.sample(n === 0 ? 2147483647 : n, 0, 0, 2147483647, -2147483648, 0);
    vitals.tick();
    expect(vitals.flags & SATURATED).toBe(SATURATED);
    wear(vitals, 10);
    for (let n = 0; n < 250; n++) vitals.sample(-2147483648, 0, 0, 0, 0, 1000);
    expect(vitals.flags & (SATURATED | NO_SIGNAL)).toBe(SATURATED);
    expect(vitals.confidence).toBe(0);
  });

  it("says when it charges", () => {
    const vitals = new Vitals(1);
    vitals.setBattery(40, true);
    expect(vitals.flags & CHARGING).toBe(CHARGING);
    vitals.setBattery(100, false);
    expect(vitals.flags & CHARGING).toBe(0);
  });

  it("keeps a flag in the minute only when it held for a quarter of it", () => {
    const vitals = new Vitals(1);
    for (let second = 0; second < 60; second++) {
      vitals.setBattery(50, second < 14);
      for (let n = 0; n < 50; n++) vitals.sample(n, 0, 0, 0, 0, 1000);
      vitals.tick();
    }
    expect((minuteOf(vitals)[minute.FLAGS] ?? 0) & CHARGING).toBe(0);
  });
});

describe("anything at all", () => {
  it.each([1, 2, 3])("stays in range on wild input (seed %i)", (seed) => {
    const vitals = new Vitals(3);
    const wild = noise(seed, 60_000, 2147483647);
    for (let n = 0; n + 6 < wild.length; n += 6) {
      // Stretches of full-scale noise, of quiet and of constants.
      const shift = (n >> 12) % 3 === 0 ? 0 : (n >> 12) % 3 === 1 ? 20 : 31;
      const at = (i: number) => wild[n + i]! >> shift;
      vitals.sample(at(0), at(1), at(2), at(3), at(4), at(5));
      if (n % 300 === 0) vitals.tick();
      expect(Number.isInteger(vitals.heartRate)).toBe(true);
      if (vitals.hops > 0) {
        expect(vitals.heartRate).toBeGreaterThanOrEqual(300);
        expect(vitals.heartRate).toBeLessThanOrEqual(3000);
      }
      expect(vitals.confidence).toBeGreaterThanOrEqual(0);
      expect(vitals.confidence).toBeLessThanOrEqual(100);
    }
  });

  it("keeps two collars apart", () => {
    const alone = new Vitals(3);
    new Tape(5).play(3000, alone);
    const [one, other] = [new Vitals(3), new Vitals(3)];
    const [tape, otherTape] = [new Tape(5), new Tape(600)];
    for (let i = 0; i < 3000; i++) {
      tape.play(1, one);
      otherTape.play(1, other);
    }
    expect([one.heartRate, one.confidence, one.flags]).toEqual([
      alone.heartRate,
      alone.confidence,
      alone.flags,
    ]);
  });
});
