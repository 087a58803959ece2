import type { Recording } from "../recordings.ts";
import type { Kernel } from "./kernel.ts";

export const SAMPLE_MS = 20;
const SAMPLES_A_SECOND = 50;
/** Breath is scored every 2 s, over the 32 s before. */
const BREATH_STEP = 100;
/** 1/64 of a sample in ms. */
const TICK_MS = SAMPLE_MS / 64;

/** What the kernel says of the heart at the end of a reference window. */
export interface HeartWindow {
  endMs: number;
  /** Reference, beats per minute. */
  bpm: number;
  /** The kernel's, whatever its confidence. */
  rate: number;
  /** 0–100 %; 0 abstains. */
  confidence: number;
  /** Mean ENMO of the last 2 s, mg. */
  intensity: number;
}

export interface Beat {
  ms: number;
  /** From the beat before in the same chain, ms; 0 for the first. */
  interval: number;
}

export interface BreathEstimate {
  endMs: number;
  /** Breaths a minute. */
  rate: number;
  /** 0–100 %; 0 abstains. */
  confidence: number;
}

/** All that the kernel said of one recording. */
export interface Played {
  windows: HeartWindow[];
  beats: Beat[];
  /** Every 2 s; empty when the kernel does not look for breaths. */
  breaths: BreathEstimate[];
}

/**
 * Streams a recording through a new wearer, sample by sample and strictly causally: an estimate at time t is the last one given at
 * or before t. channels: how many of the recording's light channels the kernel is given.
 */
export function play(recording: Recording, kernel: Kernel, channels: number): Played {
  const { samples, windows } = recording;
  const played: Played = { windows: [], beats: [], breaths: [] };
  kernel.begin(channels);
  let hops = 0;
  let window = 0;
  for (let at = 0; at * 6 < samples.length; at++) {
    while (window < windows.length && windows[window]!.endMs < at * SAMPLE_MS) {
      note(played, kernel, windows[window]!);
      window++;
    }
    feed(kernel, samples, at * 6);
    if ((at + 1) % SAMPLES_A_SECOND === 0) kernel.tick();
    if (kernel.hops() !== hops) {
      hops = kernel.hops();
      collectBeats(played, kernel);
    }
    if ((at + 1) % BREATH_STEP === 0) noteBreath(played, kernel, (at + 1) * SAMPLE_MS);
  }
  for (; window < windows.length; window++) note(played, kernel, windows[window]!);
  return played;
}

/** Plays acceleration alone (x, y, z in mg, 50 Hz), the light dark. */
export function playMotion(motion: Int32Array, kernel: Kernel): BreathEstimate[] {
  const played: Played = { windows: [], beats: [], breaths: [] };
  kernel.begin(1);
  for (let at = 0; at * 3 < motion.length; at++) {
    kernel.sample(0, 0, 0, motion[at * 3]!, motion[at * 3 + 1]!, motion[at * 3 + 2]!);
    if ((at + 1) % SAMPLES_A_SECOND === 0) kernel.tick();
    if ((at + 1) % BREATH_STEP === 0) noteBreath(played, kernel, (at + 1) * SAMPLE_MS);
  }
  return played.breaths;
}

function feed(kernel: Kernel, s: Int32Array, at: number): void {
  kernel.sample(s[at]!, s[at + 1]!, s[at + 2]!, s[at + 3]!, s[at + 4]!, s[at + 5]!);
}

function note(played: Played, kernel: Kernel, { endMs, bpm }: { endMs: number; bpm: number }): void {
  const rate = kernel.heartRate() / 10;
  played.windows.push({ endMs, bpm, rate, confidence: kernel.confidence(), intensity: kernel.intensity() });
}

function noteBreath(played: Played, kernel: Kernel, endMs: number): void {
  if (kernel.breaths === undefined || kernel.breathsConfidence === undefined) return;
  played.breaths.push({ endMs, rate: kernel.breaths() / 10, confidence: kernel.breathsConfidence() });
}

function collectBeats(played: Played, kernel: Kernel): void {
  for (let i = 0; i < kernel.beatsSettled(); i++) {
    played.beats.push({ ms: kernel.beatTime(i) * TICK_MS, interval: kernel.beatInterval(i) * TICK_MS });
  }
}
