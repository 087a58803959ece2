import { describe, expect, it } from "vitest";
import { BiquadCascade } from "./biquad.ts";
import { biquad, noise, snrDb, worst } from "./testdata/double.ts";

const Q14 = 16384;
/** Butterworth at 50 Hz: low-pass 5 Hz, high-pass 0.5 Hz; Q14. */
const LOW: [number, number, number, number, number] = [1105, 2210, 1105, -18727, 6763];
const HIGH: [number, number, number, number, number] = [15671, -31342, 15671, -31310, 14990];

function model(x: readonly number[], c: readonly number[]): number[] {
  const [b0, b1, b2, a1, a2] = c.map((v) => v / Q14) as [number, number, number, number, number];
  return biquad(x, [b0, b1, b2], [a1, a2]);
}

function run(x: readonly number[], ...sections: [number, number, number, number, number][]): number[] {
  const cascade = new BiquadCascade(sections.length);
  sections.forEach((section, i) => {
    cascade.set(i, ...section);
  });
  return x.map((value) => cascade.step(value));
}

describe.each([
  { name: "20 bits", limit: 524288, snr: 95 },
  { name: "26 bits", limit: 33554432, snr: 130 },
  { name: "8 bits", limit: 128, snr: 25 },
])("noise of $name", ({ limit, snr }) => {
  const x = noise(5, 4000, limit);

  it.each([
    ["low-pass", LOW],
    ["high-pass", HIGH],
  ] as const)("through a %s", (_, section) => {
    const expected = model(x, section);
    const actual = run(x, [...section]);
    expect(snrDb(expected, actual)).toBeGreaterThan(snr);
    expect(worst(expected, actual)).toBeLessThan(6);
  });

  it("through both", () => {
    const expected = model(model(x, HIGH), LOW);
    const actual = run(x, HIGH, LOW);
    expect(snrDb(expected, actual)).toBeGreaterThan(snr - 6);
    expect(worst(expected, actual)).toBeLessThan(8);
  });
});

it("settles to nothing on a level: the error feedback leaves no offset", () => {
  const out = run(new Array(4000).fill(1_000_003), HIGH);
  expect(Math.abs(out.at(-1)!)).toBeLessThanOrEqual(1);
});

it("forgets", () => {
  const cascade = new BiquadCascade(1);
  cascade.set(0, ...LOW);
  const first = [100000, -5000, 77].map((x) => cascade.step(x));
  cascade.restart();
  expect([100000, -5000, 77].map((x) => cascade.step(x))).toEqual(first);
});
