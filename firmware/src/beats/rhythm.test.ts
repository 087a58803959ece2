import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { noise } from "../dsp/testdata/double.ts";
import { Rhythm } from "./rhythm.ts";

const DATA = process.env.PETPULSE_DATA ?? "";
const skipped = DATA === "" && process.env.PETPULSE_REQUIRE !== "all";
const why = skipped ? " (skipped: no recordings; set PETPULSE_DATA to a folder that holds ppg/)" : "";

function after(intervals: number[], rhythm = new Rhythm()): Rhythm {
  for (const interval of intervals) rhythm.push(Math.round(interval));
  rhythm.take();
  return rhythm;
}

function rmssd(intervals: number[]): number {
  const squares = intervals
    .slice(1)
    .map((interval, i) => (Math.round(interval) - Math.round(intervals[i]!)) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

/** A sleeping dog: RR between 0.62 and 1.3 s with each breath of about 4 s. */
function asleep(beats: number): number[] {
  const jitter = noise(5, beats, 15);
  let seconds = 0;
  return Array.from({ length: beats }, (_, n) => {
    const interval = 960 - 340 * Math.cos((2 * Math.PI * seconds) / 4.1) + jitter[n]!;
    seconds += interval / 1000;
    return interval;
  });
}

describe("rhythm", () => {
  it("gives RMSSD of a minute, whatever the size of the arrhythmia", () => {
    const intervals = asleep(62);
    expect(rmssd(intervals)).toBeGreaterThan(250);
    expect(Math.abs(after(intervals).rmssd - rmssd(intervals))).toBeLessThan(2);
    expect(after(Array.from({ length: 80 }, (_, n) => 700 + 10 * (n % 2))).rmssd).toBe(10);
  });

  it("calls a sinus arrhythmia regular, and chance irregular", () => {
    const chance = noise(11, 100, 1).map((value) => 700 + 180 * value);
    expect(after(asleep(100)).irregularity).toBeLessThan(9);
    expect(after(chance).irregularity).toBeGreaterThan(12);
    expect(after(new Array(100).fill(800)).irregularity).toBe(0);
  });

  it("leaves out the halves of a split beat and the sum over a missed one, and pairs nothing across them", () => {
    const steady = new Array(40).fill(0).map((_, n) => 800 + 20 * (n % 2));
    const spoilt = [...steady.slice(0, 20), 300, 500, ...steady.slice(20, 30), 1700, ...steady.slice(30)];
    expect(after(spoilt).rmssd).toBeLessThan(25);
  });

  it("believes a rate that changed for good after four beats", () => {
    const rhythm = after([...new Array(30).fill(900), ...new Array(30).fill(420)]);
    expect(rhythm.rmssd).toBe(0);
    expect(
      after(
        asleep(30).map((interval) => interval / 2.5),
        rhythm,
      ).rmssd,
    ).toBeGreaterThan(60);
  });

  it("does not pair across a gap, and says nothing of few", () => {
    const rhythm = new Rhythm();
    for (let n = 0; n < 40; n++) {
      rhythm.push(n % 2 === 0 ? 700 : 900);
      if (n % 2 === 0) rhythm.gap();
    }
    rhythm.take();
    expect(rhythm.rmssd).toBe(200);
    expect(after(asleep(8)).rmssd).toBe(0);
    expect(after(asleep(8)).irregularity).toBe(0);
  });

  it("does not overflow at 300 bpm of nonsense for an hour", () => {
    const rhythm = new Rhythm();
    for (let minute = 0; minute < 60; minute++) {
      for (let n = 0; n < 333; n++) rhythm.push(n % 2 === 0 ? 2999 : 200);
      rhythm.take();
      expect(rhythm.rmssd).toBeLessThanOrEqual(2047);
    }
  });

  it.skipIf(skipped)(`keeps every beat of a real dog, whose arrhythmia is none${why}`, () => {
    const path = resolve(import.meta.dirname, "../../..", DATA, "ppg/dog_ecg/dog05.beats.csv.gz");
    const times = gunzipSync(readFileSync(path)).toString().trim().split("\n").slice(1).map(Number);
    const rhythm = new Rhythm();
    const intervals = times.slice(1).map((time, i) => time - times[i]!);
    const minutes: { rmssd: number; true: number; irregularity: number }[] = [];
    for (let from = 0; from + 100 <= intervals.length; from += 100) {
      rhythm.gap();
      after(intervals.slice(from, from + 100), rhythm);
      const truth = rmssd(intervals.slice(from, from + 100));
      minutes.push({ rmssd: rhythm.rmssd, true: truth, irregularity: rhythm.irregularity });
    }
    expect(minutes.length).toBe(6);
    for (const minute of minutes) {
      expect(Math.abs(minute.rmssd - minute.true)).toBeLessThan(2);
      expect(minute.irregularity).toBeLessThan(9);
    }
  });
});
