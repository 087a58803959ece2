import { ACTIVE, Activity, REST, VIGOROUS } from "./activity/activity.ts";
import { Anomaly } from "./anomaly/anomaly.ts";
import { LARGE_DOG } from "./anomaly/signs.ts";
import { Rhythm } from "./beats/rhythm.ts";
import { Bouts } from "./bouts/bouts.ts";
import { Contact } from "./contact/contact.ts";
import {
  CHARGING,
  FLAG_BITS,
  NO_SIGNAL,
  OFF_COLLAR,
  PPG_RESTING,
  SATURATED,
  WARMING_UP,
} from "./contact/flags.ts";
import { divide } from "./dsp/divide.ts";
import { saturate } from "./dsp/saturate.ts";
import { Heart } from "./heart/heart.ts";
import { RobustRate } from "./heart/robust-rate.ts";
import * as minute from "./minute.ts";
import { DOG_MODEL } from "./movement/dog.gen.ts";
import { DOG, Movement } from "./movement/movement.ts";
import { Respiration } from "./respiration/respiration.ts";
import { Steps } from "./steps/steps.ts";

/** Fewer samples than this in a second (half of what is due) and the sensor counts as stopped. */
const SAMPLES_DUE: i32 = 25;
/** Samples of a hop while the light is off, as with it: 2 s. */
const HOP: i32 = 100;
/** The converter's width: counts beyond ±2^23 come from no sensor. */
const COUNTS: i32 = 8388607;
/** The accelerometer's widest range, mg. */
const ACCELERATION: i32 = 16000;
/** Shortest stride of a dog that walks or trots, ms. */
const STRIDE_MS: i32 = 400;
/** Confidence a breath rate needs to count in the minute, %: below it noise alone has one now and then. */
const BREATH_SURE: i32 = 70;

/**
 * Everything a collar knows of its wearer: samples in at 50 Hz, vitals out after each, a row of columns each minute. Integers
 * only, nothing is allocated after construction, work per call is bounded. Not reentrant; one instance per wearer.
 */
export class Vitals {
  /** Finished estimates since construction, one every 2 s of samples. */
  hops: i32 = 0;
  /** Tenths of a beat per minute; means nothing while `confidence` is 0. */
  heartRate: i32 = 0;
  /** 0–100 %; 0 means the collar abstains, and `flags` say why. */
  confidence: i32 = 0;
  /** Bits of contact/flags.ts that hold now. */
  flags: i32 = WARMING_UP;
  /** Mean ENMO of the last hop, mg. */
  intensity: i32 = 0;
  /** REST, ACTIVE or VIGOROUS. */
  activity: i32 = REST;
  /** Whether light has to come with the samples; without it acceleration alone is no fault. */
  lightDue: bool = true;

  /** Heart rate and beats. */
  heart: Heart;

  /** Breathing at rest. */
  breath: Respiration;
  /** What is unlike this animal. */
  anomaly: Anomaly;
  /** The day so far: minutes by intensity, and sleep. The owner takes it when its day ends. */
  bouts: Bouts;

  private channels: i32;
  private effort: Activity;
  private movement: Movement;
  private steps: Steps;
  private rhythm: Rhythm;
  private contact: Contact;
  private rates: RobustRate;
  /** Samples since the last tick: all, and those with light. */
  private thisSecond: i32 = 0;
  private lit: i32 = 0;
  /** Samples without light in the present hop. */
  private dark: i32 = 0;
  /** The light is off; it is back but the window is not yet full; what was known of the contact meanwhile. */
  private resting: i32 = 0;
  private roused: i32 = 0;
  private known: i32 = 0;
  /** Hops for which a count out of range is still told. */
  private outOfRange: i32 = 0;
  private stopped: i32 = 0;
  private charging: i32 = 0;
  private battery: i32 = 0;
  private temperature: i32 = 0;
  private seconds: i32 = 0;
  private minuteHops: i32 = 0;
  private minuteIntensity: i32 = 0;
  private breathSum: i32 = 0;
  private breathHops: i32 = 0;
  private classHops: Int32Array;
  private flagSeconds: Int32Array;

  /** channels: light channels in use, 1–3; the others are ignored. */
  constructor(channels: i32) {
    this.channels = channels;
    this.heart = new Heart(channels);
    this.breath = new Respiration();
    this.anomaly = new Anomaly(LARGE_DOG);
    this.bouts = new Bouts();
    this.effort = new Activity();
    this.movement = new Movement(DOG, DOG_MODEL);
    this.steps = new Steps(STRIDE_MS);
    this.rhythm = new Rhythm();
    this.contact = new Contact(channels, -COUNTS, COUNTS);
    this.rates = new RobustRate();
    this.classHops = new Int32Array(3);
    this.flagSeconds = new Int32Array(FLAG_BITS);
  }

  /** One sample: light in counts (saturated and flagged outside ±2^23), acceleration in mg (saturated outside ±16000). */
  sample(ppg0: i32, ppg1: i32, ppg2: i32, ax: i32, ay: i32, az: i32): void {
    const p0: i32 = saturate(ppg0, COUNTS);
    const p1: i32 = saturate(ppg1, COUNTS);
    const p2: i32 = saturate(ppg2, COUNTS);
    const x: i32 = saturate(ax, ACCELERATION);
    const y: i32 = saturate(ay, ACCELERATION);
    const z: i32 = saturate(az, ACCELERATION);
    if (p0 !== ppg0 || p1 !== ppg1 || p2 !== ppg2) this.outOfRange = 2;
    if (this.resting !== 0) this.rouse();
    this.thisSecond = this.thisSecond + 1;
    this.lit = this.lit + 1;
    this.move(x, y, z);
    this.contact.sample(p0, p1, p2);
    this.heart.sample(p0, p1, p2, x, y, z);
    this.breath.sample(p0, this.channels > 1 ? p1 : 0, this.channels > 2 ? p2 : 0, x, y, z);
    if (this.heart.hops !== this.hops) this.endHop();
  }

  /** One sample without light, mg (saturated outside ±16000): movement goes on, heart and contact rest and say so. */
  motion(ax: i32, ay: i32, az: i32): void {
    if (this.resting === 0) this.rest();
    this.thisSecond = this.thisSecond + 1;
    const x: i32 = saturate(ax, ACCELERATION);
    const y: i32 = saturate(ay, ACCELERATION);
    const z: i32 = saturate(az, ACCELERATION);
    this.move(x, y, z);
    this.breath.sample(0, 0, 0, x, y, z);
    this.dark = this.dark + 1;
    if (this.dark < HOP) return;
    this.dark = 0;
    this.endMovement();
    this.endBreath(this.known | NO_SIGNAL);
    this.setFlags();
  }

  /** The owner's second has passed; samples may have stayed away. */
  tick(): void {
    const samples: i32 = this.lightDue ? this.lit : this.thisSecond;
    const stopped: i32 = samples < SAMPLES_DUE ? 1 : 0;
    if (stopped !== 0 && this.stopped === 0) this.lose();
    this.stopped = stopped;
    this.thisSecond = 0;
    this.lit = 0;
    this.setFlags();
    this.seconds = this.seconds + 1;
    for (let bit: i32 = 0; bit < FLAG_BITS; bit++) {
      if ((this.flags & (1 << bit)) !== 0) this.flagSeconds[bit] = this.flagSeconds[bit] + 1;
    }
  }

  /** Skin temperature, hundredths of a degree Celsius; kept until set anew. */
  setTemperature(centi: i32): void {
    this.temperature = centi;
  }

  /** Battery charge, 0–100 %, and whether it is on the charger. */
  setBattery(percent: i32, charging: bool): void {
    this.battery = percent;
    this.charging = charging ? 1 : 0;
    this.setFlags();
  }

  /** Writes the minute just ended into out[0 … MINUTE_COLUMNS) in the order of minute.ts, and begins the next. */
  takeMinute(out: Int32Array): void {
    for (let column: i32 = 0; column < minute.MINUTE_COLUMNS; column++) out[column] = 0;
    this.rates.take();
    out[minute.HEART_RATE] = this.rates.rate;
    out[minute.CONFIDENCE] = this.rates.confidence;
    out[minute.TEMPERATURE] = this.temperature;
    out[minute.BATTERY] = this.battery;
    const hops: i32 = this.minuteHops;
    if (hops > 0) {
      const rest: i32 = this.classHops[REST];
      const active: i32 = this.classHops[ACTIVE];
      const vigorous: i32 = this.classHops[VIGOROUS];
      out[minute.ACTIVITY] = vigorous > active && vigorous > rest ? VIGOROUS : active > rest ? ACTIVE : REST;
      out[minute.INTENSITY] = divide(this.minuteIntensity, hops);
      out[minute.REST_SHARE] = divide(((rest * 100) | 0) + (hops >> 1), hops);
    }
    // The models name what moves; whether anything moves the acceleration says itself.
    const kind: i32 = this.movement.main();
    if (kind > REST) out[minute.ACTIVITY] = kind;
    out[minute.SCRATCHES] = this.movement.scratches;
    out[minute.SHAKES] = this.movement.shakes;
    this.movement.endMinute();
    out[minute.STEPS] = this.steps.take();
    this.rhythm.take();
    out[minute.RMSSD] = this.rhythm.rmssd;
    out[minute.BREATHS] = this.breathHops > 0 ? divide(this.breathSum, this.breathHops) : 0;
    let flags: i32 = 0;
    for (let bit: i32 = 0; bit < FLAG_BITS; bit++) {
      if (this.flagSeconds[bit] > 0 && this.flagSeconds[bit] << 2 >= this.seconds) flags |= 1 << bit;
      this.flagSeconds[bit] = 0;
    }
    out[minute.FLAGS] = flags;
    const worn: bool = (flags & (OFF_COLLAR | CHARGING | NO_SIGNAL)) === 0;
    this.bouts.minute(out[minute.INTENSITY], out[minute.REST_SHARE], worn);
    this.anomaly.minute(out, this.rhythm.irregularity, this.steps.asymmetry());
    out[minute.ANOMALY] = this.anomaly.score;
    this.breathSum = 0;
    this.breathHops = 0;
    this.classHops.fill(0);
    this.minuteHops = 0;
    this.minuteIntensity = 0;
    this.seconds = 0;
  }

  private endHop(): void {
    this.endMovement();
    this.hops = this.heart.hops;
    this.heartRate = this.heart.rate;
    const wasUnseen: bool = this.contact.unseen !== 0;
    this.contact.endHop(this.heart.pulse, this.heart.swing, this.intensity);
    // The window still holds what was no animal.
    if (wasUnseen && this.contact.unseen === 0) this.heart.restart();
    const warmingUp: bool = this.heart.warmingUp !== 0;
    // A burst's estimates count from when there can be any.
    const counts: bool = this.roused === 0 || !warmingUp;
    if (!warmingUp) this.roused = 0;
    this.setFlags();
    this.confidence = this.contact.unseen !== 0 ? 0 : this.heart.confidence;
    if (counts) this.rates.add(this.heartRate, this.confidence);
    this.hearBeats();
    this.endBreath(this.contact.flags);
    if (this.outOfRange > 0) this.outOfRange = this.outOfRange - 1;
  }

  /** The beats of the last hop, where they can be believed one by one. */
  private hearBeats(): void {
    const beats = this.heart.beats;
    if (this.heart.resting === 0 || this.confidence === 0) {
      this.rhythm.gap();
      return;
    }
    for (let i: i32 = 0; i < beats.settled; i++) {
      // 64ths of a sample of 20 ms.
      const interval: i32 = beats.intervals[i];
      if (interval > 0) this.rhythm.push(((interval * 5) | 0) >> 4);
      else this.rhythm.gap();
    }
  }

  private endBreath(contactFlags: i32): void {
    const breath = this.breath;
    breath.endHop(this.intensity, contactFlags);
    if (breath.confidence < BREATH_SURE) return;
    this.breathSum = this.breathSum + breath.rate;
    this.breathHops = this.breathHops + 1;
  }

  private move(x: i32, y: i32, z: i32): void {
    this.effort.sample(x, y, z);
    this.movement.sample(x, y, z);
    this.steps.sample(x, y, z);
  }

  private endMovement(): void {
    this.effort.endHop();
    this.intensity = this.effort.intensity;
    this.activity = this.effort.activity;
    this.minuteHops = this.minuteHops + 1;
    this.minuteIntensity = this.minuteIntensity + this.intensity;
    this.classHops[this.activity] = this.classHops[this.activity] + 1;
  }

  /** The light goes off: the heart is not known until the next burst; that the collar is off the animal still is. */
  private rest(): void {
    this.known = this.flags & OFF_COLLAR;
    this.resting = 1;
    this.roused = 0;
    this.dark = 0;
    this.heart.restart();
    this.contact.restart();
    this.rhythm.gap();
    this.confidence = 0;
    this.outOfRange = 0;
    this.setFlags();
  }

  private rouse(): void {
    this.resting = 0;
    this.roused = 1;
    this.setFlags();
  }

  /** The samples stopped: what comes after the gap does not continue what came before. */
  private lose(): void {
    this.heart.restart();
    this.contact.restart();
    this.effort.endHop();
    this.movement.restart();
    this.steps.restart();
    this.rhythm.restart();
    this.breath.restart();
    this.confidence = 0;
    this.outOfRange = 0;
  }

  private setFlags(): void {
    let flags: i32 = this.heart.warmingUp !== 0 ? 0 : this.contact.flags;
    if (this.resting !== 0) flags = PPG_RESTING;
    else if (this.heart.warmingUp !== 0) flags |= WARMING_UP;
    if (this.resting !== 0 || this.roused !== 0) flags |= this.known;
    if (this.outOfRange > 0) flags |= SATURATED;
    if (this.stopped !== 0) flags |= NO_SIGNAL;
    if (this.charging !== 0) flags |= CHARGING;
    this.flags = flags;
  }
}
