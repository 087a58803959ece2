import { petpulse } from "@petpulse/proto";
import { anomalyOf, anomalyWords } from "./anomaly.ts";

const { Activity, EventKind, Flag, GapReason, Rejection } = petpulse.v1;

export type ActivityName = "unknown" | "rest" | "active" | "vigorous" | "eating" | "grooming";

/** `ENUM_LOG_OVERFLOW` → `log-overflow`, by number. */
function names(enumeration: Record<string, string | number>, prefix: string): Map<number, string> {
  const byNumber = new Map<number, string>();
  for (const [name, value] of Object.entries(enumeration)) {
    if (typeof value === "number")
      byNumber.set(value, name.slice(prefix.length).toLowerCase().replaceAll("_", "-"));
  }
  return byNumber;
}

const EVENTS = names(EventKind, "EVENT_");
const GAPS = names(GapReason, "GAP_");
const REJECTIONS = names(Rejection, "REJECTION_");
const ACTIVITIES = names(Activity, "ACTIVITY_");
const FLAGS = [...names(Flag, "FLAG_")].filter(([bit]) => bit !== 0);

/** Divisor and unit of an event's value, as frame.proto gives them. */
const EVENT_UNITS: Partial<Record<number, [divisor: number, unit: string]>> = {
  [EventKind.EVENT_OFF_COLLAR]: [1, "s"],
  [EventKind.EVENT_BRADYCARDIA]: [10, "bpm"],
  [EventKind.EVENT_TACHYCARDIA]: [10, "bpm"],
  [EventKind.EVENT_BREATHING_FAST]: [10, "breaths/min"],
  [EventKind.EVENT_HEAT]: [100, "°C"],
  [EventKind.EVENT_STILLNESS]: [1, "s"],
  [EventKind.EVENT_LOW_BATTERY]: [1, "%"],
  [EventKind.EVENT_TIME_SET]: [1, "s"],
};

/** Name of an Activity; a number this version does not know is `unknown`. */
export function activityName(activity: number): ActivityName {
  return (ACTIVITIES.get(activity) ?? "unknown") as ActivityName;
}

/** Name of an EventKind, e.g. `low-battery`. */
export function eventName(kind: number): string {
  return EVENTS.get(kind) ?? "unknown";
}

/** An event's value in the unit people use, null for plain numbers, and what else it says, in words; empty: nothing. */
export function eventValue(
  kind: number,
  value: number,
): { value: number; unit: string | null; detail: string } {
  const anomaly = kind === EventKind.EVENT_ANOMALY ? anomalyOf(value) : null;
  if (anomaly) return { value: anomaly.score, unit: null, detail: anomalyWords(anomaly) };
  const [divisor, unit] = EVENT_UNITS[kind] ?? [1, null];
  return { value: value / divisor, unit, detail: "" };
}

/** Name of a GapReason, e.g. `log-overflow`. */
export function gapReasonName(reason: number): string {
  return GAPS.get(reason) ?? "unknown";
}

/** Name of a Rejection, e.g. `unknown-device`. */
export function rejectionName(reason: number): string {
  return REJECTIONS.get(reason) ?? "unknown";
}

/** Names of the bits set, e.g. `["off-collar", "motion"]`. */
export function flagNames(flags: number): string[] {
  return FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
}
