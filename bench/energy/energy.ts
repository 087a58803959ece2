import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chart } from "./chart.ts";
import { DAY_S, type LivedDay, liveDay, sum, type Tally } from "./day.ts";
import { FIGURES, figureNames, type PartFigure, type Values, values } from "./figures.ts";
import {
  type Charges,
  CYCLES_PER_INSTRUCTION,
  type Cycles,
  chargesMah,
  daysOf,
  total,
  USUAL_CYCLES,
} from "./model.ts";
import { report } from "./report.ts";

/** A way of spending the day, and what it takes. */
export interface Spent {
  name: string;
  charges: Charges;
  mahPerDay: number;
  days: number;
  /** Share of the day with light. */
  duty: number;
}

/** One thing more, and what it costs. */
export interface Feature {
  name: string;
  mahPerDay: number;
  /** Days that are left with it. */
  days: number;
}

/** A figure half as large and half as large again. */
export interface Sensitivity extends PartFigure {
  daysLow: number;
  daysHigh: number;
}

export interface EnergyResult {
  /** Days on the cell in the default profile: the first of `spent`. */
  days: number;
  spent: Spent[];
  features: Feature[];
  sensitivity: Sensitivity[];
  cycles: Cycles;
  /** What was lived. */
  lived: readonly LivedDay[];
}

function wholeDay(day: LivedDay): Tally {
  const all = sum([day.near, 1], [day.away, 1], [day.live, 1]);
  return sum([all, DAY_S / all.seconds]);
}

function perDay(tally: Tally): Tally {
  return sum([tally, tally.seconds > 0 ? DAY_S / tally.seconds : 0]);
}

/** A day on which the light is never off. */
function continuous(tally: Tally): Tally {
  return { ...tally, lit: tally.lit + tally.dark, dark: 0 };
}

function featuresOf(f: Values, typical: Tally, live: Tally, near: Tally, cycles: Cycles): Feature[] {
  const cost = (tally: Tally, figures: Values = f, spentCycles: Cycles = cycles) =>
    total(chargesMah(figures, tally, spentCycles));
  const base = cost(typical);
  const hour = sum([typical, 1], [perDay(live), 1 / 24], [perDay(near), -1 / 24]);
  const twice = { ...typical, lit: 2 * typical.lit, dark: typical.dark - typical.lit };
  const thousand = 1000 * CYCLES_PER_INSTRUCTION;
  const more = { ...cycles, lit: cycles.lit + thousand, dark: cycles.dark + thousand };
  const all: [string, number][] = [
    ["an hour of live view more, every day", cost(hour)],
    ["one LED pulse more per sample", cost(typical, { ...f, channels: f.channels + 1 })],
    ["twice as many bursts", cost(twice)],
    ["1,000 instructions more per sample", cost(typical, f, more)],
    [
      "heard twice as often",
      cost({ ...typical, advertisements: 2 * typical.advertisements, connections: 2 * typical.connections }),
    ],
    ["light that is never off", cost(continuous(typical))],
  ];
  return all.map(([name, mah]) => ({ name, mahPerDay: mah - base, days: daysOf(f, mah) }));
}

/** What is no data sheet's and no assumption of a part: the kernel's cycles and the scheduler's duty, on this dog. */
function lived(typical: Tally, cycles: Cycles): [PartFigure, (factor: number) => number][] {
  const days = (tally: Tally, spentCycles: Cycles) =>
    daysOf(values(), total(chargesMah(values(), tally, spentCycles)));
  const measured = (value: number, unit: string, what: string, source: string): PartFigure => ({
    value,
    unit,
    what,
    source,
    basis: "measured",
  });
  const lit = Math.round(typical.lit / 50);
  return [
    [
      measured(lit, "s", "light in a day", "the collar's scheduler on the virtual dog, seed 1"),
      (factor) => {
        const more = (factor - 1) * typical.lit;
        return days({ ...typical, lit: typical.lit + more, dark: typical.dark - more }, cycles);
      },
    ],
    [
      measured(cycles.lit, "cycles", "the kernel's sample with light", "the Cortex-M4 gate (npm run bench)"),
      (factor) => days(typical, { ...cycles, lit: factor * cycles.lit }),
    ],
    [
      measured(
        cycles.dark,
        "cycles",
        "the kernel's sample without light",
        "the Cortex-M4 gate (npm run bench)",
      ),
      (factor) => days(typical, { ...cycles, dark: factor * cycles.dark }),
    ],
  ];
}

function sensitivityOf(typical: Tally, cycles: Cycles): Sensitivity[] {
  const parts = figureNames().map((name): [PartFigure, (factor: number) => number] => {
    const figure: PartFigure = FIGURES[name];
    return [
      figure,
      (factor) => {
        const f = {
          ...values(),
          [name]: Math.min(figure.value * factor, figure.most ?? Number.POSITIVE_INFINITY),
        };
        return daysOf(f, total(chargesMah(f, typical, cycles)));
      },
    ];
  });
  return [...parts, ...lived(typical, cycles)]
    .map(([figure, daysWith]) => ({ ...figure, daysLow: daysWith(0.5), daysHigh: daysWith(1.5) }))
    .sort((a, b) => Math.abs(b.daysHigh - b.daysLow) - Math.abs(a.daysHigh - a.daysLow));
}

/**
 * What a day takes out of the cell. Pure: the same arguments give the same result.
 * `cycles`: of the kernel, by `cyclesOf` from the Cortex-M4 gate; `livedDays`: by default two days are lived, which takes some 20 s;
 * `f`: every number of the model.
 */
export function energy(
  cycles: Cycles = USUAL_CYCLES,
  livedDays: readonly LivedDay[] = liveDay(),
  f: Values = values(),
): EnergyResult {
  const [day, alone] = livedDays;
  if (!day || !alone) throw new RangeError(`energy: ${livedDays.length} days lived, 2 are needed`);
  const typical = wholeDay(day);
  const spent = [
    { name: "typical day: 3 h out, 15 min of live view", tally: typical },
    { name: "at home, nobody looks", tally: perDay(day.near) },
    { name: "away from the hub all day", tally: wholeDay(alone) },
  ].map(({ name, tally }) => {
    const charges = chargesMah(f, tally, cycles);
    const mahPerDay = total(charges);
    const duty = tally.lit / (tally.lit + tally.dark);
    return { name, charges, mahPerDay, days: daysOf(f, mahPerDay), duty };
  });
  return {
    days: spent[0]!.days,
    spent,
    features: featuresOf(f, typical, day.live, day.near, cycles),
    sensitivity: sensitivityOf(typical, cycles),
    cycles,
    lived: livedDays,
  };
}

if (import.meta.main) {
  const { values: options } = parseArgs({
    options: { json: { type: "boolean", default: false }, svg: { type: "string" } },
  });
  const result = energy();
  if (options.svg) writeFileSync(options.svg, chart(result));
  process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : report(result));
}
