import { describe, expect, it } from "vitest";
import { ACTIVE, Activity, REST, VIGOROUS } from "./activity.ts";

/** A hop of 100 samples whose norm is 1000 mg plus `enmo`, half of them through another axis. */
function hop(activity: Activity, enmo: number): number {
  for (let n = 0; n < 100; n++) {
    if (n & 1) activity.sample(0, 0, -(1000 + enmo));
    else activity.sample(1000 + enmo, 0, 0);
  }
  activity.endHop();
  return activity.activity;
}

describe("intensity", () => {
  it("is the mean of the norm above one g, in whatever direction", () => {
    const activity = new Activity();
    for (let n = 0; n < 50; n++) activity.sample(800, 600, 0);
    for (let n = 0; n < 50; n++) activity.sample(0, 1200, 1600);
    activity.endHop();
    expect(activity.intensity).toBe(500);
  });

  it("does not count what is below one g", () => {
    const activity = new Activity();
    for (let n = 0; n < 100; n++) activity.sample(0, 0, n & 1 ? 0 : 1100);
    activity.endHop();
    expect(activity.intensity).toBe(50);
  });

  it("holds at the accelerometer's corners", () => {
    const activity = new Activity();
    for (let n = 0; n < 100; n++) activity.sample(-16000, 16000, -16000);
    activity.endHop();
    expect(activity.intensity).toBe(Math.floor(16000 * Math.sqrt(3)) - 1000);
  });

  it("keeps the last hop's where a hop had no sample", () => {
    const activity = new Activity();
    hop(activity, 77);
    activity.endHop();
    expect(activity.intensity).toBe(77);
  });
});

describe("class", () => {
  it("climbs and falls by thresholds that lie apart", () => {
    const activity = new Activity();
    const hops = [0, 30, 45, 30, 20, 30, 400, 250, 200, 400, 10].map((enmo) => hop(activity, enmo));
    expect(hops).toEqual([
      REST,
      REST,
      ACTIVE,
      ACTIVE,
      REST,
      REST,
      VIGOROUS,
      VIGOROUS,
      ACTIVE,
      VIGOROUS,
      REST,
    ]);
  });
});
