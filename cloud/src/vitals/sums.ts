import { type Columns, type MinuteColumn, petpulse } from "@petpulse/proto";

const { Activity } = petpulse.v1;
const MINUTE_MS = 60_000;

/** Sums over minutes, in wire units (frame.proto). Two Sums over different minutes can be merged in any order. */
export interface Sums {
  minutes: number;
  /** Minutes whose heart rate has a confidence above 0. */
  heartN: number;
  heartSum: number;
  heartMin: number;
  heartMax: number;
  confidenceSum: number;
  rmssdN: number;
  rmssdSum: number;
  breathsN: number;
  breathsSum: number;
  /** Minutes of each activity; what is left of `minutes` is unknown. */
  rest: number;
  active: number;
  vigorous: number;
  eating: number;
  grooming: number;
  intensitySum: number;
  steps: number;
  restShareSum: number;
  scratches: number;
  shakes: number;
  temperatureN: number;
  temperatureSum: number;
  /** Unix ms of the newest minute that has a battery level, and that level in %; -1 where none has. */
  batteryAt: number;
  battery: number;
  anomalyMax: number;
  flags: number;
}

/** Which sum counts the minutes of an activity. */
const ACTIVITY_SUM: Readonly<Record<number, "rest" | "active" | "vigorous" | "eating" | "grooming">> = {
  [Activity.ACTIVITY_REST]: "rest",
  [Activity.ACTIVITY_ACTIVE]: "active",
  [Activity.ACTIVITY_VIGOROUS]: "vigorous",
  [Activity.ACTIVITY_EATING]: "eating",
  [Activity.ACTIVITY_GROOMING]: "grooming",
};

/** Sums over nothing. */
export function noSums(): Sums {
  return {
    minutes: 0,
    heartN: 0,
    heartSum: 0,
    heartMin: 0,
    heartMax: 0,
    confidenceSum: 0,
    rmssdN: 0,
    rmssdSum: 0,
    breathsN: 0,
    breathsSum: 0,
    rest: 0,
    active: 0,
    vigorous: 0,
    eating: 0,
    grooming: 0,
    intensitySum: 0,
    steps: 0,
    restShareSum: 0,
    scratches: 0,
    shakes: 0,
    temperatureN: 0,
    temperatureSum: 0,
    batteryAt: 0,
    battery: -1,
    anomalyMax: 0,
    flags: 0,
  };
}

/** Sums of the one minute `i` of a frame, which began at `atMs`. */
export function sumsOfMinute(columns: Columns<MinuteColumn>, i: number, atMs: number): Sums {
  const sums = noSums();
  addMinutes(sums, columns, i, i + 1, atMs);
  return sums;
}

/** Adds minutes `from` up to but without `to` of a frame; `atMs`: when minute `from` began. */
export function addMinutes(
  into: Sums,
  columns: Columns<MinuteColumn>,
  from: number,
  to: number,
  atMs: number,
): void {
  for (let i = from; i < to; i++) {
    into.minutes++;
    const confidence = columns.confidence?.[i] ?? 0;
    if (confidence > 0) {
      const heart = columns.heartRate?.[i] ?? 0;
      into.heartMin = into.heartN > 0 ? Math.min(into.heartMin, heart) : heart;
      into.heartMax = into.heartN > 0 ? Math.max(into.heartMax, heart) : heart;
      into.heartN++;
      into.heartSum += heart;
      into.confidenceSum += confidence;
    }
    const rmssd = columns.rmssd?.[i] ?? 0;
    if (rmssd > 0) {
      into.rmssdN++;
      into.rmssdSum += rmssd;
    }
    const breaths = columns.breaths?.[i] ?? 0;
    if (breaths > 0) {
      into.breathsN++;
      into.breathsSum += breaths;
    }
    const name = ACTIVITY_SUM[columns.activity?.[i] ?? 0];
    if (name !== undefined) into[name]++;
    into.intensitySum += columns.intensity?.[i] ?? 0;
    into.steps += columns.steps?.[i] ?? 0;
    into.restShareSum += columns.restShare?.[i] ?? 0;
    into.scratches += columns.scratches?.[i] ?? 0;
    into.shakes += columns.shakes?.[i] ?? 0;
    const temperature = columns.temperature?.[i] ?? 0;
    if (temperature !== 0) {
      into.temperatureN++;
      into.temperatureSum += temperature;
    }
    const battery = columns.battery?.[i] ?? -1;
    const t = atMs + (i - from) * MINUTE_MS;
    if (battery >= 0 && t >= into.batteryAt) {
      into.batteryAt = t;
      into.battery = battery;
    }
    into.anomalyMax = Math.max(into.anomalyMax, columns.anomaly?.[i] ?? 0);
    into.flags |= columns.flags?.[i] ?? 0;
  }
}

/** Adds `more` to `into`. */
export function mergeSums(into: Sums, more: Sums): void {
  if (more.heartN > 0) {
    into.heartMin = into.heartN > 0 ? Math.min(into.heartMin, more.heartMin) : more.heartMin;
    into.heartMax = into.heartN > 0 ? Math.max(into.heartMax, more.heartMax) : more.heartMax;
  }
  into.minutes += more.minutes;
  into.heartN += more.heartN;
  into.heartSum += more.heartSum;
  into.confidenceSum += more.confidenceSum;
  into.rmssdN += more.rmssdN;
  into.rmssdSum += more.rmssdSum;
  into.breathsN += more.breathsN;
  into.breathsSum += more.breathsSum;
  into.rest += more.rest;
  into.active += more.active;
  into.vigorous += more.vigorous;
  into.eating += more.eating;
  into.grooming += more.grooming;
  into.intensitySum += more.intensitySum;
  into.steps += more.steps;
  into.restShareSum += more.restShareSum;
  into.scratches += more.scratches;
  into.shakes += more.shakes;
  into.temperatureN += more.temperatureN;
  into.temperatureSum += more.temperatureSum;
  if (more.battery >= 0 && more.batteryAt >= into.batteryAt) {
    into.batteryAt = more.batteryAt;
    into.battery = more.battery;
  }
  into.anomalyMax = Math.max(into.anomalyMax, more.anomalyMax);
  into.flags |= more.flags;
}
