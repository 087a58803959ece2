import { expect, test } from "vitest";
import type { Device, Estimate } from "./api.ts";
import { heartOf, withEstimate } from "./heart.ts";

const T = 1_790_035_200_000;
const estimate = (s: number, heartRate: number | null, ...flags: string[]): Estimate => ({
  at: T + s * 1000,
  heartRate,
  confidence: heartRate === null ? 0 : 0.9,
  activity: "rest",
  intensity: 3,
  flags,
});
const NEVER: Device = {
  id: "00c0ffee12345678",
  name: "Rex",
  species: "dog",
  status: "never",
  lastAt: null,
  latest: null,
  heart: null,
  battery: null,
  framesStored: 0,
  framesLost: 0,
  unplaced: 0,
};
/** What is shown at second `nowS` after these estimates: rate, its age in seconds, and whether it is of now. */
function shown(nowS: number, ...estimates: Estimate[]) {
  const heart = heartOf(estimates.reduce(withEstimate, NEVER), T + nowS * 1000);
  return heart && [heart.heartRate, nowS - (heart.at - T) / 1000, heart.now];
}

test("a rate is of now; in the pause after it the same stands with its age, for a quarter of an hour", () => {
  const burst = estimate(0, 72);
  expect(shown(1, burst)).toEqual([72, 1, true]);
  expect(shown(61, burst)).toEqual([72, 61, false]);
  expect(shown(240, burst, estimate(240, null, "ppg-resting"))).toEqual([72, 240, false]);
  expect(shown(250, burst, estimate(250, null, "warming-up"))).toEqual([72, 250, false]);
  expect(shown(900, burst, estimate(900, null, "ppg-resting"))).toEqual([72, 900, false]);
  expect(shown(901, burst, estimate(901, null, "ppg-resting"))).toBeNull();
  expect(shown(260, burst, estimate(250, null, "ppg-resting"), estimate(260, 80))).toEqual([80, 0, true]);
});

test("silence for a reason is silence, and the rate is back with the next pause", () => {
  const moving = estimate(20, null, "motion");
  expect(shown(20, estimate(0, 72), moving)).toBeNull();
  expect(shown(20, estimate(0, 72), estimate(20, null, "off-collar"))).toBeNull();
  expect(shown(30, estimate(0, 72), moving, estimate(30, null, "ppg-resting"))).toEqual([72, 30, false]);
  expect(shown(30, estimate(30, null, "ppg-resting"))).toBeNull();
  expect(heartOf(NEVER, T)).toBeNull();
});
