/**
 * Measures the figures that ACCURACY.md shows and keeps them in figures.json; then `npm run generate` writes the page.
 * Run: PETPULSE_DATA=DIR node firmware/tools/accuracy/record.ts
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileKernel } from "../asc.ts";
import { type SetScore, scoreHeart, summarise } from "./heart-score.ts";
import { kernelMaker } from "./kernel.ts";
import { progressBar } from "./progress.ts";
import { clockShift, dips, shifted } from "./reference-doubt.ts";
import { type Reliability, reliability } from "./reliability.ts";
import { type Figures, figures } from "./report.ts";
import { type Result, run } from "./run.ts";
import { type Honesty, spoil } from "./spoil.ts";
import { mean } from "./statistics.ts";

export const FIGURES = join(import.meta.dirname, "figures.json");

/** Reference windows are 2 s apart. */
const WINDOW_S = 2;

/** A recording among the worst of its set. */
export interface Failure {
  set: string;
  name: string;
  maeBpm: number;
  within5: number;
  /** Share of windows in which the reference dips as if beats were missed. */
  dips: number;
  /** Seconds by which the estimate seems to lag the reference's clock. */
  shift: number;
}

/** All that the page shows. */
export interface PageFigures {
  /** sha256 of the kernel that was measured. */
  kernel: string;
  all: Figures;
  single: Record<string, SetScore>;
  abstaining: Record<string, SetScore>;
  /** By set, where the reference can be believed: its dips' share, and the figures outside them, by the clock that fits best. */
  believable: Record<
    string,
    { dips: number; maeBpm: number; within5: number; freeWithin5: number; coverage: number }
  >;
  intervals: number;
  reliability: Reliability[];
  failures: Failure[];
  spoilt: Honesty[];
}

/** A set's figures where the reference can be believed: outside dips, each recording's clock set right. */
function believable(result: Result): PageFigures["believable"] {
  const scored = result.windows.map(({ set, name, windows }) => {
    const dip = dips(windows.map(({ bpm }) => bpm));
    const kept = shifted(windows, dip, clockShift(windows, dip));
    return {
      set,
      dips: share(dip),
      all: scoreHeart(set, name, kept, false),
      free: scoreHeart(set, name, kept, true),
    };
  });
  return Object.fromEntries(
    [...new Set(scored.map(({ set }) => set))].map((set) => {
      const own = scored.filter((score) => score.set === set);
      const { maeBpm, within5 } = summarise(own.map(({ all }) => all));
      const free = summarise(own.map((score) => score.free));
      const of = { dips: mean(own.map((score) => score.dips)), maeBpm, within5 };
      return [set, rounded({ ...of, freeWithin5: free.within5, coverage: free.coverage })];
    }),
  );
}

function share(which: boolean[]): number {
  return which.filter(Boolean).length / which.length;
}

function rounded<T extends object>(figures: T): T {
  return Object.fromEntries(Object.entries(figures).map(([name, v]) => [name, Number(v.toFixed(4))])) as T;
}

function failures(result: Result): Failure[] {
  return result.hearts
    .toSorted((a, b) => b.maeBpm - a.maeBpm)
    .slice(0, 8)
    .map(({ set, name, maeBpm, within5 }) => {
      const { windows } = result.windows.find((r) => r.set === set && r.name === name)!;
      const dip = dips(windows.map(({ bpm }) => bpm));
      const shift = WINDOW_S * clockShift(windows, dip);
      return { set, name, ...rounded({ maeBpm, within5, dips: share(dip), shift }) };
    });
}

async function main(): Promise<void> {
  const data = process.env.PETPULSE_DATA ?? "";
  const make = await kernelMaker("wasm");
  const bar = progressBar(process.stderr);
  const all = run({ data, channels: "all", abstain: false }, make, bar.show);
  const single = run({ data, channels: "single", abstain: false }, make, bar.show);
  const abstaining = run({ data, channels: "all", abstain: true }, make, bar.show);
  const spoilt = spoil(data, undefined, make, bar.show);
  bar.end();
  const found: PageFigures = {
    kernel: createHash("sha256")
      .update(await compileKernel())
      .digest("hex"),
    all: { ...figures(all), breaths: figures(abstaining).breaths },
    single: figures(single).sets,
    abstaining: figures(abstaining).sets,
    believable: believable(all),
    intervals: all.beats.reduce((sum, { intervals }) => sum + intervals, 0) / all.beats.length,
    reliability: reliability(all.windows.flatMap(({ windows }) => windows)),
    failures: failures(all),
    spoilt: spoilt.map((row) => ({
      ...row,
      wrong: Number(row.wrong.toFixed(4)),
      allowed: Number(row.allowed.toFixed(4)),
    })),
  };
  writeFileSync(FIGURES, `${JSON.stringify(found, null, 2)}\n`);
}

if (import.meta.main) await main();
