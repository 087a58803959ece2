import type { Scenario } from "./scenario.ts";

/** For rigs that only look on: whatever the collar lives meanwhile. */
export const OBSERVED: Scenario = {
  name: "observe",
  about: "Whatever the collar lives for five minutes: nothing lost, nothing twice, nothing late.",
  seconds: 300,
  seed: 1,
  wears: { dog: { profile: "day" } },
  light: "bursts",
  watched: true,
  faults: [],
  expects: { latencyP95S: 2 },
};
