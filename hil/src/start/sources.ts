import { VirtualDog } from "../dog/dog.ts";
import { openRecording } from "../recordings/recording.ts";
import type { SampleSource } from "../source.ts";
import type { StartOptions } from "./command.ts";
import type { Log } from "./log.ts";

/** One source per collar: the same recording replayed by each, or a virtual dog with a seed of its own. */
export async function openSources(options: StartOptions, log: Log): Promise<SampleSource[]> {
  const sources: SampleSource[] = [];
  for (let i = 0; i < options.collars; i++) {
    if (!options.recording) {
      sources.push(new VirtualDog({ seed: options.seed + i }));
      continue;
    }
    const recording = await openRecording(options.recording);
    if (i === 0 && recording.warnings.total > 0) {
      log.warn(
        {
          badRows: recording.warnings.badRows,
          warnings: recording.warnings.total,
          first: recording.warnings.list[0],
        },
        "part of the recording could not be used; the rest is replayed",
      );
    }
    sources.push(recording);
  }
  return sources;
}
