import { expect, test } from "vitest";
import { Bouts } from "./bouts.ts";

/** Plays seconds of a swing of `size` mg at `hz` on top of gravity. */
function play(bouts: Bouts, seconds: number, hz: number, size: number): void {
  for (let i = 0; i < seconds * 25; i++) {
    const swing = Math.round(size * Math.sin((2 * Math.PI * hz * i) / 25));
    bouts.sample(swing, swing >> 1, 1000);
  }
}

test("counts a scratch of three seconds once", () => {
  const bouts = new Bouts();
  play(bouts, 5, 0, 0);
  play(bouts, 3, 5.5, 400);
  play(bouts, 5, 0, 0);
  expect([bouts.scratches, bouts.shakes]).toEqual([1, 0]);
});

test("counts a short and strong swing as a shake", () => {
  const bouts = new Bouts();
  play(bouts, 5, 0, 0);
  play(bouts, 1.2, 5, 2500);
  play(bouts, 5, 0, 0);
  expect([bouts.scratches, bouts.shakes]).toEqual([0, 1]);
});

test("a slow gait, a fast one that goes on, and breathing are neither", () => {
  const bouts = new Bouts();
  play(bouts, 20, 1.8, 500);
  play(bouts, 5, 0, 0);
  play(bouts, 30, 5, 500);
  play(bouts, 5, 0, 0);
  play(bouts, 20, 5.5, 12);
  play(bouts, 5, 0, 0);
  expect([bouts.scratches, bouts.shakes]).toEqual([0, 0]);
});

test("a trot's bounce is no scratch while the wearer walks", () => {
  const bouts = new Bouts();
  bouts.still = 0;
  play(bouts, 4, 5, 400);
  play(bouts, 5, 0, 0);
  expect(bouts.scratches).toBe(0);
});

test("a gap ends a bout and a new one begins clean", () => {
  const bouts = new Bouts();
  play(bouts, 3, 5.5, 400);
  bouts.restart();
  expect(bouts.scratches).toBe(1);
  bouts.restart();
  expect(bouts.scratches).toBe(1);
});
