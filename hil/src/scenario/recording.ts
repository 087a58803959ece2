import { basename, resolve } from "node:path";
import type { Scenario } from "./scenario.ts";
import { openWearing } from "./wearing.ts";

/**
 * A scenario of a recording from its first whole second to its last, with nothing done to it: every frame stored, and within 2 s. What its
 * reference says of the heart is measured, not judged. Throws RigError rig.no-recording, RecordingError.
 */
export async function recordingScenario(file: string): Promise<Scenario> {
  const wears = { recording: resolve(file) };
  const { seconds } = await openWearing({ wears, seed: 1 });
  return {
    name: basename(file).replace(/\.csv(\.gz)?$/, ""),
    about: `The recording ${basename(file)}, as it is.`,
    seconds: Math.floor(seconds ?? 0),
    seed: 1,
    wears,
    light: "continuous",
    watched: true,
    faults: [],
    expects: { latencyP95S: 2, never: ["dropped"] },
  };
}
