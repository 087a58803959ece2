import { describe, expect, it } from "vitest";
import { NO_SIGNAL, PPG_RESTING } from "../../src/contact/flags.ts";
import { FLAGS, HEART_RATE } from "../../src/minute.ts";
import type { Kernel } from "./kernel.ts";
import type { Light } from "./light.ts";
import { makeSeconds } from "./seconds.ts";
import type { Sensors } from "./sensors.ts";

/** Seconds over a kernel that is always sure of 90 bpm; `litS` seconds of light come first. */
function play(litS: number, darkS: number, samplesHz: number, motionsHz = 12, clock = (s: number) => s) {
  let lit = true;
  let passed = 0;
  let ticks = 0;
  const kernel = {
    tick: () => ticks++,
    flags: () => 0,
    confidence: () => (lit ? 90 : 0),
    heartRate: () => 900,
    takeMinute: () => 0,
    column: (index: number) => (index === HEART_RATE ? 900 : 0),
  } as Partial<Kernel> as Kernel;
  const light = { on: () => lit, seconds: () => (lit ? passed : 0) } as Light;
  const sensors = {
    samples: () => Math.min(passed, litS) * samplesHz,
    motions: () => passed * motionsHz,
  } as Sensors;
  const seconds = makeSeconds(kernel, sensors, light);
  const said = [];
  for (passed = 1; passed <= litS + darkS; passed++) {
    lit = passed <= litS;
    said.push(seconds.end(clock(passed)));
  }
  return { said, ticks, minute: seconds.takeMinute() };
}

describe("seconds", () => {
  it("correct a rate by the one the samples came at", () => {
    const { said, minute } = play(20, 40, 45);
    expect([said[5]!.heartRate, said[19]!.heartRate]).toEqual([900, 810]);
    expect(minute[HEART_RATE]).toBe(810);
  });

  it.each([20, 80])("abstain at %i Hz: such samples are not those of a heart", (hz) => {
    expect(play(20, 0, hz).said[19]).toMatchObject({ confidence: 0, flags: NO_SIGNAL });
    expect(play(20, 0, 50).said[19]).toMatchObject({ confidence: 90, flags: 0 });
  });

  it("do not take a clock that was set for a sensor that is slow", () => {
    const { said } = play(120, 0, 50, 12, (s) => (s < 40 ? s : s + 3600));
    expect(new Set(said.slice(1).map(({ heartRate }) => heartRate))).toEqual(new Set([900]));
    expect(said.slice(1).every(({ confidence }) => confidence === 90)).toBe(true);
  });

  it("tell the kernel of no dark second, nor of the one the sensor starts in, and say that the light rests", () => {
    const { ticks, said, minute } = play(20, 40, 50);
    expect([ticks, said[59]!.flags, minute[FLAGS]]).toEqual([19, PPG_RESTING, PPG_RESTING]);
    expect(play(50, 10, 50).minute[FLAGS]).toBe(0);
  });

  it("say in the dark, too, that the sensors are silent", () => {
    expect(play(20, 40, 50, 3).minute[FLAGS]).toBe(PPG_RESTING | NO_SIGNAL);
  });
});
