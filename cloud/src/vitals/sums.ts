import { type Columns, type MinuteColumn, petpulse } from "@petpulse/proto";

const { Activity } = petpulse.v1;

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
  const value = (name: MinuteColumn) => columns[name]?.[i] ?? 0;
  const confidence = value("confidence");
  const known = confidence > 0 ? 1 : 0;
  const heart = known * value("heartRate");
  const rmssd = value("rmssd");
  const breaths = value("breaths");
  const temperature = value("temperature");
  const activity = value("activity");
  const battery = columns.battery?.[i] ?? -1;
  return {
    minutes: 1,
    heartN: known,
    heartSum: heart,
    heartMin: heart,
    heartMax: heart,
    confidenceSum: known * confidence,
    rmssdN: rmssd > 0 ? 1 : 0,
    rmssdSum: Math.max(0, rmssd),
    breathsN: breaths > 0 ? 1 : 0,
    breathsSum: Math.max(0, breaths),
    rest: activity === Activity.ACTIVITY_REST ? 1 : 0,
    active: activity === Activity.ACTIVITY_ACTIVE ? 1 : 0,
    vigorous: activity === Activity.ACTIVITY_VIGOROUS ? 1 : 0,
    eating: activity === Activity.ACTIVITY_EATING ? 1 : 0,
    grooming: activity === Activity.ACTIVITY_GROOMING ? 1 : 0,
    intensitySum: value("intensity"),
    steps: value("steps"),
    restShareSum: value("restShare"),
    scratches: value("scratches"),
    shakes: value("shakes"),
    temperatureN: temperature !== 0 ? 1 : 0,
    temperatureSum: temperature,
    batteryAt: battery < 0 ? 0 : atMs,
    battery,
    anomalyMax: value("anomaly"),
    flags: value("flags"),
  };
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
