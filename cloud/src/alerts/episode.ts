import { RULES, type RuleName } from "./rules.ts";

/** That a rule held for a pet over a stretch of measurement time, Unix ms, `fromMs` ≤ `toMs`. */
export interface Evidence {
  /** Row of the pet's time with a collar; 0: the cloud itself. */
  pet: number;
  rule: RuleName;
  fromMs: number;
  toMs: number;
  /** In the rule's unit; null where there is nothing to measure. */
  value: number | null;
  /** What there is to say about it, for people. */
  detail?: string;
}

/**
 * - `suspected`: too short yet, nobody sees it
 * - `open`, `acknowledged`, `snoozed`: going on, or not yet known to be over
 * - `resolved`: over, or said to be
 * - `merged`: it turned out to be part of another
 */
export type State = "suspected" | "open" | "acknowledged" | "snoozed" | "resolved" | "merged";

/** What a set of evidence amounts to. */
export interface Extent {
  fromMs: number;
  toMs: number;
  worst: number | null;
}

/** The worse of two values under `rule`; null is no value. */
function worse(rule: RuleName, a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return RULES[rule].worst === "highest" ? Math.max(a, b) : Math.min(a, b);
}

/**
 * The union of two extents of one episode. Commutative, associative and idempotent, as is "no further apart than the rule's
 * joinMs" on the line: so the episodes that a set of evidence makes do not depend on the order in which it comes, nor on how
 * often.
 */
export function union(rule: RuleName, a: Extent, b: Extent): Extent {
  return {
    fromMs: Math.min(a.fromMs, b.fromMs),
    toMs: Math.max(a.toMs, b.toMs),
    worst: worse(rule, a.worst, b.worst),
  };
}

/**
 * The same evidence with all that is one episode by itself put together, in the order of pet, rule and time: what is written for each is
 * then written once. Of equals the worst one's detail is kept.
 */
export function joined(evidence: readonly Evidence[]): Evidence[] {
  const sorted = evidence.toSorted(
    (a, b) => a.pet - b.pet || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.fromMs - b.fromMs),
  );
  const pieces: Evidence[] = [];
  for (const one of sorted) {
    const last = pieces.at(-1);
    if (last?.pet !== one.pet || last.rule !== one.rule || one.fromMs - last.toMs > RULES[one.rule].joinMs) {
      pieces.push(one);
      continue;
    }
    const { worst, ...extent } = union(
      one.rule,
      { ...last, worst: last.value },
      { ...one, worst: one.value },
    );
    const { detail } = one.value === worst && one.detail !== undefined ? one : last;
    const whole = { pet: one.pet, rule: one.rule, ...extent, value: worst };
    pieces[pieces.length - 1] = detail === undefined ? whole : { ...whole, detail };
  }
  return pieces;
}

/** True once the episode is long enough to be told. */
export function sustained(rule: RuleName, { fromMs, toMs }: Extent): boolean {
  return toMs - fromMs >= RULES[rule].sustainMs;
}

/** No evidence can follow so far from the last that is already measured that this one goes on. */
const SILENCE_MS = 3 * 3_600_000;

/**
 * True once the episode is over: the pet was measured on past the reach of the last evidence (`measuredMs`), or nothing at all
 * was heard for three hours (`nowMs`), in which case `no-data` speaks for it.
 */
export function over(rule: RuleName, toMs: number, measuredMs: number, nowMs: number): boolean {
  const { joinMs } = RULES[rule];
  return measuredMs > toMs + joinMs || nowMs > toMs + Math.max(joinMs, SILENCE_MS);
}
