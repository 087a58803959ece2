// Parts of the kernel by themselves, each made when it is first asked for: what a whole collar meets after hours, or on another
// animal, a tape comes to here within seconds.

import { Rhythm } from "../../src/beats/rhythm.ts";
import { KEPT, UpStrokes } from "../../src/beats/up-strokes.ts";
import { RATE_BINS } from "../../src/heart/bins.ts";
import { RateFilter } from "../../src/heart/rate-filter.ts";
import { Movement } from "../../src/movement/movement.ts";
import { BREATH_BINS } from "../../src/respiration/bins.ts";
import { BreathFilter } from "../../src/respiration/breath-filter.ts";
import { Respiration } from "../../src/respiration/respiration.ts";
import { Series } from "../../src/respiration/series.ts";
import { Sinusoids } from "../../src/respiration/sinusoids.ts";
import { surety } from "../../src/respiration/surety.ts";
import { PpgSchedule } from "../../src/scheduler/ppg-schedule.ts";
import { Settings } from "../../src/settings.ts";
import { Steps } from "../../src/steps/steps.ts";
import type { Digest } from "./digest.ts";
import * as op from "./operations.ts";

/** The longest table of a movement model, words. */
const WORDS: i32 = 512;
const HOP: i32 = 100;

export class Parts {
  out: Digest;
  table: i32[];
  wearer: Movement | null = null;
  walker: Steps | null = null;
  rhythm: Rhythm | null = null;
  schedule: PpgSchedule | null = null;
  strokes: UpStrokes | null = null;
  rates: RateFilter | null = null;
  breaths: BreathFilter | null = null;
  evidence: Int32Array | null = null;
  series: Series | null = null;
  sinusoids: Sinusoids | null = null;
  logs: Int16Array | null = null;
  breath: Respiration | null = null;
  taken: i32 = 0;

  constructor(out: Digest) {
    this.out = out;
    const table: i32[] = new Array<i32>(WORDS);
    for (let at: i32 = 0; at < WORDS; at++) table[at] = 0;
    this.table = table;
  }

  /** Plays one record of operations.ts whose operation is a PART_… . */
  play(operation: i32, a: i32, b: i32, c: i32, d: i32, e: i32, f: i32): void {
    if (operation === op.PART_STEP) this.step(a, b, c);
    else if (operation === op.PART_MOVE) this.move(a, b, c);
    else if (operation === op.PART_BREATH) this.breathe(a, b, c, d);
    else if (operation === op.PART_TABLE) this.write(a, b, c, d, e, f);
    else if (operation === op.PART_WEARER) this.wear(a);
    else if (operation === op.PART_WALKER) this.walker = new Steps(a);
    else if (operation === op.PART_INTERVAL) this.interval(a);
    else if (operation === op.PART_SECOND) this.second(a, b, c, d, e, f);
    else if (operation === op.PART_WORTH) this.lower(a);
    else if (operation === op.PART_EVIDENCE) this.weigh(a, b, c);
    else if (operation === op.PART_COLUMNS) this.gather(a, b, c, d, e, f);
    else if (operation === op.PART_LINES) this.line(a);
    else if (operation === op.PART_SURETY) this.out.fold(surety(a, b, c, d !== 0));
  }

  private write(at: i32, a: i32, b: i32, c: i32, d: i32, e: i32): void {
    const table = this.table;
    table[at] = a;
    table[at + 1] = b;
    table[at + 2] = c;
    table[at + 3] = d;
    table[at + 4] = e;
  }

  private wear(species: i32): void {
    this.wearer = new Movement(species, this.table);
    this.out.fold(this.wearer!.restShare());
  }

  private move(x: i32, y: i32, z: i32): void {
    const out = this.out;
    const wearer = this.wearer!;
    const features = wearer.recogniser.features.values;
    const before: i32 = wearer.recogniser.estimates;
    wearer.sample(x, y, z);
    out.fold(wearer.activity);
    out.fold(wearer.scratches);
    if (wearer.recogniser.estimates === before) return;
    for (let i: i32 = 0; i < features.length; i++) out.fold(features[i]);
    out.fold(wearer.restShare());
    out.fold(wearer.shakes);
  }

  private step(x: i32, y: i32, z: i32): void {
    const walker = this.walker!;
    walker.sample(x, y, z);
    this.out.fold(walker.take());
    this.out.fold(walker.asymmetry());
  }

  private interval(ms: i32): void {
    if (this.rhythm === null) this.rhythm = new Rhythm();
    const rhythm = this.rhythm!;
    if (ms > 0) {
      rhythm.push(ms);
      return;
    }
    rhythm.take();
    this.out.fold(rhythm.rmssd);
    this.out.fold(rhythm.irregularity);
  }

  private second(a: i32, hops: i32, sure: i32, flags: i32, battery: i32, suspicious: i32): void {
    if (this.schedule === null) this.schedule = new PpgSchedule(new Settings());
    const schedule = this.schedule!;
    schedule.tick(a, hops, sure, flags, battery, suspicious !== 0);
    this.out.fold(schedule.on ? 1 : 0);
    this.out.fold(schedule.asleep ? 1 : 0);
  }

  private lower(worth: i32): void {
    if (this.strokes === null) this.strokes = new UpStrokes();
    const strokes = this.strokes!;
    strokes.worth[KEPT - 1] = worth;
    strokes.rebase();
    for (let slot: i32 = 0; slot < KEPT; slot++) this.out.fold(strokes.worth[slot]);
  }

  private weigh(bin: i32, here: i32, elsewhere: i32): void {
    if (this.rates === null) {
      this.rates = new RateFilter();
      this.breaths = new BreathFilter();
      this.evidence = new Int32Array(BREATH_BINS);
    }
    const rates = this.rates!;
    const breaths = this.breaths!;
    const evidence = this.evidence!;
    rates.walk();
    for (let k: i32 = 0; k < RATE_BINS; k++) rates.likelihood[k] = k === bin ? here : elsewhere;
    rates.weigh();
    for (let k: i32 = 0; k < BREATH_BINS; k++) evidence[k] = k === bin ? here : elsewhere;
    breaths.step(evidence);
    this.out.fold(rates.rate);
    this.out.fold(rates.mass);
    this.out.fold(breaths.rate);
    this.out.fold(breaths.mass);
    this.out.fold(breaths.contrast);
  }

  private gather(x0: i32, y0: i32, z0: i32, x1: i32, y1: i32, z1: i32): void {
    if (this.series === null) {
      this.series = new Series(3);
      this.sinusoids = new Sinusoids();
      this.evidence = new Int32Array(BREATH_BINS);
      this.logs = new Int16Array(BREATH_BINS);
    }
    const series = this.series!;
    series.put(0, x0);
    series.put(1, y0);
    series.put(2, z0);
    series.advance();
    series.put(0, x1);
    series.put(1, y1);
    series.put(2, z1);
    series.advance();
  }

  /** With next to no noise. */
  private line(odd: i32): void {
    const out = this.out;
    const series = this.series!;
    const sinusoids = this.sinusoids!;
    const evidence = this.evidence!;
    const logs = this.logs!;
    out.fold(sinusoids.line(series, 2, 62));
    out.fold(sinusoids.best);
    out.fold(sinusoids.share);
    sinusoids.apart(series, 1, 1, 180, odd, evidence);
    sinusoids.whiten(series, 1);
    sinusoids.firstTwo(series, odd);
    sinusoids.third(series, odd, logs);
    for (let bin: i32 = 0; bin < BREATH_BINS; bin++) {
      out.fold(evidence[bin]);
      out.fold(logs[bin]);
      evidence[bin] = 0;
    }
  }

  private breathe(light: i32, x: i32, y: i32, z: i32): void {
    if (this.breath === null) this.breath = new Respiration();
    const breath = this.breath!;
    breath.sample(light, light, light, x, y, z);
    this.taken = this.taken + 1;
    if (this.taken < HOP) return;
    this.taken = 0;
    breath.endHop(0, 0);
    this.out.fold(breath.rate);
    this.out.fold(breath.confidence);
    this.out.fold(breath.reason);
  }
}
