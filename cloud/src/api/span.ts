import { CloudError } from "../errors.ts";
import type { Span } from "../store.ts";

const HOUR_MS = 3_600_000;
/** Furthest instant a Date can hold, Unix ms (ECMA-262, section 21.4.1.1). */
const LAST_MS = 8.64e15;

/** Schema of `from` and `to`, Unix ms. */
export const SPAN = {
  from: { type: "integer", minimum: 0, maximum: LAST_MS },
  to: { type: "integer", minimum: 0, maximum: LAST_MS },
} as const;

/** The span asked for; without `to` up to now, without `from` the `lengthMs` (an hour) before. Throws query.range. */
export function spanOf(
  query: { from?: number; to?: number },
  nowMs: number,
  lengthMs: number = HOUR_MS,
): Span {
  const toMs = query.to ?? nowMs;
  const fromMs = query.from ?? Math.max(0, toMs - lengthMs);
  if (fromMs < toMs) return { fromMs, toMs };
  throw new CloudError(
    "query.range",
    `from ${fromMs} is not before to ${toMs}`,
    "Both are Unix milliseconds.",
  );
}
