import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chart } from "./chart.ts";
import { emptyTally, type LivedDay, liveDay, SCENARIOS, sum } from "./day.ts";
import { energy } from "./energy.ts";
import { FIGURES, figureNames, type PartFigure, values } from "./figures.ts";
import {
  advertisingUc,
  CONSUMERS,
  chargesMah,
  connectionUc,
  cyclesOf,
  dataUc,
  total,
  USUAL_CYCLES,
} from "./model.ts";
import { report } from "./report.ts";

const BUDGET_DAYS = 30;
/** Two whole days, as generate.ts lived them; the gate lives them anew. */
const lived: LivedDay[] = JSON.parse(readFileSync(join(import.meta.dirname, "lived.json"), "utf8"));

describe("charges", () => {
  it("the LEDs' are pulses times width times current, boosted out of the cell", () => {
    const tally = { ...emptyTally(), seconds: 3600, lit: 3600 * 50 };
    const { LEDs } = chargesMah(values(), tally, USUAL_CYCLES);
    // 2 × 62 mA × 123.8 µs × 50 Hz = 767.6 µA at 5 V; ÷ 0.85, × 5/3.7 = 1220 µA of the cell for an hour.
    expect(LEDs).toBeCloseTo(1.2203, 3);
  });

  it("a cell that nothing is taken from loses its self-discharge and what never sleeps", () => {
    const charges = chargesMah(values(), { ...emptyTally(), seconds: 86_400 }, USUAL_CYCLES);
    expect(charges["self-discharge"]).toBeCloseTo(0.25, 6);
    // 3.16 µA × 3 V ÷ 0.88 ÷ 3.7 V for 24 h.
    expect(charges.sleep).toBeCloseTo(0.0699, 3);
    expect([charges.LEDs, charges.kernel, charges.advertising, charges.connection, charges.flash]).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });

  it("the kernel's are cycles at 64 MHz", () => {
    const tally = { ...emptyTally(), lit: 64e6, dark: 32e6, frames: 1 };
    const f = { ...values(), buckShare: 1, cellVolts: 3 };
    expect(cyclesOf(1000, 10, 1.5)).toEqual({ lit: 1500, dark: 15, frame: USUAL_CYCLES.frame });
    // 1 + 1 + 0.5 s of CPU at 3.3 mA.
    expect(chargesMah(f, tally, { lit: 1, dark: 2, frame: 32e6 }).kernel).toBeCloseTo((2.5 * 3.3) / 3600, 9);
  });

  it("a radio event's are those of its packets, of the listening and of the CPU around it", () => {
    // 3 × ((40 + 37 × 8) µs × 6.4 mA + (40 + 100) µs × 6.26 mA) + 1.2 ms × 3.3 mA
    expect(advertisingUc(values())).toBeCloseTo(13.04, 2);
    // (40 + 70 ppm × 2 s + 80) µs × 6.26 mA + (150 + 80) µs × 6.4 mA + 1.2 ms × 3.3 mA
    expect(connectionUc(values(), 2)).toBeCloseTo(7.06, 2);
    // 2 packets, 100 bytes: (2 × 17 + 100) × 8 µs × 6.4 mA, and twice (300 + 80) µs × 6.26 mA
    expect(dataUc(values(), 2, 100, 6.4, 6.26)).toBeCloseTo(11.62, 2);
  });

  it("says of every figure where it comes from", () => {
    for (const name of figureNames()) {
      const figure: PartFigure = FIGURES[name];
      expect(figure.value).toBeGreaterThan(0);
      expect(figure.source.length, name).toBeGreaterThan(4);
      expect(figure.value).toBeLessThanOrEqual(figure.most ?? Number.POSITIVE_INFINITY);
    }
  });
});

describe("a life in fast motion", () => {
  it("is the same twice", () => {
    expect(liveDay(SCENARIOS, 300)).toEqual(liveDay(SCENARIOS, 300));
  });

  it("the hub gets every frame, the lonely collar calls in vain", () => {
    const [home, away] = liveDay(SCENARIOS, 1800);
    expect(home!.near.sent).toBeGreaterThanOrEqual(home!.near.frames + home!.away.frames);
    expect(home!.near.connectedS).toBeGreaterThan(1700);
    expect([away!.away.sent, away!.near.seconds, away!.live.seconds]).toEqual([0, 0, 0]);
    // 60 s at 200 ms, 540 s at 1 s, then 2 s.
    expect(away!.away.advertisements).toBeCloseTo(300 + 540 + 600, -1);
  });

  it("a live view takes the light all the time and is kept apart", () => {
    const live = { name: "looked at", hub: () => true, live: { at: 200, seconds: 300 } };
    const [day] = liveDay([live], 600);
    expect(day!.live.seconds).toBe(300);
    expect(day!.live.lit).toBeGreaterThan(298 * 50);
    expect(day!.live.frames).toBeGreaterThan(140);
    expect(day!.near.lit).toBeLessThan(150 * 50);
  });

  it("sums span by span", () => {
    const a = { ...emptyTally(), seconds: 2, lit: 3 };
    expect(sum([a, 2], [{ ...a, lit: 1 }, -1])).toEqual({ ...emptyTally(), seconds: 2, lit: 5 });
  });
});

describe("a day and a night", () => {
  it("the collar measures every few minutes, whatever the dog does", () => {
    const day = lived[0]!;
    const rated = day.near.rated + day.away.rated + day.live.rated;
    expect(rated).toBeGreaterThan(240);
    expect(day.longestUnratedMin).toBeLessThanOrEqual(15);
  });

  it("lasts 30 days in the default profile, on every kind of day", () => {
    const result = energy(USUAL_CYCLES, lived);
    expect(result.days).toBeGreaterThanOrEqual(BUDGET_DAYS);
    for (const { days, charges, mahPerDay } of result.spent) {
      expect(days).toBeGreaterThanOrEqual(BUDGET_DAYS);
      expect(CONSUMERS.reduce((all, name) => all + charges[name], 0)).toBeCloseTo(mahPerDay, 9);
    }
  });

  it("LEDs twice as bright, or a light that is never off, break the budget", () => {
    const f = values();
    expect(energy(USUAL_CYCLES, lived, { ...f, ledMa: 2 * f.ledMa }).days).toBeLessThan(BUDGET_DAYS);
    const never = energy(USUAL_CYCLES, lived).features.find(({ name }) => name.includes("never off"));
    expect(never!.days).toBeLessThan(BUDGET_DAYS / 3);
  });

  it("a kernel ten times as dear costs days, and is seen", () => {
    const cheap = energy(USUAL_CYCLES, lived);
    const dear = energy({ lit: 254_000, dark: 3_600, frame: 2_000_000 }, lived);
    expect(dear.days).toBeLessThan(cheap.days - 3);
    expect(dear.spent[0]!.charges.kernel).toBeCloseTo(10 * cheap.spent[0]!.charges.kernel, 6);
  });

  it("everything more costs, and every figure shows what it weighs", () => {
    const result = energy(USUAL_CYCLES, lived);
    for (const { name, mahPerDay, days } of result.features) {
      expect(mahPerDay, name).toBeGreaterThan(0);
      expect(days, name).toBeLessThan(result.days);
    }
    expect(result.sensitivity).toHaveLength(figureNames().length + 3);
    for (const { what, daysLow, daysHigh } of result.sensitivity) {
      expect(Math.min(daysLow, daysHigh), what).toBeLessThanOrEqual(result.days);
      expect(Math.max(daysLow, daysHigh), what).toBeGreaterThanOrEqual(result.days);
    }
  });

  it("is drawn and told", () => {
    const result = energy(USUAL_CYCLES, lived);
    const drawn = chart(result);
    expect(drawn).toContain("prefers-color-scheme: dark");
    expect(drawn).not.toMatch(/NaN|undefined|Infinity/);
    expect(report(result)).toContain(`${result.days.toFixed(1)} days on the cell`);
    expect(total(result.spent[0]!.charges)).toBeCloseTo(result.spent[0]!.mahPerDay, 9);
  });
});
