import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findRecordings, readRecording } from "@petpulse/firmware/tools/recordings";
import { generatedTapes, recordedTape, type Tape } from "@petpulse/firmware/tools/tape/generate";

/** A tape and the file that hosts in C read it from. */
export interface TapeFile extends Tape {
  file: string;
}

/** One recording of each: two light channels and running, three and holding a bar, a phone's camera without acceleration. */
const SETS = ["spc2015", "bami2", "welltory"];

/** Writes the generated tapes into `folder`. */
export function writeGenerated(folder: string): TapeFile[] {
  return generatedTapes().map((tape) => write(folder, tape));
}

/** Writes the first recording of three sets found under `data`. */
export function writeRecorded(folder: string, data: string): TapeFile[] {
  return SETS.flatMap((set) => {
    const path = findRecordings(data, set)[0];
    if (path === undefined) return [];
    const { name, channels, samples } = readRecording(path);
    return [write(folder, recordedTape(`${set}-${name}`, channels, samples))];
  });
}

/** Writes one tape into `folder`. */
export function write(folder: string, tape: Tape): TapeFile {
  const home = join(folder, tape.name);
  mkdirSync(home, { recursive: true });
  const file = join(home, "tape.bin");
  writeFileSync(file, new Uint8Array(tape.words.buffer, tape.words.byteOffset, tape.words.byteLength));
  return { ...tape, file };
}
