import { CHARGING, NO_SIGNAL, OFF_COLLAR } from "../contact/flags.ts";
import { divide } from "../dsp/divide.ts";
import { isqrt } from "../dsp/isqrt.ts";
import { log2 } from "../dsp/log2.ts";
import { saturate } from "../dsp/saturate.ts";
import * as minute from "../minute.ts";
import { Baselines } from "./baseline.ts";
import { BREATH, GAIT, HEART, HEAT, ILLNESS, MEASURED, MOVEMENT, RHYTHM, SCRATCH, WATCHED } from "./signs.ts";
import {
  ALLOWED,
  BREATHS_GUESS,
  CUSUM_LIMIT,
  ENOUGH_MINUTES,
  GUESS,
  HEART_GUESS,
  LEAST_SPREAD,
  SPREAD_GUESS,
} from "./tables.ts";

/** Numbers that `Anomaly.save` writes. */
export const SAVED: i32 = 42;
const HOUR: i32 = 60;
const HOURS: i32 = 24;
/** Minutes at rest that make an hour one of sleep. */
const ASLEEP: i32 = 45;
/** Rest share, %, of a minute at rest; confidence, %, of a heart rate that counts; steps of a minute whose gait counts. */
const RESTING: i32 = 90;
const SURE: i32 = 50;
const WALKED: i32 = 30;
/** Above 60 breaths a minute a dog pants: that is heat's or effort's business, 0.1 per minute. */
const PANTING: i32 = 600;
/**
 * Breaths of a sleeping dog: above 30 a minute, or a quarter above its own, somebody should look (Rishniw et al., Res Vet Sci
 * 2012; 93: 965-969). 0.1 per minute, and log2 of 5/4 in Q10.
 */
const BREATHS_LIMIT: i32 = 300;
const QUARTER: i32 = 330;
/** An hour counts this much at most; spreads in Q4. */
const MOST: i32 = 64;
/** Hours a baseline has to know before it may accuse. */
const KNOWN: i32 = 20;
/** Score at which it is said, and below which it may be said again. */
const SAID: i32 = 60;
const QUIET: i32 = 30;
/** Heart, breath, heat and illness are said as one. */
const BODY: i32 = 1;
/** Hours of an alarm after which this is the new normal and is learnt: two weeks. */
const NEW_NORMAL: i32 = 336;

/**
 * Is this animal unlike itself? Minute records are gathered to hours, one baseline for sleep and one for the rest of the day
 * (class-conditional), each the animal's own. How far an hour lies from it, in its own spreads, is summed up while it lies
 * more than about 1.5 spreads off (CUSUM: Page, Biometrika 1954; 41: 100-115): a bad hour passes, a bad night does not. What is wrong stops
 * the learning of everything until it is over, or for two weeks. 352 bytes of state and 104 of tables; some 130 operations a minute.
 */
export class Anomaly {
  /** 0 … 100, of the worst sign; at 60 it is told. Alarms a month by threshold: models/anomaly/README.md. */
  score: i32 = 0;
  /** The sign it is the score of (signs.ts). */
  sign: i32 = 0;
  /** True for the minute in which a sign's score reached 60 that was not being said already. */
  raised: bool = false;
  private baselines: Baselines;
  private sums: Int32Array;
  private counts: Int32Array;
  private cusums: Int32Array;
  /** How far each sign lay off in its last hour, Q4 spreads. */
  private departures: Int32Array;
  /** Hour in which each sum left zero. */
  private since: Int32Array;
  private minutes: i32 = 0;
  private restMinutes: i32 = 0;
  private hour: i32 = 0;
  /** Bits of the signs that are being said; those of the body as a whole are one. */
  private said: i32 = 0;
  private saidHours: i32 = 0;

  /** kind: LARGE_DOG, SMALL_DOG, PUPPY or CAT: where the baselines begin. */
  constructor(kind: i32) {
    this.baselines = new Baselines(MEASURED << 1);
    this.sums = new Int32Array(MEASURED);
    this.counts = new Int32Array(MEASURED);
    this.cusums = new Int32Array(WATCHED);
    this.departures = new Int32Array(WATCHED);
    this.since = new Int32Array(WATCHED);
    for (let sign: i32 = 0; sign < MEASURED; sign++) {
      const level: i32 =
        sign === HEART ? HEART_GUESS[kind] : sign === BREATH ? BREATHS_GUESS[kind] : GUESS[sign];
      this.baselines.guess(sign, level, SPREAD_GUESS[sign]);
      // Awake, heart and breath go about a third faster.
      this.baselines.guess(sign + MEASURED, sign < HEAT ? level + 400 : level, SPREAD_GUESS[sign]);
    }
  }

  /**
   * One minute: row in the order of minute.ts; irregularity of the rhythm in %, 0 when unknown (beats/rhythm.ts); asymmetry of
   * the gait 0–100, -1 when unknown (steps/steps.ts).
   */
  minute(row: Int32Array, irregularity: i32, asymmetry: i32): void {
    this.raised = false;
    this.minutes = this.minutes + 1;
    if ((row[minute.FLAGS] & (OFF_COLLAR | CHARGING | NO_SIGNAL)) === 0)
      this.gather(row, irregularity, asymmetry);
    if (this.minutes < HOUR) return;
    this.minutes = 0;
    this.endHour();
  }

  /** How far `sign` lay from its baseline in the last hour that measured it, its own spreads in Q4. */
  departure(sign: i32): i32 {
    return this.departures[sign];
  }

  /** Hours since `sign` began to be unlike itself; 0 when it is not. */
  hoursSince(sign: i32): i32 {
    return this.cusums[sign] === 0 ? 0 : this.hour - this.since[sign];
  }

  /**
   * The whole explanation in one number for an event: score + 128 × sign + 1024 × departure in Q2 spreads (0–127) + 131072 ×
   * hours since (0–1023).
   */
  explanation(): i32 {
    const departure: i32 = this.departures[this.sign];
    const quarter: i32 = (departure < 0 ? 0 - departure : departure) >> 2;
    const hours: i32 = this.hoursSince(this.sign);
    const far: i32 = quarter > 127 ? 127 : quarter;
    return this.score + (this.sign << 7) + (far << 10) + ((hours > 1023 ? 1023 : hours) << 17);
  }

  /** Writes what is learnt of the animal into into[0 … SAVED), so that a reset need not begin anew. */
  save(into: Int32Array): void {
    this.baselines.save(into, 0);
  }

  /** Takes back what `save` wrote; parts that cannot be true are left at their first guess. */
  load(from: Int32Array): void {
    this.baselines.load(from, 0);
  }

  private gather(row: Int32Array, irregularity: i32, asymmetry: i32): void {
    const rest: bool = row[minute.REST_SHARE] >= RESTING;
    const breaths: i32 = row[minute.BREATHS];
    if (rest) {
      this.restMinutes = this.restMinutes + 1;
      if (row[minute.CONFIDENCE] >= SURE && row[minute.HEART_RATE] > 0)
        this.add(HEART, log2(row[minute.HEART_RATE]));
      if (breaths > 0 && breaths < PANTING) this.add(BREATH, log2(breaths));
      if (irregularity > 0) this.add(RHYTHM, irregularity << 4);
    }
    if (row[minute.TEMPERATURE] > 0) this.add(HEAT, saturate(row[minute.TEMPERATURE], 8191));
    if (asymmetry >= 0 && row[minute.STEPS] >= WALKED) this.add(GAIT, asymmetry << 4);
    this.add(SCRATCH, saturate(row[minute.SCRATCHES], 60));
    this.add(MOVEMENT, saturate(row[minute.INTENSITY], 16000));
  }

  private add(sign: i32, value: i32): void {
    const sum: i32 = this.sums[sign];
    const count: i32 = this.counts[sign];
    this.sums[sign] = sum + value;
    this.counts[sign] = count + 1;
  }

  private endHour(): void {
    this.hour = this.hour + 1;
    const asleep: bool = this.restMinutes >= ASLEEP;
    this.restMinutes = 0;
    const day: bool = this.hour % HOURS === 0;
    const frozen: bool = this.said !== 0;
    let together: i32 = 0;
    let parts: i32 = 0;
    for (let sign: i32 = 0; sign < MEASURED; sign++) {
      if (sign === MOVEMENT && !day) continue;
      const count: i32 = this.counts[sign];
      const sum: i32 = this.sums[sign];
      this.counts[sign] = 0;
      this.sums[sign] = 0;
      if (count < ENOUGH_MINUTES[sign]) continue;
      // Scratching awake says little; a gait has no sleep.
      if (sign === SCRATCH && !asleep) continue;
      const which: i32 = asleep || sign >= RHYTHM ? sign : sign + MEASURED;
      const value: i32 = this.valueOf(sign, sum, count);
      const departure: i32 = this.judge(sign, which, value);
      if (this.baselines.hours(which) >= KNOWN) this.accumulate(sign, departure);
      if (sign < RHYTHM && departure > 0) together += departure > MOST ? MOST : departure;
      if (sign < RHYTHM) parts++;
      if (!frozen && this.cusums[sign] << 1 < CUSUM_LIMIT[sign]) this.baselines.learn(which, value);
    }
    // A sum of n departures has a spread of √n.
    if (parts > 1 && this.baselines.hours(asleep ? HEART : HEART + MEASURED) >= KNOWN)
      this.accumulate(ILLNESS, parts === 2 ? (together * 181) >> 8 : (together * 148) >> 8);
    this.tell();
  }

  /** An hour's (of MOVEMENT: a day's) value in the sign's own scale. */
  private valueOf(sign: i32, sum: i32, count: i32): i32 {
    // Counts have a spread that grows with their root: of the root it does not.
    if (sign === SCRATCH) return isqrt(divide((sum * HOUR) << 8, count));
    const mean: i32 = divide(sum, count);
    return sign === MOVEMENT ? log2(mean + 1) : mean;
  }

  /** How far an hour lies off towards the side that matters, Q4 spreads. */
  private judge(sign: i32, which: i32, value: i32): i32 {
    let departure: i32 = this.baselines.departure(which, value, LEAST_SPREAD[sign]);
    if (sign === HEART && departure < 0) departure = 0 - departure;
    if (sign === MOVEMENT) departure = 0 - departure;
    if (sign === BREATH && which === BREATH) {
      const above: i32 = value - this.baselines.level(which);
      if (value > log2(BREATHS_LIMIT) || (above > QUARTER && this.baselines.hours(which) >= KNOWN))
        departure = departure < MOST ? MOST : departure;
    }
    this.departures[sign] = departure;
    return departure;
  }

  private accumulate(sign: i32, departure: i32): void {
    const before: i32 = this.cusums[sign];
    const highest: i32 = CUSUM_LIMIT[sign] << 1;
    const after: i32 = before + (departure > MOST ? MOST : departure) - ALLOWED[sign];
    if (before === 0) this.since[sign] = this.hour;
    if (sign === ILLNESS) this.departures[sign] = departure;
    this.cusums[sign] = after < 0 ? 0 : after > highest ? highest : after;
  }

  private tell(): void {
    let worst: i32 = 0;
    let score: i32 = 0;
    const was: i32 = this.said;
    let body: i32 = 0;
    for (let sign: i32 = 0; sign < WATCHED; sign++) {
      const each: i32 = divide((this.cusums[sign] * SAID) | 0, CUSUM_LIMIT[sign]);
      if (each > score) {
        score = each;
        worst = sign;
      }
      if (sign < RHYTHM || sign === ILLNESS) {
        if (each > body) body = each;
      } else this.said = said(this.said, 1 << sign, each);
    }
    this.said = said(this.said, BODY, body);
    this.score = score > 100 ? 100 : score;
    this.sign = worst;
    if (this.said === 0) this.saidHours = 0;
    if (this.said !== was) this.raised = (this.said & (0 - 1 - was)) !== 0;
    if (this.said === 0) return;
    this.saidHours = this.saidHours + 1;
    if (this.saidHours < NEW_NORMAL) return;
    for (let sign: i32 = 0; sign < MEASURED; sign++) {
      const together: bool = sign < RHYTHM && this.cusums[ILLNESS] > 0;
      if (this.cusums[sign] === 0 && !together) continue;
      this.baselines.doubt(sign);
      this.baselines.doubt(sign + MEASURED);
    }
    this.said = 0;
    this.cusums.fill(0);
  }
}

/** `bits` with `bit` set from SAID up, cleared below QUIET, and else as it was. */
function said(bits: i32, bit: i32, score: i32): i32 {
  return score >= SAID ? bits | bit : score < QUIET ? bits & (0 - 1 - bit) : bits;
}
