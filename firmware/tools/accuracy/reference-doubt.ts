import type { HeartWindow } from "./play.ts";

/** A mean over 8 s that falls by so much within 2 s has lost a beat (one in 8 s is 7.5 bpm) … */
const FALL_BPM = 5;
/** … if it comes back to within this of where it was, after at most so many windows of 2 s. */
const BACK_BPM = 4;
const LONGEST = 12;
/** A recording's clock may be off by so many windows to either side; a step has to gain so many bpm of mean error. */
const SHIFTS = 5;
const GAIN_BPM = 0.02;

/** Which windows of a reference lie in a dip as beats missed by the ECG's reader make it: a sudden fall and a way back. */
export function dips(bpm: number[]): boolean[] {
  const dip = bpm.map(() => false);
  let level = bpm[0] ?? 0;
  for (let i = 1; i < bpm.length; i++) {
    const back = bpm[i]! - level <= 0 - FALL_BPM ? comesBack(bpm, i, level) : -1;
    if (back > 0) {
      dip.fill(true, i, back);
      i = back;
    }
    level = bpm[i]!;
  }
  return dip;
}

function comesBack(bpm: number[], from: number, level: number): number {
  for (let i = from + 1; i < Math.min(bpm.length, from + LONGEST + 1); i++) {
    if (bpm[i]! >= level - BACK_BPM) return i;
  }
  return -1;
}

/** By how many windows the reference's clock seems late (positive: the estimate lags): the shift of the smallest mean error. */
export function clockShift(windows: HeartWindow[], dip: boolean[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let shift = 0 - SHIFTS; shift <= SHIFTS; shift++) {
    const error = meanError(windows, dip, shift) + GAIN_BPM * Math.abs(shift);
    if (error < least) [best, least] = [shift, error];
  }
  return best;
}

function meanError(windows: HeartWindow[], dip: boolean[], shift: number): number {
  const errors = shifted(windows, dip, shift).map(({ rate, bpm }) => Math.abs(rate - bpm));
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

/** The windows outside dips, each with the reference of `shift` windows before. */
export function shifted(windows: HeartWindow[], dip: boolean[], shift: number): HeartWindow[] {
  return windows.flatMap((window, i) => {
    const reference = windows[i - shift];
    return reference === undefined || dip[i - shift]! ? [] : [{ ...window, bpm: reference.bpm }];
  });
}
