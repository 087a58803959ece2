import { basename } from "node:path";
import { findRecordings, type Recording, readRecording } from "../recordings.ts";
import { annotated } from "./breath-score.ts";
import type { Kernel } from "./kernel.ts";
import { play } from "./play.ts";
import type { Progress } from "./run.ts";
import { SPOILERS } from "./spoilers.ts";

/** How honest a set's figures are after one spoiler. Shares are 0 … 1. */
export interface Honesty {
  set: string;
  spoiler: string;
  /** Reference windows, and those that got a figure. */
  windows: number;
  answered: number;
  /** Share of the answers that were wrong: by more than 5 bpm, or 2 breaths a minute. */
  wrong: number;
  /** Share that the confidences given with them allow to be wrong. */
  allowed: number;
}

/** An answer's confidence, 0–100 %, and whether it was right. */
export interface Answer {
  confidence: number;
  right: boolean;
}

/** Sums up a set's answers, silence (confidence 0) among them. */
export function honesty(set: string, spoiler: string, answers: Answer[]): Honesty {
  const given = answers.filter(({ confidence }) => confidence > 0);
  const mean = (of: (answer: Answer) => number) =>
    given.length === 0 ? 0 : given.reduce((sum, answer) => sum + of(answer), 0) / given.length;
  return {
    set,
    spoiler,
    windows: answers.length,
    answered: given.length,
    wrong: mean(({ right }) => (right ? 0 : 1)),
    allowed: mean(({ confidence }) => 1 - confidence / 100),
  };
}

const RIGHT_BPM = 5;
const RIGHT_PER_MIN = 2;
/** Breaths are counted over 32 s. */
const BREATH_FROM_MS = 32_000;

/** What a kernel answers to one spoilt recording: of the heart, and of the breath where there is a reference. */
export function answers(recording: Recording, kernel: Kernel): { heart: Answer[]; breath: Answer[] } {
  const played = play(recording, kernel, recording.channels);
  const heart = played.windows.map(({ rate, bpm, confidence }) => ({
    confidence,
    right: Math.abs(rate - bpm) <= RIGHT_BPM,
  }));
  if (recording.breaths.length === 0) return { heart, breath: [] };
  const reference = annotated(recording.breaths);
  const breath = played.breaths.flatMap(({ endMs, rate, confidence }) => {
    const truth = endMs < BREATH_FROM_MS ? null : reference(endMs);
    return truth === null ? [] : [{ confidence, right: Math.abs(rate - truth) <= RIGHT_PER_MIN }];
  });
  return { heart, breath };
}

/** Plays every recording under `data` (of one set or of all) once a spoiler; breaths count as a set of their own. */
export function spoil(
  data: string,
  set: string | undefined,
  make: () => Kernel,
  progress: Progress,
): Honesty[] {
  const found = new Map<string, Answer[]>();
  const add = (of: string, spoiler: string, more: Answer[]) => {
    const key = `${of}\t${spoiler}`;
    if (more.length > 0) found.set(key, [...(found.get(key) ?? []), ...more]);
  };
  const paths = findRecordings(data, set);
  paths.forEach((path, index) => {
    progress(index, paths.length, basename(path));
    const recording = readRecording(path);
    for (const [spoiler, change] of Object.entries(SPOILERS)) {
      const { heart, breath } = answers(change(recording), make());
      add(recording.set, spoiler, heart);
      add(`${recording.set} breaths`, spoiler, breath);
    }
  });
  const rows = [...found].map(([key, all]) => {
    const [of = "", spoiler = ""] = key.split("\t");
    return honesty(of, spoiler, all);
  });
  return rows.sort((a, b) => (a.set < b.set ? -1 : a.set > b.set ? 1 : 0));
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** The rows for people. */
export function spoilTable(rows: Honesty[]): string {
  const line = (...cells: string[]) =>
    `${cells.map((cell, i) => (i < 2 ? cell.padEnd(i === 0 ? 16 : 26) : cell.padStart(12))).join("")}\n`;
  const head = line("set", "spoilt by", "answered", "wrong", "allowed");
  const body = rows.map((r) =>
    line(r.set, r.spoiler, percent(r.answered / r.windows), percent(r.wrong), percent(r.allowed)),
  );
  return head + body.join("");
}
