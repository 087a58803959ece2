import type { Clock } from "./clock.ts";

/** What a collar that has not said otherwise waits between two frames at most, ms (5 minutes to the frame). */
const USUAL_INTERVAL_MS = 300_000;
/** Live frames come every minute of the collar's at least. */
const LIVE_INTERVAL_MS = 60_000;
/** A silent link is asked for a sign of life after so many intervals, and is given up when no frame came for so many. */
const ASK_INTERVALS = 2;
const MOST_INTERVALS = 3;

export interface PulseOptions {
  clock: Clock;
  /** Nothing came in for two intervals: ask, and end the session when there is no answer. */
  ask: () => void;
  /** No frame came in for three: whatever the link answers, it is no good. */
  starved: (intervalMs: number) => void;
}

/** Tells a zombie link from a quiet one, by the interval at which this collar makes frames. */
export class Pulse {
  readonly #o: PulseOptions;
  #intervalMs = USUAL_INTERVAL_MS;
  #on = false;
  #silence: () => void = () => {};
  #famine: () => void = () => {};

  constructor(options: PulseOptions) {
    this.#o = options;
  }

  /** The collar's own words. */
  learn(minutesPerFrame: number, liveS: number): void {
    this.#intervalMs = liveS > 0 ? LIVE_INTERVAL_MS : Math.min(60, Math.max(1, minutesPerFrame)) * 60_000;
  }

  /** Frames are due from now on. */
  start(): void {
    this.#on = true;
    this.heard();
    this.fed();
  }

  stop(): void {
    this.#on = false;
    this.#silence();
    this.#famine();
  }

  /** Something came in. */
  heard(): void {
    this.#silence();
    if (this.#on) this.#silence = this.#o.clock.later(ASK_INTERVALS * this.#intervalMs, this.#o.ask);
  }

  /** A frame came in. One is due every interval, whatever the animal does. */
  fed(): void {
    this.#famine();
    const intervalMs = this.#intervalMs;
    if (this.#on)
      this.#famine = this.#o.clock.later(MOST_INTERVALS * intervalMs, () => this.#o.starved(intervalMs));
  }
}
