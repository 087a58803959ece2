import type { Fault } from "../scenario/scenario.ts";

/** What holds in one second of a scenario. */
export interface Conditions {
  away: boolean;
  /** Share of packets lost. */
  loss: number;
  /** The collar is reset as the second begins. */
  reset: boolean;
}

/** What the faults come to in second `s`, the first being 0; where losses overlap the largest holds. */
export function conditionsAt(faults: readonly Fault[], s: number): Conditions {
  const conditions = { away: false, loss: 0, reset: false };
  for (const fault of faults) {
    if (fault.kind === "collar-reset") {
      conditions.reset ||= fault.atS === s;
      continue;
    }
    if (s < fault.atS || s >= fault.atS + fault.seconds) continue;
    if (fault.kind === "hub-away") conditions.away = true;
    else conditions.loss = Math.max(conditions.loss, fault.share);
  }
  return conditions;
}
