import type { Breathing } from "./recordings.ts";
import { STEP_S } from "./reference.ts";

/** What a kernel offers the scorer. */
export interface Kernel {
  sample(ppg0: number, ppg1: number, ppg2: number, ax: number, ay: number, az: number): void;
  endHop(intensity: number, unseen: number): void;
  breaths(): number;
  breathsConfidence(): number;
}

/** What the collar said at a window's end: tenths a minute and per cent. */
export interface Said {
  rate: number;
  confidence: number;
}

/** One recording's or one set's score; the error is NaN where the collar always abstained. */
export interface Score {
  set: string;
  name: string;
  windows: number;
  maePerMin: number;
  /** Share of windows with an estimate, 0–1. */
  coverage: number;
}

const HZ = 50;
const GRAVITY_MG = 1000;

/** Runs a recording through a kernel, told of the motion every 2 s, and notes what it says at each window's end. */
export function follow(recording: Breathing, kernel: Kernel): Said[] {
  const { samples, windows } = recording;
  const said: Said[] = [];
  let next = 0;
  let above = 0;
  for (let i = 0; i * 6 < samples.length && next < windows.length; i++) {
    const s = i * 6;
    const [ax, ay, az] = [samples[s + 3]!, samples[s + 4]!, samples[s + 5]!];
    kernel.sample(samples[s]!, samples[s + 1]!, samples[s + 2]!, ax, ay, az);
    above += Math.max(0, Math.hypot(ax, ay, az) - GRAVITY_MG);
    if ((i + 1) % (STEP_S * HZ) !== 0) continue;
    kernel.endHop(Math.floor(above / (STEP_S * HZ)), 0);
    above = 0;
    if (i + 1 < windows[next]!.endS * HZ) continue;
    said.push({ rate: kernel.breaths(), confidence: kernel.breathsConfidence() });
    next++;
  }
  return said;
}

/** Errors where the confidence reaches `least`. */
export function score(recording: Breathing, said: readonly Said[], least: number): Score {
  const errors = recording.windows.flatMap(({ perMinute }, i) => {
    const answer = said[i];
    return answer !== undefined && answer.confidence >= least ? [Math.abs(answer.rate / 10 - perMinute)] : [];
  });
  return {
    set: recording.set,
    name: recording.name,
    windows: recording.windows.length,
    maePerMin: mean(errors),
    coverage: errors.length / recording.windows.length,
  };
}

/** Means over recordings, a row a set. */
export function summarise(scores: readonly Score[]): Score[] {
  return [...new Set(scores.map((s) => s.set))].map((set) => {
    const own = scores.filter((s) => s.set === set);
    return {
      set,
      name: `${own.length} recordings`,
      windows: own.reduce((sum, s) => sum + s.windows, 0),
      maePerMin: mean(own.map((s) => s.maePerMin).filter((error) => !Number.isNaN(error))),
      coverage: mean(own.map((s) => s.coverage)),
    };
  });
}

/** Of the answers with a confidence from `from` to the next row's: how many, and what share was within 2 a minute. */
export interface Reliability {
  from: number;
  windows: number;
  /** 0–1. */
  right: number;
}

/** Whether confidences say what they mean, in steps of ten per cent. */
export function reliability(
  followed: readonly { recording: Breathing; said: readonly Said[] }[],
): Reliability[] {
  return [30, 40, 50, 60, 70, 80, 90].map((from) => {
    const errors = followed.flatMap(({ recording, said }) =>
      recording.windows.flatMap(({ perMinute }, i) => {
        const answer = said[i];
        const inside =
          answer !== undefined && answer.confidence >= from && (answer.confidence < from + 10 || from === 90);
        return inside ? [Math.abs(answer.rate / 10 - perMinute)] : [];
      }),
    );
    return { from, windows: errors.length, right: mean(errors.map((error) => (error <= 2 ? 1 : 0))) };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
