import { describe, expect, it } from "vitest";
import { dft, noise } from "../dsp/testdata/double.ts";
import { FIRST_BIN, SPECTRUM_BINS } from "./bins.ts";
import { Spectrum } from "./spectrum.ts";

const WINDOW = 116;

function tone(bin: number, size: number): number[] {
  return Array.from({ length: WINDOW }, (_, n) => Math.round(size * Math.sin((2 * Math.PI * bin * n) / 512)));
}

function sum(...parts: number[][]): number[] {
  return parts[0]!.map((_, n) => parts.reduce((total, part) => total + part[n]!, 0));
}

function spectra(...channels: { raw: number[]; cleaned: number[] }[]): Spectrum {
  const spectrum = new Spectrum();
  spectrum.begin();
  for (const { raw, cleaned } of channels) {
    for (let n = 0; n < 128; n++) spectrum.put(n, raw[n] ?? 0, cleaned[n] ?? 0);
    spectrum.add();
  }
  spectrum.finish();
  return spectrum;
}

/** The definition in doubles: log2 of the mean share of whitened power over the floor of 0.4 %. */
function model(...signals: number[][]): number[] {
  const shares = signals.map((signal) => {
    const { re, im } = dft(signal, new Array(WINDOW).fill(0), 512);
    const power = re.map((r, k) => k * (r * r + im[k]! ** 2));
    const total = power.slice(13, SPECTRUM_BINS).reduce((a, b) => a + b);
    return power.map((p) => p / total);
  });
  return Array.from({ length: SPECTRUM_BINS }, (_, k) => {
    const share = shares.reduce((mean, of) => mean + of[k]! / shares.length, 0);
    return 1024 * Math.log2((share + 0.004) / 0.004);
  });
}

function worstBin(of: Uint16Array, expected: number[]): number {
  return Math.max(...expected.slice(FIRST_BIN).map((value, i) => Math.abs(value - of[FIRST_BIN + i]!)));
}

describe.each([
  { name: "full scale", size: 9000 },
  { name: "a few units", size: 60 },
])("at $name", ({ size }) => {
  const heart = sum(tone(60, size), tone(120, size / 3), noise(1, WINDOW, size / 8));
  const gait = sum(tone(85, size / 1.5), tone(170, size / 4));

  it("is the whitened share of the power, in log2, for light with and without motion and for the motion alone", () => {
    const spectrum = spectra({ raw: sum(heart, gait), cleaned: heart });
    expect(worstBin(spectrum.raw, model(sum(heart, gait)))).toBeLessThan(40);
    expect(worstBin(spectrum.cleaned, model(heart))).toBeLessThan(40);
    expect(worstBin(spectrum.motion, model(gait))).toBeLessThan(40);
  });

  it("averages channels, whatever their gains", () => {
    const quiet = heart.map((v) => Math.round(v / 7));
    const spectrum = spectra({ raw: gait, cleaned: gait }, { raw: quiet, cleaned: quiet });
    expect(worstBin(spectrum.raw, model(gait, quiet))).toBeLessThan(90);
    expect(new Set(spectrum.motion.slice(FIRST_BIN))).toEqual(new Set([0]));
  });
});

it("is nothing for a silent channel", () => {
  const silent = new Array<number>(WINDOW).fill(0);
  const spectrum = spectra({ raw: silent, cleaned: silent });
  expect(new Set([...spectrum.raw.slice(FIRST_BIN), ...spectrum.cleaned.slice(FIRST_BIN)])).toEqual(
    new Set([0]),
  );
});
