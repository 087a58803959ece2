import { describe, expect, it } from "vitest";
import {
  ASLEEP,
  Bouts,
  DAY_COLUMNS,
  LIGHT,
  LONGEST,
  MODERATE,
  RESTING,
  SLEEPS,
  UNKNOWN,
  VIGOROUS,
} from "./bouts.ts";

function rest(bouts: Bouts, minutes: number): void {
  for (let n = 0; n < minutes; n++) bouts.minute(5, 100, true);
}

function move(bouts: Bouts, minutes: number, intensity: number): void {
  for (let n = 0; n < minutes; n++) bouts.minute(intensity, 0, true);
}

function take(bouts: Bouts): number[] {
  const day = new Int32Array(DAY_COLUMNS);
  bouts.takeDay(day);
  return Array.from(day);
}

describe("a day", () => {
  it("is its minutes by intensity, every one in one place", () => {
    const bouts = new Bouts();
    rest(bouts, 7);
    move(bouts, 3, 60);
    move(bouts, 4, 101);
    move(bouts, 2, 429);
    move(bouts, 1, 428);
    for (let n = 0; n < 5; n++) bouts.minute(5, 100, false);
    const day = take(bouts);
    expect([RESTING, LIGHT, MODERATE, VIGOROUS, UNKNOWN].map((column) => day[column])).toEqual([
      7, 3, 5, 2, 5,
    ]);
    expect(take(bouts)).toEqual(new Array(DAY_COLUMNS).fill(0));
  });

  it("does not take standing about for rest, nor a quiet mean of a restless minute", () => {
    const bouts = new Bouts();
    bouts.minute(44, 74, true);
    bouts.minute(45, 100, true);
    bouts.minute(44, 75, true);
    const day = take(bouts);
    expect(day[RESTING]).toBe(1);
    expect(day[LIGHT]).toBe(2);
  });
});

describe("sleep", () => {
  it("is rest of ten minutes or more, and is counted where it ends", () => {
    const bouts = new Bouts();
    rest(bouts, 9);
    move(bouts, 3, 60);
    rest(bouts, 10);
    expect(bouts.asleep()).toBe(true);
    expect(take(bouts)[SLEEPS]).toBe(0);
    move(bouts, 3, 60);
    rest(bouts, 25);
    move(bouts, 2, 60);
    expect(bouts.asleep()).toBe(false);
    const day = take(bouts);
    expect([day[SLEEPS], day[ASLEEP], day[LONGEST]]).toEqual([2, 35, 25]);
  });

  it("goes on over a minute of turning, not over two", () => {
    const bouts = new Bouts();
    rest(bouts, 8);
    move(bouts, 1, 60);
    rest(bouts, 8);
    expect(bouts.bout).toBe(17);
    move(bouts, 2, 60);
    expect(bouts.bout).toBe(0);
    expect(take(bouts)[ASLEEP]).toBe(17);
  });

  it("ends where the collar comes off: nobody knows what follows", () => {
    const bouts = new Bouts();
    rest(bouts, 12);
    bouts.minute(5, 100, false);
    rest(bouts, 5);
    const day = take(bouts);
    expect(day[SLEEPS]).toBe(1);
    expect(day[ASLEEP]).toBe(12);
    expect(bouts.bout).toBe(5);
  });
});
