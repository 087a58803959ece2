import { describe, expect, it } from "vitest";
import { noise, snrDb } from "../dsp/testdata/double.ts";
import { MotionCanceller, REGRESSION_LIMIT } from "./motion-canceller.ts";

const HOP = 33;

/** Plays motion of three axes and light made of it, in ring units; returns what is left of the light in the last window. */
function clean(length: number, axis: (n: number, which: number) => number, light: (n: number) => number) {
  const canceller = new MotionCanceller(1);
  for (let n = 0; n < length; n++) {
    canceller.putLight(0, light(n));
    for (let which = 0; which < 3; which++) canceller.putMove(which, axis(n, which));
    canceller.advance();
    if (n % HOP !== HOP - 1) continue;
    canceller.beginHop();
    canceller.endHop();
  }
  canceller.beginHop();
  canceller.solve(0);
  const unit = 2 ** (canceller.fine[0] ?? 0);
  const scale = unit * 2 ** (canceller.down(0) - 2);
  const end = canceller.next;
  const backs = Array.from({ length: 100 }, (_, back) => back);
  return {
    light: backs.map((back) => canceller.light(0, end, back) * unit),
    motion: backs.map((back) => canceller.motion(end, back) * scale),
  };
}

function rms(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
}

describe.each([
  { name: "faint", gain: 2 },
  { name: "usual", gain: 200 },
  { name: "24 bits", gain: 40000 },
])("light of $name size", ({ gain }) => {
  const motion = [noise(1, 400, 900), noise(2, 400, 300), noise(3, 400, 120)];
  const axis = (n: number, which: number) => motion[which]![n]!;

  it("is told from motion that it follows with a lag", () => {
    const follows = (n: number) =>
      gain * (0.8 * axis(Math.max(n - 2, 0), 0) - 0.5 * axis(Math.max(n - 1, 0), 1));
    const { light, motion } = clean(400, axis, (n) => Math.round(follows(n)));
    expect(snrDb(light, motion)).toBeGreaterThan(26);
  });

  it("keeps a pulse that does not follow the motion", () => {
    const pulse = (n: number) => Math.round(gain * 300 * Math.sin((2 * Math.PI * 1.6 * n) / (50 / 3)));
    const { light, motion } = clean(400, axis, pulse);
    expect(rms(motion)).toBeLessThan(0.35 * rms(light));
  });
});

it("takes nothing away where nothing moves", () => {
  const { motion } = clean(
    300,
    () => 0,
    (n) => 5000 * (n % 11),
  );
  expect(new Set(motion)).toEqual(new Set([0]));
});

it("bears the largest motion for ever without overflow", () => {
  const square = (n: number) => (n % 10 < 5 ? REGRESSION_LIMIT : -REGRESSION_LIMIT);
  const { light, motion } = clean(3000, square, (n) => square(n) << 16);
  expect(snrDb(light, motion)).toBeGreaterThan(15);
});

it("bears a light that grows a millionfold and fades again", () => {
  const motion = noise(9, 1500, 500);
  const size = (n: number) => (n > 500 && n < 600 ? 200000 : 1);
  const { light, motion: found } = clean(
    1500,
    (n, which) => (which === 0 ? motion[n]! : 0),
    (n) => Math.round(size(n) * motion[n]!),
  );
  expect(snrDb(light, found)).toBeGreaterThan(10);
});
