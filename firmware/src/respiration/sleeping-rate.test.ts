import { describe, expect, it } from "vitest";
import { noise } from "../dsp/testdata/double.ts";
import { SleepingRate } from "./sleeping-rate.ts";

/** Estimates of a bout, one every 4 s. */
function sleep(rates: SleepingRate, minutes: number, rate: (i: number) => number, confidence = 95): void {
  for (let i = 0; i < minutes * 15; i++) rates.add(rate(i), confidence, false);
}

describe("the night's sleeping rate", () => {
  it("is the median of what was trusted, to half a breath", () => {
    const rates = new SleepingRate();
    const breaths = noise(9, 400, 40).map((n) => 150 + n);
    sleep(rates, 3, () => 400);
    for (const rate of breaths) rates.add(rate, 95, false);
    rates.add(590, 95, false);
    const sorted = [...breaths].sort((a, b) => a - b);
    expect(Math.abs(rates.take() - sorted[200]!)).toBeLessThanOrEqual(5);
  });

  it("leaves out what is doubtful, and the first three minutes of every bout", () => {
    const rates = new SleepingRate();
    for (let bout = 0; bout < 5; bout++) {
      rates.add(0, 0, true);
      sleep(rates, 3, () => 480);
      sleep(rates, 4, () => 140);
      sleep(rates, 4, () => 330, 60);
    }
    expect(rates.seconds).toBe(5 * 4 * 60);
    expect(rates.take()).toBeGreaterThanOrEqual(135);
    expect(rates.take()).toBe(0);
  });

  it("says nothing of less than ten minutes, and starts anew when taken", () => {
    const rates = new SleepingRate();
    sleep(rates, 12, () => 160);
    expect(rates.take()).toBe(0);
    sleep(rates, 13, () => 160);
    expect(rates.take()).toBe(160);
    expect(rates.seconds).toBe(0);
  });

  it("holds a month without a take", () => {
    const rates = new SleepingRate();
    sleep(rates, 43_200, (i) => (i % 3 === 0 ? 180 : 120));
    expect(Math.abs(rates.median() - 120)).toBeLessThanOrEqual(5);
  });
});

describe("breathing too fast asleep", () => {
  it("is said after five minutes above 30, once, until it has come back", () => {
    const rates = new SleepingRate();
    sleep(rates, 3, () => 340);
    sleep(rates, 4.9, () => 340);
    expect(rates.high).toBe(0);
    sleep(rates, 0.2, () => 340);
    expect(rates.high).toBe(1);
    sleep(rates, 2, () => 280);
    expect(rates.high).toBe(1);
    sleep(rates, 1, () => 280);
    expect(rates.high).toBe(0);
  });

  it("is not made of dreams: a minute here and there above it", () => {
    const rates = new SleepingRate();
    sleep(rates, 300, (i) => (i % 60 < 15 ? 420 : 160));
    expect(rates.high).toBe(0);
  });
});
