/**
 * Streams recordings through the WASM kernel, sample by sample, and prints how far its heart rate is off. An estimate at time t is
 * the last one given at or before t; errors are averaged over a recording's windows, then over recordings.
 * Run: node firmware/tools/accuracy.ts [--data DIR] [--set S] [--channels all|single] [--least PERCENT] [--each] [--json]
 */
import { parseArgs } from "node:util";
import { compileKernel } from "./asc.ts";
import { findRecordings, type Recording, readRecording } from "./recordings.ts";

type Kernel = typeof import("../targets/wasm/entry.ts");

/** One recording's score; the error is NaN where the collar always abstained. */
interface Score {
  set: string;
  name: string;
  windows: number;
  maeBpm: number;
  within5: number;
  coverage: number;
}

const SAMPLE_MS = 20;
const SAMPLES_A_SECOND = 50;

/** Runs one recording on a fresh kernel; estimates below `least` per cent confidence count as abstaining. */
function score(recording: Recording, kernel: Kernel, channels: number, least: number): Score {
  const { samples, windows } = recording;
  kernel.begin(channels);
  let covered = 0;
  let within5 = 0;
  let error = 0;
  let at = 0;
  for (const { endMs, bpm } of windows) {
    while (at * SAMPLE_MS <= endMs && at * 6 < samples.length) {
      const s = at * 6;
      kernel.sample(
        samples[s],
        samples[s + 1],
        samples[s + 2],
        samples[s + 3],
        samples[s + 4],
        samples[s + 5],
      );
      at++;
      if (at % SAMPLES_A_SECOND === 0) kernel.tick();
    }
    if (kernel.confidence() < least) continue;
    const off = Math.abs(kernel.heartRate() / 10 - bpm);
    covered++;
    error += off;
    if (off <= 5) within5++;
  }
  return {
    set: recording.set,
    name: recording.name,
    windows: windows.length,
    maeBpm: error / covered,
    within5: (100 * within5) / covered,
    coverage: (100 * covered) / windows.length,
  };
}

function mean(values: number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function summary(set: string, scores: Score[]) {
  return {
    set,
    recordings: scores.length,
    windows: scores.reduce((sum, s) => sum + s.windows, 0),
    maeBpm: Number(mean(scores.map((s) => s.maeBpm)).toFixed(3)),
    within5: Number(mean(scores.map((s) => s.within5)).toFixed(2)),
    coverage: Number(mean(scores.map((s) => s.coverage)).toFixed(2)),
  };
}

function line(
  name: string,
  s: { windows: number; maeBpm: number; within5: number; coverage: number },
): string {
  const cells = [s.windows, s.maeBpm.toFixed(2), `${s.within5.toFixed(1)} %`, `${s.coverage.toFixed(1)} %`];
  return name.padEnd(20) + cells.map((cell) => String(cell).padStart(12)).join("");
}

const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: process.env.PETPULSE_DATA ?? "" },
    set: { type: "string" },
    channels: { type: "string", default: "all" },
    least: { type: "string", default: "1" },
    each: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const paths = options.data === "" ? [] : findRecordings(options.data, options.set);
if (paths.length === 0 || !["all", "single"].includes(options.channels)) {
  process.stderr.write(
    "accuracy: no recordings. Name a folder with ppg/<set>/*.csv.gz by --data or PETPULSE_DATA; --channels is all or single\n",
  );
  process.exit(2);
}

const module = new WebAssembly.Module(await compileKernel());
const scores: Score[] = [];
for (const [index, path] of paths.entries()) {
  const recording = readRecording(path);
  if (process.stderr.isTTY)
    process.stderr.write(`\r\x1b[K${index + 1}/${paths.length} ${recording.set} ${recording.name}`);
  const kernel = new WebAssembly.Instance(module, {}).exports as Kernel;
  scores.push(
    score(recording, kernel, options.channels === "single" ? 1 : recording.channels, Number(options.least)),
  );
}
if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");

const names = [...new Set(scores.map((s) => s.set))];
const sets = names.map((set) =>
  summary(
    set,
    scores.filter((s) => s.set === set),
  ),
);
if (options.json) {
  process.stdout.write(
    `${JSON.stringify({ channels: options.channels, sets, recordings: options.each ? scores : [] })}\n`,
  );
} else {
  const head = `${"".padEnd(20)}${["windows", "MAE bpm", "within 5", "coverage"].map((h) => h.padStart(12)).join("")}\n`;
  process.stdout.write(head);
  if (options.each) for (const s of scores) process.stdout.write(`${line(`${s.set}/${s.name}`, s)}\n`);
  for (const s of sets) process.stdout.write(`${line(s.set, s)}\n`);
}
