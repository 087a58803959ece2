import { divide } from "../dsp/divide.ts";
import { saturate } from "../dsp/saturate.ts";
import { Deviation } from "./deviation.ts";
import { Qrs } from "./qrs.ts";

/** Samples by which `EcgAnomaly.score` lies behind what was put in last, at 128 Hz. */
export const DELAY: i32 = 96;
/** Ticks of 1/64 s: a beat is judged so long after it stood, and is told to begin so much earlier. */
const JUDGED: i32 = 46;
const EARLIER: i32 = 2;
/** Ticks of the template, and how many of them come before the beat. */
const TEMPLATE: i32 = 30;
const BEFORE: i32 = 6;
/** Ticks before the next beat that no longer belong to this one. */
const GAP: i32 = 6;
/** Beats that teach fast, whatever they look like. */
const LEARNING: i32 = 8;
/** Beats that wait to be judged: no more fit between a beat and its judgement. */
const WAITING: i32 = 4;
/** Intervals are cut here, ticks: 16 s. */
const LONGEST: i32 = 1024;
/** A beat may come this much too early before it means anything, Q8: a tick is 2 % of a fast dog's interval. */
const JITTER: i32 = 8;
/** The signal is cut here: 4095² over the window fits 31 bits. */
const LIMIT: i32 = 4095;

/**
 * What is unusual in an electrocardiogram of 128 Hz, beat by beat and sample by sample: a beat that comes early against its
 * wearer's interval (supraventricular), a beat of another shape than its wearer's template (ventricular), and a window whose
 * deviation is above its usual (salves, noise, a lost electrode). Interval and template follow the normal beats only, so they
 * freeze while something is wrong. 432 bytes of state, good for a year of samples; about 11,300 integer operations a second.
 */
export class EcgAnomaly {
  /** 0 … 1792: how unusual the sample DELAY ago was; Q8, 256 is about where a beat is worth a look. */
  score: i32 = 0;
  private qrs: Qrs;
  private deviation: Deviation;
  private template: Int16Array;
  /** Ticks of beats not yet judged. */
  private waiting: Int32Array;
  private waits: i32 = 0;
  private last: i32 = 0;
  /** The sample before, at odd ones. */
  private half: i32 = 0;
  private odd: bool = false;
  private base: i32 = 0;
  private begun: bool = false;
  private beats: i32 = 0;
  /** Interval of normal beats, ticks in Q4. */
  private interval: i32 = 0;
  /** Usual distance from the template, Q8. */
  private distance: i32 = 38;
  /** Tick of the last beat that began something unusual. */
  private unusual: i32 = -1048576;
  /** Two judgements that overlap, and the tick each holds until. */
  private judged: i32 = 0;
  private until: i32 = 0;
  private judgedBefore: i32 = 0;
  private untilBefore: i32 = 0;

  constructor() {
    this.qrs = new Qrs();
    this.deviation = new Deviation();
    this.template = new Int16Array(TEMPLATE);
    this.waiting = new Int32Array(WAITING);
  }

  /** One sample at 128 Hz, within ±2^22, such that a beat stays within ±4095 of its baseline and is 100 or higher. */
  sample(input: i32): void {
    if (!this.begun) {
      this.begun = true;
      this.base = input << 8;
    }
    this.base = this.base + (((input << 8) - this.base) >> 8);
    const x: i32 = saturate(input - (this.base >> 8), LIMIT);
    this.deviation.sample(x);
    this.odd = !this.odd;
    if (this.odd) this.half = x;
    else this.tick((x + this.half) >> 1);
    const above: i32 = this.deviation.ratio - 307;
    this.score = this.beatScore() + ((3 * (above < 0 ? 0 : above > 256 ? 256 : above)) | 0);
  }

  private beatScore(): i32 {
    const now: i32 = this.qrs.now;
    const latest: i32 = now < this.until ? this.judged : 0;
    const before: i32 = now < this.untilBefore ? this.judgedBefore : 0;
    return latest > before ? latest : before;
  }

  private tick(value: i32): void {
    if (this.qrs.tick(value) && this.waits < WAITING) {
      this.waiting[this.waits] = this.qrs.beat;
      this.waits = this.waits + 1;
    }
    if (this.waits === 0 || this.qrs.now - this.waiting[0] < JUDGED) return;
    const beat: i32 = this.waiting[0];
    this.waits = this.waits - 1;
    for (let k: i32 = 0; k < this.waits; k++) this.waiting[k] = this.waiting[k + 1];
    this.judge(beat, this.waits > 0 ? this.waiting[0] - beat : TEMPLATE << 1);
  }

  /** A beat whose successor comes `next` ticks later, or so late that it does not matter. */
  private judge(beat: i32, next: i32): void {
    const interval: i32 = saturate(beat - this.last, LONGEST);
    this.last = beat;
    const usable: i32 = next - GAP + BEFORE;
    const length: i32 = usable > TEMPLATE ? TEMPLATE : usable;
    const mean: i32 = this.mean(length);
    if (this.beats === 0) {
      this.learn(mean, 0);
      this.beats = 1;
      return;
    }
    if (this.beats === 1) this.interval = interval << 4;
    const distance: i32 = this.distanceOf(length, mean);
    const inside: bool = beat - this.unusual < (this.interval * 13) >> 9;
    const early: i32 = inside ? 0 : 256 - divide(interval << 12, this.interval);
    const far: i32 = distance - this.distance;
    const usual: bool = early < 31 && distance < ((this.distance * 3) >> 1) + 26 && !inside;
    const learning: bool = this.beats < LEARNING;
    if (usual || learning) {
      if (length === TEMPLATE) this.learn(mean, learning ? 1 : 4);
      this.distance = this.distance + ((far + 8) >> 4);
      const step: i32 = learning ? 64 : 8;
      this.interval = this.interval + saturate((interval << 4) - this.interval, step);
      if (learning) this.beats = this.beats + 1;
    } else if (!inside) this.unusual = beat;
    const shape: i32 = far <= 0 ? 0 : divide(far << 8, ((this.distance + 38) * 3) | 0);
    const haste: i32 = early <= JITTER ? 0 : ((early - JITTER) * 6) | 0;
    this.judgedBefore = this.judged;
    this.untilBefore = this.until;
    this.judged = (haste > 512 ? 512 : haste) + (shape > 512 ? 512 : shape);
    this.until = this.qrs.now + EARLIER + (this.interval >> 4);
  }

  /** Tick k of the beat that is judged now. */
  private value(k: i32): i32 {
    return this.qrs.at(JUDGED + BEFORE - k);
  }

  private mean(length: i32): i32 {
    let sum: i32 = 0;
    for (let k: i32 = 0; k < length; k++) sum += this.value(k);
    return divide(sum + ((LIMIT * length) | 0), length) - LIMIT;
  }

  /** The template goes the 2^-shift part of the way to the beat judged now. */
  private learn(mean: i32, shift: i32): void {
    for (let k: i32 = 0; k < TEMPLATE; k++) {
      const known: i32 = this.template[k];
      this.template[k] = known + ((this.value(k) - mean - known) >> shift);
    }
  }

  /** Distance of the beat judged now from the template, over the template's size, both over their first ticks; Q8. */
  private distanceOf(length: i32, mean: i32): i32 {
    let sum: i32 = 0;
    for (let k: i32 = 0; k < length; k++) {
      const known: i32 = this.template[k];
      sum += known;
    }
    const center: i32 = divide(sum + ((LIMIT * length) << 1), length) - (LIMIT << 1);
    let apart: i32 = 0;
    let size: i32 = 1;
    for (let k: i32 = 0; k < length; k++) {
      const known: i32 = this.template[k];
      const t: i32 = known - center;
      const off: i32 = this.value(k) - mean - t;
      apart += off < 0 ? 0 - off : off;
      size += t < 0 ? 0 - t : t;
    }
    return divide(apart << 8, size);
  }
}
