import { describe, expect, it } from "vitest";
import { RadioSchedule } from "./radio-schedule.ts";

/** Lives `seconds` alone; ms between wakes at the end. */
function alone(radio: RadioSchedule, seconds: number, battery = 80, charging = false): number {
  for (let s = 0; s < seconds; s++) radio.tick(false, 0, false, charging, battery);
  return radio.everyMs;
}

describe("with a hub", () => {
  it("is slow when all is said, faster for somebody who looks, fastest with a backlog", () => {
    const radio = new RadioSchedule();
    const wakes = (waiting: number, live: boolean) => {
      radio.tick(true, waiting, live, false, 80);
      return radio.everyMs;
    };
    expect([wakes(0, false), wakes(8, false), wakes(0, true), wakes(9, true), wakes(40, false)]).toEqual([
      2000, 2000, 500, 50, 50,
    ]);
  });
});

describe("alone", () => {
  it("calls often for a minute, then once a second, then every two", () => {
    const radio = new RadioSchedule();
    expect([alone(radio, 60), alone(radio, 1), alone(radio, 538), alone(radio, 1)]).toEqual([
      200, 1000, 1000, 2000,
    ]);
  });

  it("begins anew after each hub", () => {
    const radio = new RadioSchedule();
    alone(radio, 3600);
    radio.tick(true, 0, false, false, 80);
    expect(alone(radio, 1)).toBe(200);
  });

  it("calls more seldom on a low battery and often on the charger", () => {
    const radio = new RadioSchedule();
    expect([alone(radio, 700, 15), alone(radio, 1, 0), alone(radio, 1, 15, true)]).toEqual([4000, 2000, 200]);
  });
});
