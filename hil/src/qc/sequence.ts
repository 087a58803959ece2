import { type Limits, limitsMark, MEASURES, type Measure } from "./limits.ts";
import type { Identified, Unit } from "./unit.ts";

/** One measure of one unit against its limits. */
export interface Step {
  measure: Measure;
  /** null: it could not be measured, which is a failure. */
  value: number | null;
  unit: string;
  low: number | null;
  high: number | null;
  ok: boolean;
  /** Why there is no value; empty else. */
  why: string;
}

/** What came of a unit. */
export interface Tested {
  about: Identified | null;
  steps: Step[];
  ok: boolean;
  limits: string;
}

/** The light sensor's converter, counts: 12 bits. */
const FULL_SCALE = 4095;
/** The fixture's lid closes, and the LED settles, before anything is taken for a figure, s. */
const SETTLE_S = 1;

type Found = Partial<Record<Measure, number>>;

/**
 * The whole sequence on one unit: who it is, motion, light, flash, radio, battery, identity. A part that fails leaves its measures
 * without a value and the rest goes on. `said` hears of each part as it begins.
 */
export async function testUnit(unit: Unit, limits: Limits, said: (part: string) => void): Promise<Tested> {
  const found: Found = {};
  const whys = new Map<string, string>();
  let about: Identified | null = null;
  const part = async (name: string, work: () => Promise<void>) => {
    said(name);
    try {
      await work();
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      whys.set(name, `${code ?? "failed"}: ${message}`);
    }
  };
  const { seconds } = limits;
  await part("identity", async () => {
    about = await unit.identify();
    found["identity.written"] = about.device === null ? 0 : 1;
    if (about.battery !== null) found["battery.percent"] = about.battery;
  });
  await part("motion", async () => {
    Object.assign(found, motionFigures(await unit.motion(seconds.motion), seconds.motion));
  });
  await part("light", async () => {
    Object.assign(found, lightFigures(await unit.light(seconds.light), seconds.light));
  });
  await part("flash", async () => {
    const { errors, ms } = await unit.flash();
    Object.assign(found, { "flash.errors": errors, "flash.write": ms });
  });
  await part("radio", async () => {
    const heard = await unit.rssi(seconds.radio);
    if (heard && heard.length > 0) found["radio.rssi"] = median(heard);
  });
  await part("battery", async () => {
    const microamperes = await unit.current(seconds.current);
    if (microamperes !== null && Number.isFinite(microamperes)) found["battery.current"] = microamperes;
  });
  const steps = stepsOf(found, limits, whys);
  return { about, steps, ok: steps.every(({ ok }) => ok), limits: limitsMark(limits) };
}

function stepsOf(found: Found, { measures }: Limits, whys: ReadonlyMap<string, string>): Step[] {
  return (Object.keys(MEASURES) as Measure[]).flatMap((measure) => {
    const limit = measures[measure];
    if (!limit) return [];
    const { low = null, high = null } = limit;
    const value = found[measure] ?? null;
    const ok = value !== null && value >= (low ?? value) && value <= (high ?? value);
    const name = measure.split(".")[0]!;
    const why = value === null ? (whys.get(partOf(name)) ?? "not measured") : "";
    return [{ measure, value, unit: MEASURES[measure], low, high, ok, why }];
  });
}

/** The part of the sequence that measures are from, by the first word of their names. */
function partOf(name: string): string {
  return name === "led" ? "light" : name;
}

function motionFigures(samples: readonly (readonly [number, number, number])[], seconds: number): Found {
  if (samples.length < 2) return { "motion.rate": samples.length / seconds };
  const norms = samples.map(([x, y, z]) => Math.hypot(x, y, z));
  const axis = (i: 0 | 1 | 2) => variance(samples.map((sample) => sample[i]));
  return {
    "motion.rate": samples.length / seconds,
    "motion.gravity": rounded(mean(norms)),
    "motion.noise": rounded(1000 * Math.sqrt((axis(0) + axis(1) + axis(2)) / 3)),
  };
}

function lightFigures(samples: readonly number[], seconds: number): Found {
  const rate = samples.length / seconds;
  const settled = samples.slice(Math.ceil(rate * SETTLE_S));
  if (settled.length < 2) return { "light.rate": rate };
  // Half the mean square of successive differences: the noise's variance whatever slow drift lies under it (von Neumann 1941).
  const steps = settled.slice(1).map((value, i) => (value - settled[i]!) ** 2);
  const railed = settled.filter((value) => value <= 0 || value >= FULL_SCALE).length;
  return {
    "light.rate": rounded(rate),
    "led.response": rounded(mean(settled)),
    "light.saturated": rounded((100 * railed) / settled.length),
    "light.noise": rounded(Math.sqrt(mean(steps) / 2)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
