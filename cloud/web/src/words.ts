import type { Device, Estimate, Gap, HeartRate, PetEvent } from "./api.ts";

/** Why the collar is silent, for people. */
const REASONS: Record<string, string> = {
  "off-collar": "the collar is off",
  motion: "moving too much to be sure",
  "poor-contact": "poor contact with the skin",
  saturated: "the light sensor is blinded",
  charging: "charging",
  "no-signal": "the sensor gives no signal",
  "warming-up": "finding the pulse",
  "ppg-resting": "between measurements",
};
/** The reason that explains most comes first. */
const ORDER = ["charging", "off-collar", "no-signal", "saturated", "ppg-resting", "warming-up"].concat([
  "poor-contact",
  "motion",
]);

/** Why there is no heart rate, in words. */
export function silence(flags: readonly string[]): string {
  const reason = ORDER.find((flag) => flags.includes(flag));
  return reason ? REASONS[reason]! : "not sure enough to say";
}

function confidenceWords(confidence: number): string {
  if (confidence >= 0.8) return "sure";
  if (confidence >= 0.5) return "fairly sure";
  return confidence > 0 ? "unsure" : "silent";
}

/** How sure, and how old unless it is of now. */
export function heartWords({ at, confidence, now }: HeartRate & { now: boolean }, nowMs: number): string {
  const sure = confidenceWords(confidence);
  return now ? sure : `measured ${ago(at, nowMs).replace(/^now$/, "just now")} · ${sure}`;
}

const ACTIVITY: Record<Estimate["activity"], string> = {
  unknown: "activity unknown",
  rest: "resting",
  active: "active",
  vigorous: "running hard",
  eating: "eating",
  grooming: "grooming",
};

export const activityWords = (estimate: Estimate) => ACTIVITY[estimate.activity];

/** "12 s ago", "3 min ago", "yesterday 14:05". */
export function ago(at: number, now: number): string {
  const s = Math.max(0, Math.round((now - at) / 1000));
  if (s < 5) return "now";
  if (s < 60) return `${s} s ago`;
  if (s < 3600) return `${Math.floor(s / 60)} min ago`;
  const when = new Date(at);
  const time = when.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return s < 86_400 ? `at ${time}` : `${when.toLocaleDateString()} ${time}`;
}

/** One line on how fresh a pet's data are, and why not fresher. */
export function freshness(device: Device, now: number): string {
  if (device.status === "never" || device.lastAt === null) return "no data yet";
  if (device.status === "live") return "live";
  return `no data since ${ago(device.lastAt, now).replace(/^at /, "")}: collar or hub out of reach`;
}

const GAPS: Record<string, string> = {
  "log-overflow": "the collar's memory was full before a hub came near",
  "log-damaged": "the collar's memory was damaged",
  "spool-overflow": "the hub's disk was full before the cloud could be reached",
  "spool-damaged": "the hub's disk was damaged",
};

export const gapWords = (gap: Gap) => `${gap.frames} frames lost: ${GAPS[gap.reason] ?? gap.reason}`;

const EVENTS: Record<string, string> = {
  boot: "Collar started",
  "off-collar": "Collar taken off",
  "on-collar": "Collar put on",
  bradycardia: "Slow heart",
  tachycardia: "Fast heart at rest",
  "breathing-fast": "Fast breathing",
  heat: "Too warm",
  stillness: "Lying still for long",
  anomaly: "Unlike itself",
  "low-battery": "Battery low",
  "time-set": "Clock set",
  dropped: "Records dropped",
};
const PLAIN = new Set(["boot", "on-collar", "off-collar", "time-set"]);

export function eventWords(event: PetEvent): string {
  const name = EVENTS[event.kind] ?? event.kind;
  if (event.detail !== "") return `${name} · ${event.detail}`;
  return PLAIN.has(event.kind) ? name : `${name} · ${event.value}${event.unit ? ` ${event.unit}` : ""}`;
}
