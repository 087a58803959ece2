/** What an anomaly event says (frame.proto, EVENT_ANOMALY). */
export interface Anomaly {
  /** 0–127. */
  score: number;
  /** What it is about, for people: continues "its …". */
  what: string;
  /** How far from its usual, in the animal's own spreads, steps of a quarter up to 31.75. */
  spreads: number;
  /** Hours since it began, up to 1023. */
  hours: number;
}

/** By number of the sign; firmware/src/anomaly/signs.ts counts the same way. */
const SIGNS = [
  "heart at rest beats unlike its usual",
  "breath at rest is faster than usual",
  "skin is warmer than usual",
  "heart at rest beats less evenly than usual",
  "gait is less even than usual",
  "rest is broken by more scratching than usual",
  "day has less movement than usual",
  "heart, breath and skin together are unlike usual",
] as const;

/** Reads the value of an anomaly event; null for one that is a mere score, as older collars send. */
export function anomalyOf(value: number): Anomaly | null {
  if (value < 1024) return null;
  return {
    score: value & 127,
    what: SIGNS[(value >>> 7) & 7]!,
    spreads: ((value >>> 10) & 127) / 4,
    hours: (value >>> 17) & 1023,
  };
}

/** The same in one sentence. */
export function anomalyWords({ what, spreads, hours }: Anomaly): string {
  const far = spreads >= 0.5 ? `, ${spreads.toFixed(1)} times what it varies by` : "";
  const lasting = hours >= 48 ? `${Math.round(hours / 24)} days` : `${hours} h`;
  return `Its ${what}${far}${hours > 0 ? `; it began ${lasting} before` : ""}`;
}
