import { describe, expect, it } from "vitest";
import { makeRate } from "./rate.ts";

/** Rates said after each second of `seconds`, at so many readings in each. */
function play(readings: (s: number) => number, seconds: number, clock = (s: number) => s): number[] {
  const rate = makeRate();
  let samples = 0;
  return Array.from({ length: seconds }, (_, s) => {
    samples += readings(s + 1);
    rate.end(clock(s + 1), samples, readings(s + 1) > 0);
    return rate.hz();
  });
}

describe("the light sensor's rate", () => {
  it("is the nominal one until ten seconds tell another, and then outlasts the dark", () => {
    const said = play((s) => (s <= 20 ? 45 : 0), 40);
    expect([said[5], said[14], said[39]]).toEqual([50, 45, 45]);
  });

  it("is not what a clock that was set makes of it", () => {
    expect(
      new Set(
        play(
          () => 50,
          120,
          (s) => (s < 40 ? s : s + 3600),
        ),
      ),
    ).toEqual(new Set([50]));
  });

  it("does not follow what is less than a beat", () => {
    expect(new Set(play((s) => (s % 10 === 0 ? 51 : 50), 100))).toEqual(new Set([50]));
  });

  it("is found again after a gap", () => {
    const said = play((s) => (s < 30 ? 40 : s < 35 ? 0 : 60), 60);
    expect([said[28], said[59]]).toEqual([40, 60]);
  });
});
