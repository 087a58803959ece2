/**
 * Measures the figures that ACCURACY.md shows and keeps them in figures.json; then `npm run generate` writes the page.
 * Run: PETPULSE_DATA=DIR node firmware/tools/accuracy/record.ts
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileKernel } from "../asc.ts";
import type { SetScore } from "./heart-score.ts";
import { kernelMaker } from "./kernel.ts";
import type { HeartWindow } from "./play.ts";
import { progressBar } from "./progress.ts";
import { type Reliability, reliability } from "./reliability.ts";
import { type Figures, figures } from "./report.ts";
import { type Result, run } from "./run.ts";

export const FIGURES = join(import.meta.dirname, "figures.json");

/** A recording among the worst of its set. */
export interface Failure {
  set: string;
  name: string;
  maeBpm: number;
  within5: number;
  /** Share of windows in which the reference moves more than 8 bpm in 2 s, which a mean over 8 s of a heart hardly can. */
  leaps: number;
}

/** All that the page shows. */
export interface PageFigures {
  /** sha256 of the kernel that was measured. */
  kernel: string;
  all: Figures;
  single: Record<string, SetScore>;
  abstaining: Record<string, SetScore>;
  /** Without the windows in which the reference leaps. */
  steady: Record<string, { maeBpm: number; within5: number }>;
  intervals: number;
  reliability: Reliability[];
  failures: Failure[];
}

const LEAP_BPM = 8;

function leaps(windows: HeartWindow[]): boolean[] {
  return windows.map(
    ({ bpm }, i) =>
      Math.abs(bpm - (windows[i - 1]?.bpm ?? bpm)) > LEAP_BPM ||
      Math.abs(bpm - (windows[i + 1]?.bpm ?? bpm)) > LEAP_BPM,
  );
}

function steady(result: Result): PageFigures["steady"] {
  const sets = new Set(result.windows.map(({ set }) => set));
  return Object.fromEntries(
    [...sets].map((set) => {
      const scores = result.windows
        .filter((recording) => recording.set === set)
        .map(({ windows }) => {
          const leap = leaps(windows);
          const errors = windows.filter((_, i) => !leap[i]).map(({ rate, bpm }) => Math.abs(rate - bpm));
          const mae = errors.reduce((sum, error) => sum + error, 0) / errors.length;
          return { mae, within5: errors.filter((error) => error <= 5).length / errors.length };
        });
      const mean = (of: (score: (typeof scores)[number]) => number) =>
        Number((scores.reduce((sum, score) => sum + of(score), 0) / scores.length).toFixed(4));
      return [set, { maeBpm: mean((s) => s.mae), within5: mean((s) => s.within5) }];
    }),
  );
}

function failures(result: Result): Failure[] {
  return result.hearts
    .toSorted((a, b) => b.maeBpm - a.maeBpm)
    .slice(0, 8)
    .map(({ set, name, maeBpm, within5 }) => {
      const recording = result.windows.find((r) => r.set === set && r.name === name)!;
      const leap = leaps(recording.windows);
      const round = (value: number) => Number(value.toFixed(3));
      const share = leap.filter(Boolean).length / leap.length;
      return { set, name, maeBpm: round(maeBpm), within5: round(within5), leaps: round(share) };
    });
}

async function main(): Promise<void> {
  const data = process.env.PETPULSE_DATA ?? "";
  const make = await kernelMaker("wasm");
  const bar = progressBar(process.stderr);
  const all = run({ data, channels: "all", abstain: false }, make, bar.show);
  const single = run({ data, channels: "single", abstain: false }, make, bar.show);
  const abstaining = run({ data, channels: "all", abstain: true }, make, bar.show);
  bar.end();
  const found: PageFigures = {
    kernel: createHash("sha256")
      .update(await compileKernel())
      .digest("hex"),
    all: { ...figures(all), breaths: figures(abstaining).breaths },
    single: figures(single).sets,
    abstaining: figures(abstaining).sets,
    steady: steady(all),
    intervals: all.beats.reduce((sum, { intervals }) => sum + intervals, 0) / all.beats.length,
    reliability: reliability(all.windows.flatMap(({ windows }) => windows)),
    failures: failures(all),
  };
  writeFileSync(FIGURES, `${JSON.stringify(found, null, 2)}\n`);
}

if (import.meta.main) await main();
