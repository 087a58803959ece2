import { describe, expect, it } from "vitest";
import { OFF_COLLAR, SATURATED } from "../contact/flags.ts";
import { noise } from "../dsp/testdata/double.ts";
import {
  BREATH_KNOWN,
  BREATH_MOTION,
  BREATH_OFF,
  BREATH_PANTING,
  BREATH_WARMING_UP,
  Respiration,
} from "./respiration.ts";
import { play, type Said, type Sleeper, samplesOf } from "./testdata/sleeper.ts";

const steady = (perMinute: number) => () => perMinute;

/** From a minute on: every answer is there, and how far the worst is off. */
function expectFound(said: readonly Said[], truth: number, within: number): void {
  const settled = said.filter(({ second }) => second > 60);
  expect(settled.length).toBeGreaterThan(5);
  for (const { rate, confidence, reason } of settled) {
    expect(reason).toBe(BREATH_KNOWN);
    expect(confidence).toBeGreaterThanOrEqual(80);
    expect(Math.abs(rate - truth)).toBeLessThan(within);
  }
}

const chest: Omit<Sleeper, "rate"> = { chestMg: 5, noiseMg: 1.6 };
const light: Omit<Sleeper, "rate"> = { pulse: 300, level: 60, sinus: 0.1, bpm: 130 };

describe("the rate at rest", () => {
  it.each([8, 10, 13, 18, 23, 30, 38, 47])("is found in the chest's motion at %i a minute", (perMinute) => {
    expectFound(play(samplesOf({ ...chest, rate: steady(perMinute) })), perMinute, 1);
  });

  it.each([52, 60])("is found at %i a minute where the chest heaves", (perMinute) => {
    expectFound(play(samplesOf({ chestMg: 20, noiseMg: 1.6, rate: steady(perMinute) })), perMinute, 1);
  });

  it.each([8, 13, 18, 26, 36])("is found in the light at %i a minute", (perMinute) => {
    expectFound(play(samplesOf({ ...light, rate: steady(perMinute) })), perMinute, 1);
  });

  it("is found in light that falls as blood comes, and in light that rises", () => {
    const upright = samplesOf({ ...light, rate: steady(17) });
    const inverted = upright.map(([p, ...rest]) => [80_000 - p!, ...rest]);
    expectFound(play(upright), 17, 1);
    expectFound(play(inverted), 17, 1);
  });

  it("follows from 14 to 24 a minute", () => {
    const said = play(
      samplesOf({
        ...chest,
        ...light,
        seconds: 180,
        rate: (s) => (s < 60 ? 14 : Math.min(24, 14 + (s - 60) / 4)),
      }),
    );
    expect(said[28]!.rate).toBeCloseTo(14, 0);
    expect(said.at(-1)!.rate).toBeCloseTo(24, 0);
    expect(said.at(-1)!.confidence).toBeGreaterThan(80);
  });

  it("needs 2 mg of chest motion", () => {
    expectFound(play(samplesOf({ chestMg: 2, noiseMg: 1.6, rate: steady(15), seconds: 120 })), 15, 1.2);
  });
});

describe("silence", () => {
  it("says nothing of the first 20 s", () => {
    const said = play(samplesOf({ ...chest, ...light, rate: steady(15), seconds: 20 }));
    expect(new Set(said.map((s) => s.reason))).toEqual(new Set([BREATH_WARMING_UP]));
    expect(said.every((s) => s.confidence === 0)).toBe(true);
  });

  it("keeps still while the animal moves, and says why", () => {
    const calm = samplesOf({ ...chest, ...light, rate: steady(15), seconds: 60 });
    const walk = samplesOf({ ...chest, ...light, rate: steady(15), seconds: 30 }).map(
      ([p, , , x, y, z], n) => [
        p! + 200 * Math.round(Math.sin(n / 4)),
        0,
        0,
        x! + Math.round(150 * Math.sin((2 * Math.PI * 1.4 * n) / 50)),
        y!,
        z! + Math.round(250 * Math.cos((2 * Math.PI * 2.8 * n) / 50)),
      ],
    );
    const said = play([...calm, ...walk, ...samplesOf({ ...chest, rate: steady(15), seconds: 60 })]);
    for (const { second, confidence, reason } of said.filter((s) => s.second > 62 && s.second <= 108)) {
      expect({ second, confidence, reason }).toEqual({ second, confidence: 0, reason: BREATH_MOTION });
    }
    expect(said.at(-1)!.reason).toBe(BREATH_KNOWN);
    expect(said.at(-1)!.rate).toBeCloseTo(15, 0);
  });

  it("tells lapping and gnawing, which hardly lift the mean, from lying still", () => {
    const lap = samplesOf({ ...chest, rate: steady(15), seconds: 90 }).map(([p, , , x, y, z], n) => [
      p!,
      0,
      0,
      x! + Math.round(60 * Math.sin((2 * Math.PI * 3.3 * n) / 50)),
      y!,
      z!,
    ]);
    const said = play(lap).filter((s) => s.second > 8);
    expect(new Set(said.map((s) => s.reason))).toEqual(new Set([BREATH_MOTION]));
  });

  it("is never sure of breath where there is only noise and a pulse without breath", () => {
    const sure = [1, 2, 3, 4, 5, 6].flatMap((seed) => [
      ...play(samplesOf({ rate: steady(15), noiseMg: 1.6, seconds: 120, seed: 1000 * seed })),
      ...play(
        samplesOf({ rate: steady(15), pulse: 300, noise: 20, noiseMg: 0, seconds: 120, seed: 1000 * seed }),
      ),
    ]);
    expect(sure.filter((s) => s.confidence >= 80).length / sure.length).toBeLessThan(0.03);
  });

  it("says nothing off the collar", () => {
    const said = play(samplesOf({ ...chest, ...light, rate: steady(15) }), new Respiration(), OFF_COLLAR);
    expect(new Set(said.map((s) => s.reason))).toEqual(new Set([BREATH_OFF]));
  });

  it("goes by the chest alone while the light is at a rail", () => {
    const wild = samplesOf({ ...chest, ...light, rate: steady(15) }).map(([p, ...rest], n) => [
      n % 300 < 150 ? 65_535 : p!,
      ...rest,
    ]);
    expectFound(play(wild, new Respiration(), SATURATED), 15, 1);
  });
});

describe("panting", () => {
  const shaken = (hz: number, mg: number, seconds = 60) =>
    samplesOf({ ...chest, ...light, rate: steady(15), seconds }).map(([p, , , x, y, z], n) => {
      const swing = mg * Math.sin((2 * Math.PI * hz * n) / 50 + 0.3 * Math.sin(n / 40));
      return [p!, 0, 0, Math.round(x! + 0.4 * swing), y!, Math.round(z! + 0.9 * swing)];
    });

  it.each([
    [10, 5],
    [10, 5.6],
    [10, 6.7],
    [25, 5.3],
    [60, 6.2],
  ])("is named at %i mg and %f Hz, with its rate, and never becomes a resting rate", (mg, hz) => {
    const respiration = new Respiration();
    const said = play(
      [...samplesOf({ ...chest, rate: steady(15), seconds: 60 }), ...shaken(hz, mg)],
      respiration,
    );
    expect(respiration.panting).toBe(1);
    expect(Math.abs(respiration.pantingRate / 600 - hz)).toBeLessThan(0.3);
    const panting = said.filter((s) => s.second > 66);
    expect(panting.every((s) => s.confidence === 0)).toBe(true);
    expect(said.at(-1)!.reason).toBe(BREATH_PANTING);
  });

  it("is not seen in rest, in a trot or in scratching", () => {
    for (const [hz, mg] of [
      [5, 0],
      [4.4, 600],
      [5, 800],
      [2.8, 60],
    ] as const) {
      const respiration = new Respiration();
      play(shaken(hz, mg, 40), respiration);
      expect({ hz, mg, panting: respiration.panting }).toEqual({ hz, mg, panting: 0 });
    }
  });

  it("ends, and rest is found again", () => {
    const respiration = new Respiration();
    const said = play(
      [...shaken(5.4, 25, 40), ...samplesOf({ ...chest, rate: steady(20), seconds: 70 })],
      respiration,
    );
    expect(respiration.panting).toBe(0);
    expect(said.at(-1)!.rate).toBeCloseTo(20, 0);
  });
});

describe("bad input", () => {
  it("saturates what no sensor gives, and finds the breath again after it", () => {
    const respiration = new Respiration();
    const wild = noise(3, 3000, 2147483647).map((v, n) => [v, 0 - v, v, n & 1 ? v : 0 - v, v, 2147483647]);
    play(wild, respiration);
    expect(respiration.confidence).toBe(0);
    const said = play(samplesOf({ ...chest, ...light, rate: steady(22), seconds: 100 }), respiration);
    expectFound(said, 22, 1);
  });

  it("gives the same after restart as at first", () => {
    const tape = samplesOf({ ...chest, ...light, rate: steady(13), seconds: 80 });
    const respiration = new Respiration();
    const first = play(tape, respiration);
    respiration.restart();
    expect(play(tape, respiration)).toEqual(first);
  });

  it.each([
    ["ten times as large", (p: number) => 10 * p],
    ["a hundredth of the pulse lost to rounding", (p: number) => 100 * Math.round(p / 100)],
  ])("bears light %s", (_, change) => {
    const tape = samplesOf({ ...light, rate: steady(16), pulse: 3000, level: 600 }).map(([p, ...rest]) => [
      change(p!),
      ...rest,
    ]);
    expectFound(play(tape), 16, 1);
  });
});
