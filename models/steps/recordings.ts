import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a walk's carrier did; only `walk` is scored by its count, the vehicles by false steps an hour. */
type Kind = "walk" | "drive" | "chores" | "still";

/** A recording of acceleration with the true number of steps, brought to the collar's rate. */
export interface StepRecording {
  name: string;
  /** Who walked: recordings of one are never on both sides of a split. */
  subject: string;
  /** Where the recorder was worn; empty when not told. */
  place: string;
  kind: Kind;
  /** Three values a sample, mg, at 50 Hz. */
  samples: Int16Array;
  steps: number;
}

/** A folder of recordings that cannot be scored, with what is wrong in it. */
export class StepRecordingsError extends Error {
  readonly code = "models.steps-recordings";
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = "StepRecordingsError";
    this.hint = hint;
  }
}

/** The collar's rate, Hz. */
export const RATE = 50;
/** Rates that are believed, Hz: below, steps alias; above, the file is no wearable's. */
const RATES = { least: 8, most: 400 };
/** Samples of the longest recording that is read: a day at the highest rate. */
const LONGEST = 86_400 * RATES.most;

/** `samples` of three mg values at `hz`, linearly interpolated to 50 Hz. */
export function toCollarRate(samples: Int16Array, hz: number): Int16Array {
  const given = Math.floor(samples.length / 3);
  const out = new Int16Array(Math.max(0, Math.floor(((given - 1) * RATE) / hz) + 1) * 3);
  for (let n = 0; n * 3 < out.length; n++) {
    const at = (n * hz) / RATE;
    const before = Math.min(Math.floor(at), given - 1);
    const after = Math.min(before + 1, given - 1);
    for (let axis = 0; axis < 3; axis++) {
      const from = samples[before * 3 + axis];
      out[n * 3 + axis] = Math.round(from + (at - before) * (samples[after * 3 + axis] - from));
    }
  }
  return out;
}

function kindOf(name: string): Kind {
  if (/drive|train/i.test(name)) return "drive";
  if (/housework|work-/i.test(name)) return "chores";
  return /static/i.test(name) ? "still" : "walk";
}

function subjectOf(entry: Record<string, unknown>, name: string): string {
  if (typeof entry.user === "string") return entry.user;
  return /^(?:bj_(?:0_)?|ox_)([A-Za-z0-9]+?)[_-]/.exec(name)?.[1] ?? name;
}

function readOne(folder: string, entry: Record<string, unknown>): StepRecording {
  const { file, hz, steps } = entry ?? {};
  const hint =
    "an entry of meta.json has file, hz and steps; the file holds x y z in mg as int16, little-endian";
  if (typeof file !== "string" || typeof steps !== "number" || !(steps >= 0) || typeof hz !== "number") {
    throw new StepRecordingsError(
      `an entry of ${join(folder, "meta.json")} is incomplete: ${JSON.stringify(entry)}`,
      hint,
    );
  }
  if (hz < RATES.least || hz > RATES.most) {
    throw new StepRecordingsError(`${file}: ${hz} Hz is not within ${RATES.least}–${RATES.most} Hz`, hint);
  }
  const path = join(folder, file);
  if (!existsSync(path)) throw new StepRecordingsError(`${path} is missing`, hint);
  const bytes = readFileSync(path);
  if (bytes.length % 6 !== 0 || bytes.length === 0 || bytes.length > LONGEST * 6) {
    throw new StepRecordingsError(`${path} holds ${bytes.length} bytes, not whole samples of 6`, hint);
  }
  const name = file.replace(/\.i16$/, "");
  const raw = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return {
    name,
    subject: subjectOf(entry, name),
    place: typeof entry.pos === "string" ? entry.pos : (/^ox_[^_]+_([a-z]+)_/.exec(name)?.[1] ?? ""),
    kind: kindOf(name),
    samples: toCollarRate(raw, hz),
    steps,
  };
}

/** Reads every recording of `data`/motion/steps. Throws StepRecordingsError on a missing file, a wrong rate or a torn one. */
export function readStepRecordings(data: string): StepRecording[] {
  const folder = join(data, "motion/steps");
  const path = join(folder, "meta.json");
  const hint = "the folder named must hold motion/steps/meta.json";
  if (!existsSync(path)) throw new StepRecordingsError(`${path} is missing`, hint);
  let entries: unknown;
  try {
    entries = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new StepRecordingsError(`${path} is no JSON: ${(error as Error).message}`, hint);
  }
  if (!Array.isArray(entries) || entries.length === 0) {
    throw new StepRecordingsError(`${path} lists no recording`, hint);
  }
  return entries.map((entry: Record<string, unknown>) => readOne(folder, entry));
}
