/**
 * Scores the collar's step counter on recordings with known counts: every walk by its error, drives by the steps that
 * were counted there an hour.
 * Run: node models/steps/score.ts --data DIR [--json] [--verbose]
 */
import { parseArgs } from "node:util";
import { PERSON, Steps } from "../../firmware/src/steps/steps.ts";
import { RATE, readStepRecordings, type StepRecording, StepRecordingsError } from "./recordings.ts";

/** One recording's count beside the truth. */
interface Counted {
  recording: StepRecording;
  counted: number;
}

/** Figures of a set of recordings; null where it has none of that kind. */
interface StepScore {
  /** Mean absolute error of the walks, % of the true count. */
  mape: number | null;
  /** Steps counted too many, an hour of driving. */
  falsePerHourDriving: number | null;
}

/** Plays one recording to a counter of its own, sample by sample. */
function count({ samples }: StepRecording): number {
  const steps = new Steps(PERSON);
  for (let at = 0; at < samples.length; at += 3) steps.sample(samples[at], samples[at + 1], samples[at + 2]);
  return steps.take();
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Error of a count, % of the truth. */
function errorOf({ recording, counted }: Counted): number {
  return (100 * Math.abs(counted - recording.steps)) / recording.steps;
}

/** Sums up counts. */
function summarise(counts: readonly Counted[]): StepScore {
  const walks = counts.filter(({ recording }) => recording.kind === "walk" && recording.steps > 0);
  const drives = counts.filter(({ recording }) => recording.kind === "drive");
  const hours = drives.reduce((sum, { recording }) => sum + recording.samples.length / 3 / RATE / 3600, 0);
  const excess = drives.reduce((sum, each) => sum + Math.max(0, each.counted - each.recording.steps), 0);
  return { mape: mean(walks.map(errorOf)), falsePerHourDriving: hours > 0 ? excess / hours : null };
}

/** Counts every recording of `data`/motion/steps. Throws StepRecordingsError. */
function countAll(data: string): Counted[] {
  return readStepRecordings(data).map((recording) => ({ recording, counted: count(recording) }));
}

/** The shipped counter's figures on `data`/motion/steps. Throws StepRecordingsError. */
export function scoreSteps(data: string): { steps: StepScore } {
  return { steps: summarise(countAll(data)) };
}

function figure(value: number | null): string {
  return value === null ? "-" : value.toFixed(2);
}

function print(counts: readonly Counted[], verbose: boolean): string {
  const lines = verbose
    ? counts.map(({ recording, counted }) => `${recording.name.padEnd(44)} ${recording.steps} ${counted}`)
    : [];
  for (const subject of new Set(counts.map(({ recording }) => recording.subject))) {
    const score = summarise(counts.filter(({ recording }) => recording.subject === subject));
    lines.push(`${subject.padEnd(12)} mape ${figure(score.mape)} %`);
  }
  const { mape, falsePerHourDriving } = summarise(counts);
  lines.push(
    `all          mape ${figure(mape)} %, ${figure(falsePerHourDriving)} false steps an hour driving`,
  );
  return `${lines.join("\n")}\n`;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { data: { type: "string" }, json: { type: "boolean" }, verbose: { type: "boolean" } },
  });
  try {
    const counts = countAll(values.data ?? process.env.PETPULSE_DATA ?? "");
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ steps: summarise(counts) })}\n`
        : print(counts, values.verbose ?? false),
    );
  } catch (error) {
    if (!(error instanceof StepRecordingsError)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\nhint: ${error.hint}\n`);
    process.exitCode = 1;
  }
}
