import { NO_SIGNAL, OFF_COLLAR, SATURATED } from "../contact/flags.ts";
import { saturate } from "../dsp/saturate.ts";
import { BREATH_BINS } from "./bins.ts";
import { BreathFilter } from "./breath-filter.ts";
import { Chest } from "./chest.ts";
import { Modulation } from "./modulation.ts";
import { Panting } from "./panting.ts";
import type { Series } from "./series.ts";
import { Sinusoids } from "./sinusoids.ts";
import { SleepingRate } from "./sleeping-rate.ts";
import { surety } from "./surety.ts";

/** Why there is no resting rate. */
export const BREATH_KNOWN: i32 = 0;
export const BREATH_WARMING_UP: i32 = 1;
export const BREATH_MOTION: i32 = 2;
export const BREATH_WEAK: i32 = 3;
export const BREATH_PANTING: i32 = 4;
export const BREATH_OFF: i32 = 5;

/** The converter's width: counts beyond ±2^23 come from no sensor; and the accelerometer's, mg. */
const COUNTS: i32 = 8388607;
const ACCELERATION: i32 = 16000;
/** Values of the chest's series between two estimates: 3.96 s. */
const PERIOD: i32 = 9;
/** Values of a series, of 64, before it may speak: 21 s. */
const ENOUGH: i32 = 48;
/** Mean ENMO, mg, above which the animal moves and no breath is looked for. */
const MOVING: i32 = 40;
/** What shakes faster than 3.5 Hz, three axes' mean sizes, mg: lapping and gnawing show here, where ENMO is blind. */
const SHAKING: i32 = 14;
/** Blocks of 2.56 s it has to last: a flick of the ear is borne. */
const SHAKEN: i32 = 2;
/**
 * Energy of a window's noise in the units of its series: the chest's; the level's; the interval's, which is what sampling at 50 Hz and
 * a clock's jitter make of an even pulse.
 */
const CHEST_NOISE: i32 = 1024;
const LEVEL_NOISE: i32 = 600;
const INTERVAL_NOISE: i32 = 2500;
/** Weight of the interval's evidence, /256; the level's and the chest's is 1. */
const INTERVAL_WEIGHT: i32 = 180;
/** Chance of being within 2 a minute from which a rate is said, %. */
const LEAST: i32 = 30;

/** Breathing of a resting animal from the chest's motion and from what it does to the light. */
export class Respiration {
  /** Breaths per minute, tenths; means nothing while `confidence` is 0. */
  rate: i32 = 0;
  /** How likely `rate` is within 2 a minute, 30–100 %; 0 means silence, and `reason` says why. */
  confidence: i32 = 0;
  /** BREATH_KNOWN or why not. */
  reason: i32 = BREATH_WARMING_UP;
  /** 1 while the animal pants; `pantingRate` then is in tenths a minute. */
  panting: i32 = 0;
  pantingRate: i32 = 0;
  /** Estimates since construction, one every 4 s. */
  estimates: i32 = 0;
  /** The sleeping rate and whether it is too high. */
  sleeping: SleepingRate;
  private chest: Chest;
  private modulation: Modulation;
  private pants: Panting;
  private sinusoids: Sinusoids;
  private filter: BreathFilter;
  /** What the chest says of each bin, and what all say together, Q10 doublings. */
  private heard: Int16Array;
  private evidence: Int32Array;
  private until: i32 = PERIOD;
  /** Next part of the work of an estimate, one a sample; 0 when there is none. */
  private job: i32 = 0;
  private shaken: i32 = 0;

  constructor() {
    this.sleeping = new SleepingRate();
    this.chest = new Chest();
    this.modulation = new Modulation();
    this.pants = new Panting();
    this.sinusoids = new Sinusoids();
    this.filter = new BreathFilter();
    this.heard = new Int16Array(BREATH_BINS);
    this.evidence = new Int32Array(BREATH_BINS);
  }

  /** One sample at 50 Hz: light in counts (saturated at ±2^23; 0 for a channel not in use), acceleration in mg (at ±16000). */
  sample(ppg0: i32, ppg1: i32, ppg2: i32, ax: i32, ay: i32, az: i32): void {
    const x: i32 = saturate(ax, ACCELERATION);
    const y: i32 = saturate(ay, ACCELERATION);
    const z: i32 = saturate(az, ACCELERATION);
    this.modulation.sample(saturate(ppg0, COUNTS) + saturate(ppg1, COUNTS) + saturate(ppg2, COUNTS));
    this.until = this.until - this.chest.sample(x, y, z);
    if (this.until === 0) {
      this.until = PERIOD;
      this.job = 1;
    }
    if (this.pants.sample(x, y, z) !== 0) this.endBlock();
    else if (this.job > 0) this.work();
  }

  /** Every 2 s: mean ENMO since the last call, mg, and the flags of contact/flags.ts that hold. */
  endHop(intensity: i32, flags: i32): void {
    if ((flags & OFF_COLLAR) !== 0) this.forget(BREATH_OFF);
    else if (intensity > MOVING) {
      this.pants.restart();
      this.panting = 0;
      this.forget(BREATH_MOTION);
    } else if ((flags & (SATURATED | NO_SIGNAL)) !== 0) this.modulation.restart();
  }

  /** Starts anew after a gap. */
  restart(): void {
    this.pants.restart();
    this.until = PERIOD;
    this.panting = 0;
    this.forget(BREATH_WARMING_UP);
  }

  private endBlock(): void {
    const pants = this.pants;
    pants.judge(this.sinusoids);
    if (this.panting !== 0 && pants.panting === 0) this.silence(BREATH_WARMING_UP);
    this.panting = pants.panting;
    this.pantingRate = pants.rate;
    if (this.panting !== 0) this.forget(BREATH_PANTING);
    else if (pants.suspect !== 0) this.silence(BREATH_WEAK);
    this.shaken = pants.shaking > SHAKING ? this.shaken + 1 : 0;
    if (this.shaken >= SHAKEN && pants.suspect === 0) this.forget(BREATH_MOTION);
  }

  /** What the windows hold is no resting breath. */
  private forget(reason: i32): void {
    this.chest.restart();
    this.modulation.restart();
    this.filter.restart();
    this.heard.fill(0);
    this.job = 0;
    this.rate = 0;
    this.silence(reason);
  }

  /** One slice of an estimate's work. The chest's window changes little in 4 s: its even and odd bins are heard in turn. */
  private work(): void {
    const part: i32 = this.job;
    this.job = part + 1;
    if (part <= 3) this.hearChest(part);
    else if (part === 4)
      for (let bin: i32 = 0; bin < BREATH_BINS; bin++) this.evidence[bin] = this.heard[bin];
    else if (part <= 6) this.weighLight(part - 5);
    else this.conclude();
  }

  private hearChest(part: i32): void {
    const series: Series = this.chest.series;
    if (series.filled < ENOUGH) return;
    if (part === 1) this.sinusoids.whiten(series, CHEST_NOISE);
    else if (part === 2) this.sinusoids.firstTwo(series, this.estimates & 1);
    else this.sinusoids.third(series, this.estimates & 1, this.heard);
  }

  private weighLight(odd: i32): void {
    const series: Series = this.modulation.series;
    if (series.filled >= ENOUGH)
      this.sinusoids.apart(series, LEVEL_NOISE, INTERVAL_NOISE, INTERVAL_WEIGHT, odd, this.evidence);
  }

  private conclude(): void {
    this.job = 0;
    this.estimates = this.estimates + 1;
    this.judge();
    const disturbed: bool =
      this.reason === BREATH_MOTION || this.reason === BREATH_PANTING || this.reason === BREATH_OFF;
    this.sleeping.add(this.rate, this.confidence, disturbed);
  }

  private judge(): void {
    const filter = this.filter;
    if (this.chest.series.filled < ENOUGH && this.modulation.series.filled < ENOUGH) {
      if (this.reason === BREATH_KNOWN) this.silence(BREATH_WARMING_UP);
      return;
    }
    filter.step(this.evidence);
    this.rate = filter.rate;
    const sways: bool = this.chest.series.filled >= ENOUGH && this.sinusoids.lively;
    const sure: i32 = surety(filter.mass, filter.contrast, filter.rate, sways);
    this.reason = sure < LEAST || this.pants.suspect !== 0 ? BREATH_WEAK : BREATH_KNOWN;
    this.confidence = this.reason === BREATH_KNOWN ? sure : 0;
  }

  private silence(reason: i32): void {
    this.confidence = 0;
    this.reason = reason;
  }
}
