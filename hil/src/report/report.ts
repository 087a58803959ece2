import type { PowerFigures } from "../power/meter.ts";
import type { Observation } from "../rig.ts";
import type { Verdict } from "../scenario/judge.ts";
import type { Reading } from "../scenario/reading.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** One scenario and what came of it; `reading` and `seen` are null where the rig broke down. */
export interface Outcome {
  scenario: Scenario;
  verdict: Verdict;
  reading: Reading | null;
  seen: Observation | null;
  /** What it took from the battery; absent where nobody measured. */
  power?: PowerFigures;
  /** Real time it took, s. */
  tookS: number;
}

/** All of one run. */
export interface Report {
  rig: string;
  scenarios: Outcome[];
}
