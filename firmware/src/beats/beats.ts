import { divide } from "../dsp/divide.ts";
import { saturate } from "../dsp/saturate.ts";
import { Polarity } from "./polarity.ts";
import { KEPT, UpStrokes } from "./up-strokes.ts";

/** Most beats a hop can settle: 2 s at 333 bpm and what the last hop left. */
export const MOST: i32 = 16;
const MASK: i32 = 31;
/** Steepest step of the light let through, counts a sample. */
const STEEPEST: i32 = 1048576;
/** A minute over a tenth of a beat, ticks: 50 × 64 × 600. */
const RATE: i32 = 1920000;
/** The expected interval before a rate was ever found: 80 bpm, ticks. */
const USUAL: i32 = 2400;
/** The chain's rate is taken over the last 8.2 s, ticks. */
const WINDOW: i32 = 26240;
/** Rejected up-strokes weaker than this, Q10, do not speak against a chain: dicrotic waves and noise. */
const NOTCH: i32 = 51;
/** Beats closer than 12 ms to the middle of their neighbours are drawn to it by a third, less so up to 36 ms, ticks. */
const JITTER: i32 = 38;
const FAR: i32 = 114;
/** Longest pair of intervals that is one rhythm: 4 s, ticks. */
const PAIR: i32 = 12800;

/**
 * Beats of a pulse wave at 50 Hz from one light channel, of either polarity: every up-stroke is a candidate, and at each hop it is
 * settled which of them were beats, once they are one and a half intervals old. Times are ticks of 1/64 sample, 0.3125 ms.
 */
export class Beats {
  /** Beats settled at the last hop: so many entries of the arrays below, oldest first. */
  settled: i32 = 0;
  /** When, ticks since construction; wraps after 7.7 days. */
  times: Int32Array;
  /** Since the beat before, ticks; 0 where there is none in the same chain. */
  intervals: Int32Array;
  /** Tenths of a beat per minute over the chain's last 8 s; 0 with fewer than three beats. */
  rate: i32 = 0;
  /** The weakest beat of those 8 s against the strongest up-stroke the chain steps over, Q8. */
  clean: i32 = 0;

  private strokes: UpStrokes;
  private polarity: Polarity;
  /** The last four steps of the light. */
  private steps: Int32Array;
  private light: i32 = 0;
  private begun: i32 = 0;
  private smooth: i32 = 0;
  private n: i32 = 0;
  private expected: i32 = USUAL;
  /** The best chain's up-strokes, as distances from the newest, newest first. */
  private chain: Uint8Array;
  private length: i32 = 0;
  private lastRaw: i32 = 0;
  private lastTime: i32 = 0;
  /** 1 while the last settled beat may be continued. */
  private unbroken: i32 = 0;

  constructor() {
    this.times = new Int32Array(MOST);
    this.intervals = new Int32Array(MOST);
    this.strokes = new UpStrokes();
    this.polarity = new Polarity();
    this.steps = new Int32Array(4);
    this.chain = new Uint8Array(KEPT);
  }

  /** One sample, counts within ±2^23. */
  sample(light: i32): void {
    const steps = this.steps;
    steps[3] = steps[2];
    steps[2] = steps[1];
    steps[1] = steps[0];
    steps[0] = this.begun !== 0 ? saturate(light - this.light, STEEPEST) : 0;
    this.begun = 1;
    this.light = light;
    // The slope of the light smoothed by 2 3 3 2; its sum, level removed below 0.25 Hz.
    const slope: i32 = ((steps[0] + steps[3]) << 1) + ((3 * (steps[1] + steps[2])) | 0);
    this.smooth = this.smooth + slope - (this.smooth >> 5);
    this.polarity.sample(slope);
    const sign: i32 = this.polarity.sign;
    this.strokes.push(this.n, (sign * this.smooth) | 0, (sign * slope) | 0, this.expected);
    this.n = (this.n + 1) | 0;
  }

  /** Ends a hop of at most 128 samples. rate: what to expect, tenths of a beat per minute; 0 leaves it as it was. */
  endHop(rate: i32): void {
    if (this.polarity.endHop() !== 0) {
      this.strokes.restart();
      this.unbroken = 0;
    }
    this.settled = 0;
    this.strokes.rebase();
    this.trace();
    this.settle();
    this.measure();
    if (rate > 0) this.expected = divide(RATE, rate);
  }

  /** Forgets the signal; the count of ticks goes on. */
  restart(): void {
    this.strokes.restart();
    this.polarity.restart();
    this.steps.fill(0);
    this.begun = 0;
    this.smooth = 0;
    this.settled = 0;
    this.unbroken = 0;
    this.rate = 0;
    this.clean = 0;
    this.expected = USUAL;
  }

  /** Writes the best chain that reaches the present into `chain`. */
  private trace(): void {
    const strokes = this.strokes;
    const now: i32 = this.n << 6;
    const latest: i32 = ((this.expected * 3) >> 1) + 1280;
    const kept: i32 = strokes.kept();
    let end: i32 = 0;
    let most: i32 = -1;
    for (let k: i32 = 1; k <= kept; k++) {
      const slot: i32 = (strokes.count - k) & MASK;
      if (((now - strokes.time[slot]) | 0) > latest) break;
      const worth: i32 = strokes.worth[slot];
      if (worth > most) {
        most = worth;
        end = k;
      }
    }
    let length: i32 = 0;
    let k: i32 = end;
    while (k > 0 && k <= kept) {
      this.chain[length] = k;
      length++;
      const back: i32 = strokes.back[(strokes.count - k) & MASK];
      k = back > 0 ? k + back : 0;
    }
    this.length = length;
  }

  /** Gives out the chain's beats that are old enough and new. */
  private settle(): void {
    const strokes = this.strokes;
    const chain = this.chain;
    const now: i32 = this.n << 6;
    const least: i32 = (this.expected * 3) >> 1;
    for (let i: i32 = this.length - 1; i >= 0; i--) {
      const k: i32 = chain[i];
      const raw: i32 = strokes.time[(strokes.count - k) & MASK];
      if (this.unbroken !== 0 && ((raw - this.lastRaw) | 0) <= 0) continue;
      if (((now - raw) | 0) < least || this.settled === MOST) break;
      let time: i32 = raw;
      let follows: i32 = 0;
      if (i + 1 < this.length) {
        const before: i32 = chain[i + 1];
        const previous: i32 = strokes.time[(strokes.count - before) & MASK];
        follows = this.unbroken !== 0 && previous === this.lastRaw ? 1 : 0;
        if (i > 0) {
          const after: i32 = chain[i - 1];
          time = steady(previous, raw, strokes.time[(strokes.count - after) & MASK]);
        }
      }
      this.times[this.settled] = time;
      this.intervals[this.settled] = follows !== 0 ? (time - this.lastTime) | 0 : 0;
      this.settled = this.settled + 1;
      this.lastRaw = raw;
      this.lastTime = time;
      this.unbroken = 1;
    }
  }

  /** The chain's own rate, and how clean it is. */
  private measure(): void {
    const strokes = this.strokes;
    const chain = this.chain;
    const now: i32 = this.n << 6;
    let beats: i32 = 0;
    let first: i32 = 0;
    let last: i32 = 0;
    let weakest: i32 = 1024;
    let rejected: i32 = NOTCH;
    for (let i: i32 = 0; i < this.length; i++) {
      const k: i32 = chain[i];
      const slot: i32 = (strokes.count - k) & MASK;
      const time: i32 = strokes.time[slot];
      if (((now - time) | 0) >= WINDOW) break;
      if (beats === 0) last = time;
      else {
        const newer: i32 = chain[i - 1];
        for (let between: i32 = k - 1; between > newer; between--) {
          const other: i32 = strokes.strength[(strokes.count - between) & MASK];
          if (other > rejected) rejected = other;
        }
      }
      const strength: i32 = strokes.strength[slot];
      if (strength < weakest) weakest = strength;
      first = time;
      beats++;
    }
    this.rate = 0;
    this.clean = 0;
    if (beats < 3) return;
    this.rate = divide((RATE * (beats - 1)) | 0, (last - first) | 0);
    this.clean = divide(weakest << 8, rejected);
  }
}

/** A beat's time, drawn towards the middle of its neighbours where it is off by no more than the clock of a pulse is. */
function steady(before: i32, time: i32, after: i32): i32 {
  const pair: i32 = (after - before) | 0;
  if (pair > PAIR) return time;
  const off: i32 = (((time - before) | 0) << 1) - pair;
  const size: i32 = (off < 0 ? 0 - off : off) >> 1;
  let pull: i32 = 0;
  if (size < JITTER) pull = size;
  else if (size < FAR) pull = JITTER - ((size - JITTER) >> 1);
  pull = (pull * 85) >> 8;
  return off > 0 ? (time - pull) | 0 : (time + pull) | 0;
}
