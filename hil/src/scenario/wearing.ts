import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { VirtualDog } from "../dog/dog.ts";
import { openRecording } from "../recordings/recording.ts";
import { RigError } from "../rig.ts";
import type { SampleSource } from "../source.ts";
import type { Scenario } from "./scenario.ts";

/** What the collar is put on, at its first sample. Throws RigError rig.no-recording, RecordingError, DogError. */
export async function openWearing({ wears, seed }: Pick<Scenario, "wears" | "seed">): Promise<SampleSource> {
  if ("dog" in wears) return new VirtualDog({ ...wears.dog, seed });
  const data = process.env.PETPULSE_DATA;
  const paths = [wears.recording, ...(data ? [resolve(data, wears.recording)] : [])];
  const path = paths.find((one) => existsSync(one));
  if (path) return openRecording(path);
  throw new RigError(
    "rig.no-recording",
    `${wears.recording} is not there`,
    "name a file, or set PETPULSE_DATA to the folder it lies in",
  );
}

/** The whole truth about the heart over so many seconds, which the source knows only once they have been lived. */
export async function heartOf(
  scenario: Pick<Scenario, "wears" | "seed">,
  seconds: number,
): Promise<ReturnType<SampleSource["heart"]>> {
  const source = await openWearing(scenario);
  const sample = new Int32Array(6);
  for (let i = 0; i < seconds * 50; i++) if (!source.next(sample)) break;
  return source.heart();
}
