import { describe, expect, it } from "vitest";
import { Fft } from "./fft.ts";
import { dft, noise, snrDb, worst } from "./testdata/double.ts";

function transform(bits: number, padding: number, re: readonly number[], im: readonly number[]) {
  const fft = new Fft(bits, padding);
  re.forEach((value, n) => {
    fft.put(n, value, im[n]!);
  });
  fft.run();
  const scale = 2 ** fft.exponent;
  return { re: [...fft.re].map((v) => v * scale), im: [...fft.im].map((v) => v * scale), scale };
}

describe.each([
  { bits: 9, padding: 0 },
  { bits: 9, padding: 2 },
  { bits: 6, padding: 0 },
  { bits: 8, padding: 1 },
])("2^$bits points, 1/2^$padding of them set", ({ bits, padding }) => {
  it.each([{ limit: 32767 }, { limit: 12000 }, { limit: 300 }])(
    "agrees with doubles on noise of ±$limit",
    ({ limit }) => {
      const length = 2 ** (bits - padding);
      const [re, im] = [noise(11, length, limit), noise(12, length, limit)];
      const model = dft(re, im, 2 ** bits);
      const actual = transform(bits, padding, re, im);
      expect(snrDb([...model.re, ...model.im], [...actual.re, ...actual.im])).toBeGreaterThan(
        limit > 1000 ? 58 : 45,
      );
      expect(Math.max(worst(model.re, actual.re), worst(model.im, actual.im))).toBeLessThan(
        20 * actual.scale + 3,
      );
    },
  );
});

it("does not overflow where everything adds up", () => {
  const full = new Array<number>(512).fill(32767);
  const { re, im } = transform(9, 0, full, full);
  expect(Math.abs(re[0]! - 512 * 32767) / (512 * 32767)).toBeLessThan(1e-3);
  expect(Math.max(...re.slice(1).map(Math.abs), ...im.slice(1).map(Math.abs))).toBeLessThan(
    512 * 32767 * 1e-3,
  );
});

it("is nothing for nothing", () => {
  const { re, im } = transform(9, 2, new Array(128).fill(0), new Array(128).fill(0));
  expect(new Set([...re, ...im])).toEqual(new Set([0]));
});
