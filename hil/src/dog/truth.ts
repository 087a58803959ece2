import type { HeartWindow } from "../source.ts";

/** Windows end every 2 s and look back 8 s, as in the recordings' references. */
const WINDOW_MS = 8000;
const STEP_MS = 2000;
/** Beats and breaths kept: an hour at 300/min, and panting. */
const EVENTS_KEPT = 20_000;
/** Windows kept: a day. */
const WINDOWS_KEPT = 43_200;

function keep<T>(list: T[], item: T, limit: number): void {
  list.push(item);
  // Trimmed by a quarter at a time, so that a long run does not shift the list at every beat.
  if (list.length > limit) list.splice(0, limit >> 2);
}

/** What truly happened, for whoever judges an estimate. Times in ms since sample 0. Bounded: the oldest are dropped. */
export class Truth {
  /** R peaks. */
  readonly beats: number[] = [];
  /** Those of them that came from the ventricle. */
  readonly ectopic: number[] = [];
  /** Onsets of inspiration. */
  readonly breaths: number[] = [];
  readonly windows: HeartWindow[] = [];
  #endMs = WINDOW_MS;

  beat(ms: number, ectopic: boolean): void {
    keep(this.beats, ms, EVENTS_KEPT);
    if (ectopic) keep(this.ectopic, ms, EVENTS_KEPT);
  }

  breath(ms: number): void {
    keep(this.breaths, ms, EVENTS_KEPT);
  }

  /** Beat intervals, ms, in order. */
  intervals(): number[] {
    return this.beats.slice(1).map((ms, i) => ms - this.beats[i]!);
  }

  /** To be called at every sample, after its beat. */
  advance(nowMs: number): void {
    if (nowMs < this.#endMs) return;
    const bpm = this.#rate(this.#endMs - WINDOW_MS, this.#endMs);
    if (bpm !== null) keep(this.windows, { endMs: this.#endMs, bpm }, WINDOWS_KEPT);
    this.#endMs += STEP_MS;
  }

  /** Beats per minute over the whole intervals within (fromMs, toMs]; null with fewer than two beats there. */
  #rate(fromMs: number, toMs: number): number | null {
    let last = this.beats.length - 1;
    while (last >= 0 && this.beats[last]! > toMs) last--;
    let first = last;
    while (first > 0 && this.beats[first - 1]! > fromMs) first--;
    if (first < 0 || first === last || this.beats[first]! <= fromMs) return null;
    return (60_000 * (last - first)) / (this.beats[last]! - this.beats[first]!);
  }
}
