import { type Clock, systemClock } from "@petpulse/gateway/clock";
import type { Observation } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { openLine } from "../serial/open-line.ts";
import { type Alignment, align, secondsOf } from "./align.ts";
import { readPowerCsv } from "./csv.ts";
import { PowerError } from "./errors.ts";
import { expectedUa } from "./expected.ts";
import { Ppk2 } from "./ppk2.ts";
import { BIN_S, type PowerTrace } from "./trace.ts";

/** What is looked for at the terminals of a board that is supplied by something else, mV: matters to the correction alone. */
const USUAL_MV = 3700;

/** Where a run's power is measured: begun before the run, ended after it. */
export interface Meter {
  begin(): Promise<void>;
  /** Throws PowerError. */
  end(): Promise<{ trace: PowerTrace; lost: number }>;
  close(): Promise<void>;
}

/** What a run took, held against the battery model. */
export interface PowerFigures extends Alignment {
  /** Mean over the seconds of the run that were measured, and what the model says of the same seconds, µA. */
  meanUa: number;
  modelUa: number;
  /** Measured by model. */
  ratio: number;
  /** Seconds of the run that the trace covers, and samples that the instrument lost. */
  measuredS: number;
  lostSamples: number;
  /** By second, µA; null where nothing was measured. */
  measured: (number | null)[];
  model: number[];
}

/** `ppk2:PORT` (another's supply), `ppk2:PORT@3700` (it supplies so many mV), or a CSV file; open. Throws PowerError, ConsoleError. */
export async function openMeter(name: string, clock: Clock = systemClock): Promise<Meter> {
  const [, port, millivolts] = /^ppk2:(.+?)(?:@(\d+))?$/.exec(name) ?? [];
  if (port === undefined) return new FileMeter(name);
  const setup = { millivolts: Number(millivolts ?? USUAL_MV), source: millivolts !== undefined };
  const ppk2 = new Ppk2(openLine(port), clock, setup);
  await ppk2.open();
  return { begin: () => ppk2.start(), end: () => ppk2.stop(), close: () => ppk2.close() };
}

/** A trace that something else has written by the time the run is over. */
class FileMeter implements Meter {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async begin(): Promise<void> {}

  async end(): Promise<{ trace: PowerTrace; lost: number }> {
    return { trace: await readPowerCsv(this.#path), lost: 0 };
  }

  async close(): Promise<void> {}
}

/** Lays a trace over a run and holds it against the model. Throws PowerError power.file where the two do not meet. */
export async function powerOf(
  scenario: Scenario,
  seen: Observation,
  { trace, lost }: { trace: PowerTrace; lost: number },
): Promise<PowerFigures> {
  const model = await expectedUa(scenario, seen);
  const began = (seen.seconds[0]?.atMs ?? trace.startMs) - 1000;
  const guessS = trace.startMs === 0 ? 0 : (began - trace.startMs) / 1000;
  // A rig under simulated time has clocks of its own.
  const placed = align(trace, model, guessS > -1 && guessS < trace.seconds ? Math.max(0, guessS) : 0);
  const measured = secondsOf(trace, placed.offsetS, model.length);
  const known = model.flatMap((value, s) => (Number.isNaN(measured[s]) ? [] : [{ value, at: measured[s]! }]));
  if (known.length === 0)
    throw new PowerError(
      "power.file",
      `the trace of ${trace.seconds.toFixed(2)} s holds nothing of the run`,
      `begin it before the run; bins are ${BIN_S * 1000} ms`,
    );
  const meanUa = known.reduce((sum, { at }) => sum + at, 0) / known.length;
  const modelUa = known.reduce((sum, { value }) => sum + value, 0) / known.length;
  return {
    ...placed,
    meanUa,
    modelUa,
    ratio: meanUa / modelUa,
    measuredS: known.length,
    lostSamples: lost,
    measured: measured.map((value) => (Number.isNaN(value) ? null : value)),
    model,
  };
}

/** One line for people. */
export function powerLine({ meanUa, modelUa, ratio, by, offsetS, lostSamples }: PowerFigures): string {
  const lost = lostSamples > 0 ? `, ${lostSamples} samples lost` : "";
  return `power ${meanUa.toFixed(1)} µA, model ${modelUa.toFixed(1)} µA (× ${ratio.toFixed(2)}), laid over at ${offsetS.toFixed(2)} s by its ${by}${lost}`;
}

const WIDTH = 720;
const HEIGHT = 120;
const TOP = 10;
const MOST_POINTS = 720;

/** Measured current and model over the run, as SVG for the report's page. */
export function powerPlot({ measured, model }: PowerFigures): string {
  const stride = Math.ceil(model.length / MOST_POINTS);
  const highest = Math.max(...model, ...measured.map((value) => value ?? 0), 1);
  const line = (list: readonly (number | null)[], kind: string) => {
    let d = "";
    let drawn = false;
    for (let i = 0; i < list.length; i += stride) {
      const value = list[i];
      if (value === null || value === undefined) {
        drawn = false;
        continue;
      }
      const x = ((i / Math.max(1, list.length - 1)) * WIDTH).toFixed(1);
      d += `${drawn ? "L" : "M"}${x} ${(TOP + HEIGHT * (1 - value / highest)).toFixed(1)}`;
      drawn = true;
    }
    return `<path d="${d}" fill="none" stroke="var(--${kind})" stroke-width="1.5"/>`;
  };
  const label = `<text x="0" y="${TOP}">${highest.toFixed(0)} µA</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${TOP + HEIGHT + 4}" role="img" aria-label="current, measured and model">${line(model, "truth")}${line(measured, "delay")}${label}</svg>`;
}
