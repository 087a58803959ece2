import { values } from "@petpulse/bench/energy/figures";
import { chargesMah, total, USUAL_CYCLES } from "@petpulse/bench/energy/model";
import type { Observation } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { openWearing } from "../scenario/wearing.ts";
import { Twin } from "./twin.ts";

/** mAh of one second as µA. */
const UA_OF_MAH = 3.6e6;

/**
 * What the battery model (bench/energy) says of every second of a run, µA out of the cell: a twin of the collar lives the scenario's own
 * samples, with a hub in the seconds in which one was seen to take frames, asking for what the scenario says. Self-discharge is left
 * out: no instrument at the terminals sees it. The model's parts are the product's; another board's differ, and the ratio says by how
 * much.
 */
export async function expectedUa(
  scenario: Scenario,
  { seconds, boots }: Pick<Observation, "seconds" | "boots">,
): Promise<number[]> {
  const twin = new Twin(await openWearing(scenario), scenario);
  const figures = { ...values(), selfDischarge: 0 };
  const resets = new Set(boots.map(({ afterS }) => afterS).filter((afterS) => afterS > 0));
  return seconds.map(({ linked }, s) => {
    if (resets.has(s)) twin.reset();
    return total(chargesMah(figures, twin.second(linked), USUAL_CYCLES)) * UA_OF_MAH;
  });
}
