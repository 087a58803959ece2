/**
 * Dogs, minute by minute, as a collar would record them: made up, seeded, from the literature's figures. It stands in for
 * the years of recordings that nobody has; what it proves is that the detector keeps still in all this and finds what is added.
 *
 * Individuals: heart rate asleep 62 ± 8 a minute (large), 82 ± 10 (small), awake at rest a third more, so that days average
 * near 81, 64–119 (Moïse et al. 2020, 130 Holter recordings); breaths asleep 14 ± 2.5, never above 22 (Rishniw 2012: mean 13, none
 * above 23); skin 34 ± 0.4 °C under a collar, the animal's 38.0–39.2 °C less its coat. Each drifts by day (AR 1), hour of day
 * (±5 % of heart rate), weekday (longer walks at the weekend), weather (season, warm weeks, rain) and chance: visitors, fireworks, a
 * stiff day, an itchy night, an hour on the charger every day, a day without collar now and then.
 */
import { CHARGING, MOTION, OFF_COLLAR } from "../../firmware/src/contact/flags.ts";
import * as minute from "../../firmware/src/minute.ts";
import { Random } from "./random.ts";

/** What may be wrong with a dog. */
export type Trouble = "arrhythmia" | "fever" | "breathing" | "lameness" | "scratching";

/** A trouble from a day on, for some days. */
export interface Episode {
  trouble: Trouble;
  day: number;
  days: number;
}

/** Takes a minute: the collar's row, irregularity of the rhythm (%, 0 unknown), asymmetry of the gait (0–100, -1 unknown). */
export type TakeMinute = (row: Int32Array, irregularity: number, asymmetry: number) => void;

const HOURS = 24;
const MINUTES = 60;

interface Body {
  small: boolean;
  heart: number;
  breaths: number;
  skin: number;
  irregularity: number;
  asymmetry: number;
  itch: number;
  /** Share of the day spent awake, and the hours of its walks. */
  awake: number;
  walks: readonly number[];
  walkMinutes: number;
}

/** What holds for a day. */
interface Day {
  heart: number;
  warm: number;
  rain: boolean;
  stiff: number;
  itch: number;
  off: boolean;
  stressFrom: number;
  stressTo: number;
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/** One dog; the same seed is the same dog. */
export class VirtualDog {
  /** Whether it is a small breed. */
  readonly small: boolean;
  private readonly random: Random;
  private readonly body: Body;
  private readonly row = new Int32Array(minute.MINUTE_COLUMNS);
  private drift = 0;
  private weather = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
    const r = this.random;
    this.small = r.uniform() < 0.5;
    this.body = {
      small: this.small,
      heart: this.small ? clamp(82 + 10 * r.normal(), 62, 110) : clamp(62 + 8 * r.normal(), 44, 85),
      breaths: clamp(14 + 2.5 * r.normal(), 8, 20),
      skin: 34 + 0.4 * r.normal(),
      irregularity: clamp(9 + 2 * r.normal(), 4, 14),
      asymmetry: clamp(10 + 3 * r.normal(), 3, 18),
      itch: 0.25 * Math.exp(0.4 * r.normal()),
      awake: clamp(0.42 + 0.06 * r.normal(), 0.3, 0.55),
      walks: [7 + Math.round(r.normal()), 12 + Math.round(r.normal()), 18 + Math.round(r.normal())],
      walkMinutes: clamp(28 + 8 * r.normal(), 12, 50),
    };
  }

  /** Lives `days` days from `first` on (day 0 is a Monday in January), with what is wrong in them. */
  live(first: number, days: number, episodes: readonly Episode[], take: TakeMinute): void {
    for (let day = first; day < first + days; day++) {
      const today = this.wake(day);
      const troubles = new Set(
        episodes.filter((e) => day >= e.day && day < e.day + e.days).map((e) => e.trouble),
      );
      for (let hour = 0; hour < HOURS; hour++) this.liveHour(day, hour, today, troubles, take);
    }
  }

  private wake(day: number): Day {
    const r = this.random;
    this.drift = 0.7 * this.drift + 0.03 * 0.71 * r.normal();
    this.weather = 0.85 * this.weather + 4 * 0.53 * r.normal();
    const stressed = r.uniform() < 0.1;
    const stressFrom = stressed ? 9 + Math.floor(12 * r.uniform()) : HOURS;
    return {
      heart: 1 + this.drift,
      warm: 11 - 10 * Math.cos((2 * Math.PI * (day - 15)) / 365) + this.weather,
      rain: r.uniform() < 0.3,
      stiff: r.uniform() < 1 / 60 ? 5 : 0,
      itch: r.uniform() < 1 / 40 ? 3 : 1 + 0.5 * Math.max(0, Math.sin((2 * Math.PI * (day - 100)) / 365)),
      off: r.uniform() < 1 / 45,
      stressFrom,
      stressTo: stressFrom + 1 + Math.floor(3 * r.uniform()),
    };
  }

  private liveHour(
    day: number,
    hour: number,
    today: Day,
    troubles: ReadonlySet<Trouble>,
    take: TakeMinute,
  ): void {
    const { random: r, body, row } = this;
    const fever = troubles.has("fever");
    const zest = (fever ? 0.5 : 1) * (troubles.has("lameness") ? 0.8 : 1) * (today.rain ? 0.7 : 1);
    const weekend = day % 7 >= 5 ? 1.5 : 1;
    const walking = body.walks.includes(hour) ? body.walkMinutes * zest * weekend : 0;
    const night = hour < 6 || hour >= 22;
    const awake = night ? 0.06 : clamp(body.awake * 1.5 * (0.8 + 0.2 * zest) + 0.1 * r.normal(), 0.1, 0.95);
    const stressed = hour >= today.stressFrom && hour < today.stressTo;
    // What an hour shares.
    const daily = 1 + 0.05 * Math.cos((2 * Math.PI * (hour - 16)) / HOURS);
    const heart =
      body.heart * today.heart * daily * (1 + 0.03 * r.normal()) * (fever ? 1.15 : 1) * (stressed ? 1.2 : 1);
    const heat = today.warm + 4 * Math.cos((2 * Math.PI * (hour - 15)) / HOURS);
    const skin = body.skin + 0.04 * (clamp(heat, 5, 32) - 15) + 0.2 * r.normal() + (fever ? 1 : 0);
    const fast =
      (troubles.has("breathing") ? 1.35 : 1) * (fever ? 1.15 : 1) * (heat > 24 ? 1 + 0.03 * (heat - 24) : 1);
    const breaths = body.breaths * fast * (1 + 0.06 * r.normal());
    const arrhythmia = troubles.has("arrhythmia");
    const irregularity = body.irregularity + r.normal() + (arrhythmia ? 9 : 0);
    const asymmetry = body.asymmetry + today.stiff + 1.5 * r.normal() + (troubles.has("lameness") ? 10 : 0);
    const itch = (body.itch * today.itch + (troubles.has("scratching") ? 3 : 0)) / MINUTES;
    const charging = hour === 21 ? 45 : 0;
    let rest = !(r.uniform() < awake);
    let asleep = rest;
    for (let m = 0; m < MINUTES; m++) {
      const walk = m < walking;
      // States last: about eight minutes each.
      if (r.uniform() < 0.12) {
        rest = !(r.uniform() < awake);
        asleep = rest && r.uniform() < (night ? 0.97 : 0.7);
      }
      const still = rest && !walk;
      row.fill(0);
      row[minute.BATTERY] = 80;
      if (today.off || m < charging) {
        row[minute.FLAGS] = today.off ? OFF_COLLAR : CHARGING;
        row[minute.REST_SHARE] = 100;
        take(row, 0, -1);
        continue;
      }
      const effort = walk ? 1.9 : still ? (asleep ? 1 : 1.3) : 1.5;
      const seen = r.uniform() < (still ? 0.85 : 0.35);
      row[minute.HEART_RATE] = seen ? Math.round(10 * heart * effort * (1 + 0.05 * r.normal())) : 0;
      row[minute.CONFIDENCE] = seen ? (still ? 85 : 55) : 0;
      row[minute.FLAGS] = seen ? 0 : MOTION;
      row[minute.REST_SHARE] = still ? 100 : walk ? 0 : 40;
      row[minute.ACTIVITY] = walk ? 2 : still ? 0 : 1;
      const lively = walk ? 180 : still ? 6 : 60 * zest;
      row[minute.INTENSITY] = Math.round(lively * (1 + 0.3 * r.normal()));
      row[minute.STEPS] = walk ? Math.round(100 + 15 * r.normal()) : 0;
      row[minute.TEMPERATURE] = Math.round(100 * (skin + (still ? 0.2 : -0.2) + 0.1 * r.normal()));
      const scratches = still ? itch : 1.5 / MINUTES;
      row[minute.SCRATCHES] = r.uniform() < scratches * 2 ? r.poisson(0.5) : 0;
      const breathing = still && r.uniform() < 0.6;
      row[minute.BREATHS] = breathing
        ? Math.round(10 * breaths * (asleep ? 1 : 1.35) * (1 + 0.08 * r.normal()))
        : 0;
      const uneven = Math.round(clamp(asymmetry + 4 * r.normal(), 0, 100));
      const rhythm = still && seen ? Math.round(clamp(irregularity + 3 * r.normal(), 1, 100)) : 0;
      take(row, rhythm, walk && r.uniform() < 0.7 ? uneven : -1);
    }
  }
}
