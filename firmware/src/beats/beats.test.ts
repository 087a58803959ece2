import { describe, expect, it } from "vitest";
import { noise } from "../dsp/testdata/double.ts";
import { Beats } from "./beats.ts";

const RATE = 50;
const TICK_MS = 0.3125;

interface Pulse {
  /** Beat times, s. */
  beats: number[];
  height?: number;
  /** Height of a second wave 0.3 s behind the first, of the first's. */
  echo?: number;
  noise?: number;
  sign?: number;
  /** The rate Beats is told, tenths. */
  told?: number;
}

/** A light of one pulse wave a beat: a steep rise, a slow fall, and an echo. */
function light({ beats, height = 2000, echo = 0.25, noise: size = 10, sign = 1 }: Pulse): number[] {
  const length = Math.round((beats.at(-1)! + 1) * RATE);
  const random = noise(29, length, size);
  const wave = (t: number) => (t < 0 || t > 1.5 ? 0 : (t / 0.12) * Math.exp(1 - t / 0.12));
  return Array.from({ length }, (_, n) => {
    let sum = 0;
    for (const beat of beats) {
      if (beat > n / RATE || beat < n / RATE - 2) continue;
      sum += wave(n / RATE - beat) + echo * wave(n / RATE - beat - 0.3);
    }
    return Math.round(40000 + sign * height * sum + random[n]!);
  });
}

/** Settled beats in s and their intervals in ms; from the second on they count as one chain. */
function play(pulse: Pulse, beats = new Beats()): { time: number; interval: number }[] {
  const found: { time: number; interval: number }[] = [];
  light(pulse).forEach((value, n) => {
    beats.sample(value);
    if (n === 0 || n % 100 !== 0) return;
    beats.endHop(pulse.told ?? 0);
    for (let i = 0; i < beats.settled; i++) {
      found.push({ time: (beats.times[i]! * TICK_MS) / 1000, interval: beats.intervals[i]! * TICK_MS });
    }
  });
  return found;
}

function every(interval: (beat: number) => number, seconds: number): number[] {
  const beats = [0.5];
  while (beats.at(-1)! < seconds) beats.push(beats.at(-1)! + interval(beats.length));
  return beats;
}

describe("beats", () => {
  it.each([0.25, 0.4, 0.75, 1.2, 1.7])(
    "finds every beat at %f s, none twice, intervals within 5 ms",
    (interval) => {
      const found = play({ beats: every(() => interval, 60), told: Math.round(600 / interval), echo: 0.2 });
      const settled = found.slice(6);
      const span = settled.at(-1)!.time - settled[0]!.time;
      expect(span).toBeGreaterThan(45);
      expect(Math.round(span / interval)).toBe(settled.length - 1);
      for (const beat of settled) expect(Math.abs(beat.interval - interval * 1000)).toBeLessThan(5);
    },
  );

  it("follows a sleeping dog's sinus arrhythmia, intervals up to twice the one before", () => {
    // Four beats a breath: RR 0.55 s breathing in, 1.1 s breathing out.
    const intervals = [0.55, 0.65, 1.1, 1.0];
    const beats = every((n) => intervals[n % 4]!, 60);
    const found = play({ beats, told: 720 }).slice(4);
    expect(found.length).toBeGreaterThan(60);
    const delays = found.map(({ time }) => Math.min(...beats.map((beat) => Math.abs(time - beat - 0.08))));
    expect(Math.max(...delays)).toBeLessThan(0.06);
    expect(found.filter(({ interval }) => interval > 0).length).toBe(found.length);
  });

  it("does not take the echo for a beat, even half as high", () => {
    const found = play({ beats: every(() => 0.8, 60), echo: 0.5, told: 750 }).slice(4);
    for (const { interval } of found) expect(Math.abs(interval - 800)).toBeLessThan(5);
  });

  it("sees a pulse upside down within 10 s", () => {
    const found = play({ beats: every(() => 0.7, 40), sign: -1, echo: 0.2, told: 857 });
    const late = found.filter(({ time, interval }) => time > 10 && interval > 0);
    expect(late.length).toBeGreaterThan(35);
    for (const { interval } of late) expect(Math.abs(interval - 700)).toBeLessThan(5);
  });

  it.each([20, 2_000, 2_000_000])("does not mind the gain: a pulse of %i counts", (height) => {
    const found = play({ beats: every(() => 0.6, 40), height, noise: height / 200, told: 1000 }).slice(4);
    expect(found.length).toBeGreaterThan(50);
    for (const { interval } of found) expect(Math.abs(interval - 600)).toBeLessThan(12);
  });

  it("gives its chain's rate and says how clean it is", () => {
    const beats = new Beats();
    play({ beats: every(() => 0.75, 30), told: 800 }, beats);
    expect(Math.abs(beats.rate - 800)).toBeLessThan(4);
    expect(beats.clean).toBeGreaterThan(512);
    play({ beats: every(() => 0.75, 30), height: 0, told: 800 }, beats);
    expect(beats.clean).toBeLessThan(512);
  });

  it("breaks the chain at a restart", () => {
    const beats = new Beats();
    play({ beats: every(() => 0.75, 30), told: 800 }, beats);
    beats.restart();
    expect(beats.rate).toBe(0);
    const found = play({ beats: every(() => 0.5, 30), told: 1200 }, beats);
    expect(found[0]!.interval).toBe(0);
    expect(Math.abs(found.at(-1)!.interval - 500)).toBeLessThan(5);
  });
});
