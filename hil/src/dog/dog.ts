import type { HeartWindow, SampleSource } from "../source.ts";
import { Battery } from "./battery.ts";
import { Body } from "./body.ts";
import { Breath } from "./breath.ts";
import { CONDITIONS, type Condition, type ConditionName } from "./condition.ts";
import { type Behaviour, type Contact, DOINGS, type Doing, type Gait } from "./doing.ts";
import { DogError } from "./errors.ts";
import { Heart } from "./heart.ts";
import { Optics } from "./optics.ts";
import { Plan, type Profile, type Segment } from "./plan.ts";
import { Pulse } from "./pulse.ts";
import { Random } from "./random.ts";
import { Temperature } from "./temperature.ts";
import { Truth } from "./truth.ts";

/** Sample step, ms and seconds: 50 Hz. */
const STEP_MS = 20;
const DT = 0.02;
const DAY_MS = 86_400_000;
/** What changes slowly is advanced once a second. */
const SLOW_MS = 1000;

/** What to breed. Everything but the seed has a default: a 20 kg dog at 80 bpm, living the demo, from 9 in the morning. */
export interface DogOptions {
  /** 32 bits; the same options with the same seed give the same samples. */
  seed: number;
  /** Default `demo`. */
  profile?: Profile;
  /** Followed instead of the profile, again and again. */
  script?: readonly Segment[];
  /** Local time of day at sample 0, ms since midnight; steers the `day` profile. */
  startMs?: number;
  /** 1 to 90 kg; sets the cadences and, unless given, the resting rate. */
  weightKg?: number;
  /** Lying awake, 40 to 220 bpm. */
  restingBpm?: number;
  /** What is the matter with it; default `healthy`. */
  condition?: ConditionName;
  /** 1 to 3; default 2. */
  ppgChannels?: number;
  /** Charge of the collar's battery at sample 0, 0 to 100 %; default 92. */
  batteryPercent?: number;
  /** Battery life from full to empty, 0.01 to 1000 days; default 14. */
  batteryDays?: number;
}

/** Resting rate by mass: about 75 for a 40 kg dog, 80 at 20 kg, 115 at 5 kg, 160 at 2 kg. */
function restingBpmOf(weightKg: number): number {
  return 65 + 250 / (weightKg + 0.6);
}

function within(name: string, value: number, low: number, high: number): number {
  if (value >= low && value <= high) return value;
  throw new DogError("dog.bad-option", `${name} is ${value}`, `from ${low} to ${high}`);
}

/** A seeded animal wearing a collar: endless samples, and the truth behind them. */
export class VirtualDog implements SampleSource {
  readonly name: string;
  readonly ppgChannels: number;
  readonly hasAcceleration = true;
  readonly seconds = null;
  /** Beats, breaths and reference windows that truly happened. */
  readonly truth = new Truth();
  /** What is the matter with it. */
  readonly condition: ConditionName;
  readonly #condition: Condition;
  readonly #temperature: Temperature;
  readonly #battery: Battery;
  readonly #plan: Plan;
  readonly #breath: Breath;
  readonly #heart: Heart;
  readonly #pulse = new Pulse();
  readonly #body: Body;
  readonly #optics: Optics;
  readonly #startMs: number;
  #doing: Doing = "rest";
  #behaviour: Behaviour = DOINGS.rest;
  #segmentEndMs = 0;
  #nowMs = 0;

  /** Throws DogError on an option or script that cannot be. */
  constructor(options: DogOptions) {
    const { seed } = options;
    const weightKg = within("weightKg", options.weightKg ?? 20, 1, 90);
    const restingBpm = within("restingBpm", options.restingBpm ?? restingBpmOf(weightKg), 40, 220);
    this.ppgChannels = within("ppgChannels", options.ppgChannels ?? 2, 1, 3);
    this.name = `dog-${seed}`;
    this.condition = options.condition ?? "healthy";
    if (!Object.hasOwn(CONDITIONS, this.condition)) {
      const known = Object.keys(CONDITIONS).join(", ");
      throw new DogError("dog.bad-option", `condition is "${this.condition}"`, `one of ${known}`);
    }
    this.#condition = CONDITIONS[this.condition];
    this.#temperature = new Temperature(this.#condition.core);
    this.#battery = new Battery(
      within("batteryPercent", options.batteryPercent ?? 92, 0, 100),
      within("batteryDays", options.batteryDays ?? 14, 0.01, 1000),
    );
    this.#startMs = within("startMs", options.startMs ?? 9 * 3_600_000, 0, DAY_MS);
    this.#plan = new Plan(new Random(seed, "plan"), options.profile ?? "demo", options.script);
    this.#breath = new Breath(new Random(seed, "breath"), DOINGS.rest.breaths);
    this.#heart = new Heart(new Random(seed, "heart"), restingBpm, this.#condition, DT);
    this.#body = new Body(new Random(seed, "body"), weightKg, DT);
    this.#optics = new Optics(new Random(seed, "optics"), this.ppgChannels, DT);
  }

  next(out: Int32Array): boolean {
    const now = this.#nowMs;
    if (now >= this.#segmentEndMs) this.#begin(now);
    const behaviour = this.#behaviour;
    if (now % SLOW_MS === 0) {
      this.#temperature.step(1, behaviour.effort, behaviour.contact);
      this.#battery.step(1);
    }
    this.#breath.step(DT, this.#breathsAim());
    if (this.#breath.began) this.truth.breath(now);
    const before = this.#heart.beatMs;
    if (this.#heart.step(now, DT, behaviour, this.#breath)) {
      this.truth.beat(this.#heart.beatMs, this.#heart.ectopic);
      this.#pulse.beat(this.#heart.beatMs, this.#heart.beatMs - before, this.#heart.ectopic);
    }
    this.truth.advance(now);
    this.#pulse.step(now, DT);
    this.#body.step(DT, behaviour, this.#breath);
    out.fill(0, 0, 3);
    this.#optics.step(
      out,
      this.#body.mg,
      this.#pulse.volume,
      this.#breath.volume,
      behaviour.contact,
      behaviour.gait !== "pant",
    );
    for (let axis = 0; axis < 3; axis++) out[3 + axis] = Math.round(this.#body.mg[axis]!);
    this.#nowMs = now + STEP_MS;
    return true;
  }

  heart(): readonly HeartWindow[] {
    return this.truth.windows;
  }

  /** When the next sample stands, ms since sample 0. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** What the animal does now. */
  get doing(): Doing {
    return this.#doing;
  }

  get gait(): Gait {
    return this.#behaviour.gait;
  }

  get contact(): Contact {
    return this.#behaviour.contact;
  }

  /** Rate the pacemaker aims at now, bpm. */
  get rateBpm(): number {
    return 60_000 / this.#heart.intervalMs;
  }

  /** Breaths per minute now. */
  get breathsPerMinute(): number {
    return this.#breath.perMinute;
  }

  /** Frequency of the present rhythm, Hz: strides, scratches, laps; 0 at rest. */
  get rhythmHz(): number {
    return this.#body.rhythmHz;
  }

  /** Strides so far. */
  get strides(): number {
    return this.#body.strides;
  }

  /** In the body, °C. */
  get coreCelsius(): number {
    return this.#temperature.core;
  }

  /** What the collar's sensor reads, °C. */
  get skinCelsius(): number {
    return this.#temperature.sensor;
  }

  /** Charge left, 0 to 100 %. */
  get batteryPercent(): number {
    return this.#battery.percent;
  }

  /** Voltage of the battery, mV. */
  get batteryMillivolts(): number {
    return this.#battery.millivolts;
  }

  #breathsAim(): number {
    const { gait, breaths } = this.#behaviour;
    if (gait === "pant") return breaths;
    // One breath a stride: Bramble & Carrier 1983, Science 219:251.
    if (gait === "gallop") return 60 * this.#body.rhythmHz;
    return breaths * this.#condition.breaths;
  }

  #begin(now: number): void {
    const segment = this.#plan.next((this.#startMs + now) % DAY_MS);
    const behaviour: Behaviour = DOINGS[segment.doing];
    this.#doing = segment.doing;
    this.#behaviour = segment.contact ? { ...behaviour, contact: segment.contact } : behaviour;
    this.#segmentEndMs += segment.seconds * 1000;
  }
}
