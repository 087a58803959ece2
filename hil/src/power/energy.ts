import { readBudgets } from "@petpulse/bench/bench";
import { BudgetError } from "@petpulse/bench/figure";
import type { Observation } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { expectedUa } from "./expected.ts";

/** What a run costs by the battery model. */
export interface Energy {
  /** Out of the cell, µA. */
  meanUa: number;
  /** Over the whole run, µAh. */
  chargeUah: number;
  /** Most of the mean by bench/budgets.json, µA; null where the scenario names no budget. */
  mostUa: number | null;
}

/** null where the rig only looked on: nobody knows what the collar was on. Throws BudgetError for a budget that is not there. */
export async function energyOf(scenario: Scenario, seen: Observation): Promise<Energy | null> {
  const mostUa = budget(scenario.expects.energy);
  if (seen.firstSeq !== undefined || seen.seconds.length === 0) return null;
  const model = await expectedUa(scenario, seen);
  const sum = model.reduce((all, ua) => all + ua, 0);
  return { meanUa: sum / model.length, chargeUah: sum / 3600, mostUa };
}

function budget(name: string | undefined): number | null {
  if (name === undefined) return null;
  const limit = readBudgets()[name];
  if (limit && "most" in limit) return limit.most;
  throw new BudgetError("bench.budget-missing", `${name} has no upper limit`);
}
