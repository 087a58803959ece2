import { basename } from "node:path";
import { type BeltRecording, findRecordings, readBeltRecordings, readRecording } from "../recordings.ts";
import { type BeatScore, scoreBeats } from "./beat-score.ts";
import { readBelt } from "./belt.ts";
import { annotated, type BreathScore, scoreBreaths } from "./breath-score.ts";
import { type HeartScore, scoreHeart } from "./heart-score.ts";
import type { Kernel } from "./kernel.ts";
import { type HeartWindow, play, playMotion } from "./play.ts";

/** The sets whose beats and breaths are scored. */
const BEAT_SET = "bidmc";
export const BELT_SET = "resp10";
const RATE = 50;

export interface Options {
  /** Folder with ppg/ and motion/. */
  data: string;
  /** One set alone. */
  set?: string | undefined;
  channels: "all" | "single";
  /** Whether silence counts as silence. */
  abstain: boolean;
}

/** Everything a run found. */
export interface Result {
  hearts: HeartScore[];
  windows: { set: string; name: string; windows: HeartWindow[] }[];
  beats: BeatScore[];
  /** By set: bidmc, resp10 (sitting, first sensor) and resp10weak (sitting, second sensor). */
  breaths: Record<string, BreathScore[]>;
}

/** Called before each recording: how many are done, of how many, and which is next. */
export type Progress = (done: number, all: number, next: string) => void;

/** Plays every recording of `options.data` through a kernel of its own. */
export function run(options: Options, make: () => Kernel, progress: Progress): Result {
  const paths = findRecordings(options.data, options.set === BELT_SET ? "" : options.set);
  const looksForBreaths = make().breaths !== undefined;
  const belted =
    looksForBreaths && (options.set ?? BELT_SET) === BELT_SET ? readBeltRecordings(options.data) : [];
  const sitting = belted.filter(({ posture }) => posture === "sit");
  const all = paths.length + sitting.length;
  const result: Result = { hearts: [], windows: [], beats: [], breaths: {} };
  paths.forEach((path, index) => {
    progress(index, all, basename(path));
    playOne(path, options, make(), result);
  });
  sitting.forEach((recording, index) => {
    progress(paths.length + index, all, recording.name);
    playBelt(recording, options.abstain, make, result);
  });
  return result;
}

function playOne(path: string, { channels, abstain }: Options, kernel: Kernel, result: Result): void {
  const recording = readRecording(path);
  const { set, name } = recording;
  const played = play(recording, kernel, channels === "single" ? 1 : recording.channels);
  result.hearts.push(scoreHeart(set, name, played.windows, abstain));
  result.windows.push({ set, name, windows: played.windows });
  if (set !== BEAT_SET) return;
  if (recording.beats.length > 0) result.beats.push(scoreBeats(name, played.beats, recording.beats));
  if (recording.breaths.length === 0 || played.breaths.length === 0) return;
  keep(result, set, scoreBreaths(name, played.breaths, annotated(recording.breaths), abstain));
}

function playBelt(recording: BeltRecording, abstain: boolean, make: () => Kernel, result: Result): void {
  const reference = annotated(readBelt(recording.belt, recording.rateHz));
  recording.sensors.forEach((sensor, index) => {
    const estimates = playMotion(upsampled(sensor, RATE / recording.rateHz), make());
    const set = index === 0 ? BELT_SET : `${BELT_SET}weak`;
    keep(result, set, scoreBreaths(recording.name, estimates, reference, abstain));
  });
}

function keep(result: Result, set: string, score: BreathScore): void {
  result.breaths[set] = [...(result.breaths[set] ?? []), score];
}

/** Rows of three axes, `times` as many, on straight lines between the old ones. */
function upsampled(rows: Int16Array, times: number): Int32Array {
  const out = new Int32Array((rows.length / 3 - 1) * times * 3);
  for (let i = 0; i < out.length; i++) {
    const at = Math.floor(i / 3);
    const from = Math.floor(at / times) * 3 + (i % 3);
    const part = (at % times) / times;
    out[i] = Math.round(rows[from]! * (1 - part) + rows[from + 3]! * part);
  }
  return out;
}
