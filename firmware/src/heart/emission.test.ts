import { expect, it } from "vitest";
import { FIRST_BIN, RATE_BINS, SPECTRUM_BINS } from "./bins.ts";
import { emit } from "./emission.ts";

/** A spectrum with lines of a given height at given bins. */
function lines(at: Record<number, number>): Uint16Array {
  const spectrum = new Uint16Array(SPECTRUM_BINS);
  for (const [bin, height] of Object.entries(at)) spectrum[Number(bin)] = height;
  return spectrum;
}

/** The bin that is most likely, as a bin of the spectrum. */
function best(raw: Uint16Array, cleaned: Uint16Array, motion = lines({})): number {
  const out = new Uint16Array(RATE_BINS);
  emit(raw, cleaned, motion, 3, false, out);
  return FIRST_BIN + out.indexOf(Math.max(...out));
}

it("prefers the rate whose second harmonic is there to that harmonic and to half the rate", () => {
  const pulse = lines({ 50: 4000, 100: 3000 });
  expect(best(pulse, pulse)).toBe(50);
});

it("prefers what is left without motion to what only the raw light has", () => {
  expect(best(lines({ 70: 5000, 50: 3000 }), lines({ 50: 5000 }))).toBe(50);
});

it("does not take motion's line for a second harmonic", () => {
  const light = lines({ 45: 2500, 90: 3500, 60: 3200 });
  expect(best(light, light)).toBe(45);
  expect(best(light, light, lines({ 90: 6000 }))).not.toBe(45);
});

it("takes an odd harmonic as a sign of half the rate, more so at rest", () => {
  const slow = lines({ 30: 1800, 60: 5000, 90: 4000, 120: 2500 });
  const fast = lines({ 30: 1800, 60: 5000, 120: 2500 });
  const lead = (spectrum: Uint16Array, atRest: boolean) => {
    const out = new Uint16Array(RATE_BINS);
    emit(spectrum, spectrum, lines({}), 3, atRest, out);
    return out[60 - FIRST_BIN]! - out[30 - FIRST_BIN]!;
  };
  expect(lead(fast, false) - lead(slow, false)).toBe(Math.ceil((15 * 1800) / 64));
  expect(lead(fast, true) - lead(slow, true)).toBe(Math.ceil((28 * 1800) / 64));
});

it("lets a single light say less while its wearer moves, not at rest", () => {
  const pulse = lines({ 60: 4000, 120: 3000 });
  const said = (channels: number, atRest: boolean) => {
    const [heard, silent] = [new Uint16Array(RATE_BINS), new Uint16Array(RATE_BINS)];
    emit(pulse, pulse, lines({}), channels, atRest, heard);
    emit(lines({}), lines({}), lines({}), channels, atRest, silent);
    return heard[60 - FIRST_BIN]! - silent[60 - FIRST_BIN]!;
  };
  expect(said(1, false)).toBe((said(2, false) * 44) >> 6);
  expect(said(1, true)).toBe(said(3, true));
});

it("falls back on the prior near 130 bpm where there is nothing", () => {
  expect(Math.abs((best(lines({}), lines({})) * 1000) / 512 - 130)).toBeLessThan(3);
});

it("does not punish a rate whose harmonic lies beyond the spectrum", () => {
  const fast = lines({ 140: 4000 });
  expect(best(fast, fast)).toBe(140);
});
