import type { Frame } from "@petpulse/proto";
import { type ActivityName, activityName, eventName, eventValue, flagNames } from "./names.ts";
import { type Sums, sumsOfMinute } from "./sums.ts";

/** Columns over time, one entry per point that has data; times in Unix ms, ascending. */
export interface Points {
  t: number[];
  /** bpm; null where the collar abstains, which is where `confidence` is 0. */
  heartRate: (number | null)[];
  /** Lowest and highest minute in the point, bpm. */
  heartRateMin: (number | null)[];
  heartRateMax: (number | null)[];
  /** 0..1, mean over the minutes of the point that have a heart rate: how far the rate above can be trusted. */
  confidence: number[];
  /** ms. */
  rmssd: (number | null)[];
  /** Per minute. */
  breaths: (number | null)[];
  /** The commonest known one; of equals the livelier. */
  activity: ActivityName[];
  /** ENMO, mg, mean. */
  intensity: number[];
  steps: number[];
  /** 0..1, share of the time lying still. */
  restShare: number[];
  scratches: number[];
  shakes: number[];
  /** Degrees Celsius. */
  temperature: (number | null)[];
  /** %, the last one. */
  battery: (number | null)[];
  /** 0..255, the highest. */
  anomaly: number[];
  /** Bits of Flag, or-ed. */
  flags: number[];
}

/** One estimate or minute as people read it. */
export interface Reading {
  /** Unix ms; a minute's is its end. */
  at: number;
  heartRate: number | null;
  confidence: number;
  activity: ActivityName;
  intensity: number;
  flags: string[];
}

/** A heart rate and when it was measured: Unix ms, bpm, 0..1. */
export interface HeartRate {
  at: number;
  heartRate: number;
  confidence: number;
}

/** How long a heart rate stands for the animal while the collar pauses, ms: three of its pauses. */
export const HEART_STANDS_MS = 900_000;
/** Without a rate for these reasons the collar has not failed to measure: its light rests, or has just come on. */
const PAUSES = ["ppg-resting", "warming-up"];

/** The newest heart rate among `readings` (newest first) that still stands for the animal at the time of `latest`. */
export function standingHeart(latest: Reading, readings: Iterable<Reading>): HeartRate | null {
  const { at, heartRate, confidence, flags } = latest;
  if (heartRate !== null) return { at, heartRate, confidence };
  if (!PAUSES.some((flag) => flags.includes(flag))) return null;
  for (const one of readings) {
    if (one.at <= at && at - one.at <= HEART_STANDS_MS && one.heartRate !== null)
      return { at: one.at, heartRate: one.heartRate, confidence: one.confidence };
  }
  return null;
}

/** One event as people read it. `at`: Unix ms. */
export interface Occurrence {
  at: number;
  kind: string;
  value: number;
  unit: string | null;
  /** What else it says, for people; may be empty. */
  detail: string;
}

/** No points. */
export function noPoints(): Points {
  return {
    t: [],
    heartRate: [],
    heartRateMin: [],
    heartRateMax: [],
    confidence: [],
    rmssd: [],
    breaths: [],
    activity: [],
    intensity: [],
    steps: [],
    restShare: [],
    scratches: [],
    shakes: [],
    temperature: [],
    battery: [],
    anomaly: [],
    flags: [],
  };
}

function mean(sum: number, n: number, divisor: number, digits: number): number | null {
  return n > 0 ? round(sum / n / divisor, digits) : null;
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

/** The livelier first. */
const ACTIVITIES = ["vigorous", "active", "eating", "grooming", "rest"] as const;

function commonest(sums: Sums): ActivityName {
  const most = Math.max(...ACTIVITIES.map((activity) => sums[activity]));
  return most === 0 ? "unknown" : ACTIVITIES.find((activity) => sums[activity] === most)!;
}

/** Appends the minutes summed in `sums` as one point at `t`. */
export function pushSums(points: Points, t: number, sums: Sums): void {
  points.t.push(t);
  points.heartRate.push(mean(sums.heartSum, sums.heartN, 10, 1));
  points.heartRateMin.push(mean(sums.heartMin, Math.min(1, sums.heartN), 10, 1));
  points.heartRateMax.push(mean(sums.heartMax, Math.min(1, sums.heartN), 10, 1));
  points.confidence.push(mean(sums.confidenceSum, sums.heartN, 100, 4) ?? 0);
  points.rmssd.push(mean(sums.rmssdSum, sums.rmssdN, 1, 0));
  points.breaths.push(mean(sums.breathsSum, sums.breathsN, 10, 1));
  points.activity.push(commonest(sums));
  points.intensity.push(mean(sums.intensitySum, sums.minutes, 1, 1) ?? 0);
  points.steps.push(sums.steps);
  points.restShare.push(mean(sums.restShareSum, sums.minutes, 100, 3) ?? 0);
  points.scratches.push(sums.scratches);
  points.shakes.push(sums.shakes);
  points.temperature.push(mean(sums.temperatureSum, sums.temperatureN, 100, 2));
  points.battery.push(sums.battery < 0 ? null : sums.battery);
  points.anomaly.push(sums.anomalyMax);
  points.flags.push(sums.flags);
}

/** Appends live estimate `reading` with its flag bits; what a live frame does not carry is null or 0. */
export function pushReading(points: Points, reading: Reading, flags: number): void {
  points.t.push(reading.at);
  points.heartRate.push(reading.heartRate);
  points.heartRateMin.push(reading.heartRate);
  points.heartRateMax.push(reading.heartRate);
  points.confidence.push(reading.confidence);
  points.rmssd.push(null);
  points.breaths.push(null);
  points.activity.push(reading.activity);
  points.intensity.push(reading.intensity);
  points.steps.push(0);
  points.restShare.push(0);
  points.scratches.push(0);
  points.shakes.push(0);
  points.temperature.push(null);
  points.battery.push(null);
  points.anomaly.push(0);
  points.flags.push(flags);
}

/** Field numbers of a frame's content in frame.proto, as the store's `kind`. */
export const KIND = { minutes: 8, live: 9, events: 10, gap: 11 } as const;

/** Longest stretch a frame is taken to cover, s: 60 records of a minute. */
const MAX_SPAN_S = 3600;

/** Seconds a frame covers and how many records it holds. */
export function extent(frame: Frame): { spanS: number; records: number } {
  const { content } = frame;
  switch (content.kind) {
    case "minutes":
      return { spanS: content.count * 60, records: content.count };
    case "live":
      return { spanS: content.count * content.stepS, records: content.count };
    case "events":
      return {
        spanS: Math.min(MAX_SPAN_S, Math.max(...content.events.map((event) => event.afterS))),
        records: content.events.length,
      };
    case "gap":
      return { spanS: 0, records: 0 };
  }
}

/** The minutes of a frame that starts at `startMs`, each with the Unix ms at which it began. */
export function minutesOf(frame: Frame, startMs: number): { t: number; sums: Sums }[] {
  const { content } = frame;
  if (content.kind !== "minutes") return [];
  return Array.from({ length: content.count }, (_, i) => {
    const t = startMs + i * 60_000;
    return { t, sums: sumsOfMinute(content.columns, i, t) };
  });
}

/** The readings of a minutes or live frame that starts at `startMs`, oldest first, with their flag bits. */
export function readingsOf(frame: Frame, startMs: number): { reading: Reading; flags: number }[] {
  const { content } = frame;
  if (content.kind !== "minutes" && content.kind !== "live") return [];
  const columns = content.columns;
  const stepMs = content.kind === "live" ? content.stepS * 1000 : 60_000;
  // A minute stands when it is over, an estimate at its own instant.
  const firstMs = content.kind === "live" ? startMs : startMs + 60_000;
  return Array.from({ length: content.count }, (_, i) => {
    const confidence = columns.confidence?.[i] ?? 0;
    const flags = columns.flags?.[i] ?? 0;
    const reading: Reading = {
      at: firstMs + i * stepMs,
      heartRate: confidence > 0 ? (columns.heartRate?.[i] ?? 0) / 10 : null,
      confidence: Math.max(0, confidence) / 100,
      activity: activityName(columns.activity?.[i] ?? 0),
      intensity: columns.intensity?.[i] ?? 0,
      flags: flagNames(flags),
    };
    return { reading, flags };
  });
}

/** The events of a frame that starts at `startMs`. */
export function occurrencesOf(frame: Frame, startMs: number): Occurrence[] {
  const { content } = frame;
  if (content.kind !== "events") return [];
  return content.events.map((event) => ({
    at: startMs + event.afterS * 1000,
    kind: eventName(event.kind),
    ...eventValue(event.kind, event.value),
  }));
}
