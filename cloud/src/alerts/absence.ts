import { petpulse } from "@petpulse/proto";

const { Flag } = petpulse.v1;

/** Where the way from the animal to the cloud is broken, nearest to the cloud first. */
export type Hop = "cloud" | "hub" | "charging" | "collar-off" | "battery" | "out-of-range";

/** Intervals without anything after which data are missing. */
const MISSED = 2;
/** A collar that said so little before it fell silent is empty, %. */
const EMPTY = 5;
/** So many hubs do not fall silent together unless it is our side. */
const HUBS_AT_ONCE = 3;

/** What is known about one pet's data. Times in Unix ms. */
export interface Hearing {
  /** End of the newest minute that was measured. */
  measuredMs: number;
  /** When a frame last came. */
  receivedMs: number;
  /** Of the newest minute: bits of Flag, and %; -1: unknown. */
  flags: number;
  battery: number;
  /** How often data are expected, ms. */
  everyMs: number;
  /** When each hub that may carry this collar was last in contact; null: not since the cloud came up. */
  hubsMs: readonly (number | null)[];
}

/** What is known about the cloud itself. */
export interface Ingest {
  /** Since when it has been listening without a pause, Unix ms. */
  upMs: number;
  /** It cannot store at present. */
  failing: boolean;
  /** When each hub of all was last in contact. */
  hubsMs: readonly (number | null)[];
}

/** True when the cloud takes no data, as far as it can tell itself: it cannot store, or no hub at all gets through. */
export function ingestDown({ failing, hubsMs, upMs }: Ingest, everyMs: number, nowMs: number): boolean {
  if (failing) return true;
  const heard = hubsMs.filter((ms) => ms !== null);
  if (heard.length < HUBS_AT_ONCE || nowMs - upMs <= MISSED * everyMs) return false;
  return heard.every((ms) => nowMs - ms > MISSED * everyMs);
}

/** The hop at which data of a pet stopped, or null when they come as they should or nobody can know yet. */
export function missing(hearing: Hearing, ingest: Ingest, nowMs: number): Hop | null {
  const { measuredMs, receivedMs, flags, battery, everyMs, hubsMs } = hearing;
  const longest = MISSED * everyMs;
  // What is late but on its way is not missing.
  if (nowMs - Math.max(measuredMs, receivedMs) <= longest) return null;
  if (ingestDown(ingest, everyMs, nowMs)) return "cloud";
  // Nobody could report while the cloud was down: everybody gets the same time to come back.
  if (nowMs - ingest.upMs <= longest) return null;
  if (!hubsMs.some((ms) => ms !== null && nowMs - ms <= longest)) return "hub";
  if ((flags & Flag.FLAG_CHARGING) !== 0) return "charging";
  if ((flags & Flag.FLAG_OFF_COLLAR) !== 0) return "collar-off";
  return battery >= 0 && battery <= EMPTY ? "battery" : "out-of-range";
}
