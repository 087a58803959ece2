import { basename } from "node:path";
import type { HeartWindow, SampleSource } from "../source.ts";
import type { OnProgress } from "./bytes.ts";
import { type Companions, readCompanions } from "./companions.ts";
import { RecordingError, Warnings } from "./errors.ts";
import { GAP_MS, Resampler } from "./resample.ts";
import { type Form, readRows } from "./rows.ts";

const STEP_MS = 20;
/** A day at 50 Hz. */
const MAX_SAMPLES = 4_320_000;
/** A time further ahead of the row before than this is taken for a slip of the pen, ms. */
const MAX_JUMP_MS = 3_600_000;
/** Counts and mg have to fit the collar's 32 bits with room to spare. */
const MAX_COUNT = 2 ** 30;
const AXES = ["ax", "ay", "az"];

const FORM: Form = {
  columns: ["t_ms", "ppg", "ppg2", "ppg3", ...AXES],
  required: ["t_ms", "ppg"],
  together: [AXES],
  needs: { ppg3: "ppg2" },
};

/** A recording wholly in memory, replayed at 50 Hz. */
export class Recording implements SampleSource {
  readonly name: string;
  readonly ppgChannels: number;
  readonly hasAcceleration: boolean;
  readonly seconds: number;
  /** What was skipped or missing on the way; the good part was kept. */
  readonly warnings: Warnings;
  /** R peaks and breaths from the companions, ms since sample 0; empty without. */
  readonly beats: readonly number[];
  readonly breaths: readonly number[];
  readonly breaths2: readonly number[];
  readonly #samples: Int32Array;
  readonly #length: number;
  readonly #heart: readonly HeartWindow[];
  readonly #known: HeartWindow[] = [];
  #next = 0;

  constructor(
    name: string,
    columns: ReadonlySet<string>,
    resampled: Resampler,
    companions: Companions,
    warnings: Warnings,
  ) {
    this.name = name;
    this.ppgChannels = columns.has("ppg3") ? 3 : columns.has("ppg2") ? 2 : 1;
    this.hasAcceleration = columns.has("ax");
    this.seconds = (resampled.length * STEP_MS) / 1000;
    this.warnings = warnings;
    this.beats = companions.beats;
    this.breaths = companions.breaths;
    this.breaths2 = companions.breaths2;
    this.#samples = resampled.samples;
    this.#length = resampled.length;
    this.#heart = companions.heart;
  }

  next(out: Int32Array): boolean {
    if (this.#next === this.#length) return false;
    const start = this.#next * 6;
    for (let i = 0; i < 6; i++) out[i] = this.#samples[start + i]!;
    this.#next++;
    return true;
  }

  /** Windows that have ended by the end of the last sample handed out. */
  heart(): readonly HeartWindow[] {
    const nowMs = this.#next * STEP_MS;
    while (this.#known.length < this.#heart.length && this.#heart[this.#known.length]!.endMs <= nowMs) {
      this.#known.push(this.#heart[this.#known.length]!);
    }
    return this.#known;
  }
}

/** What `openRecording` can be told. */
export interface OpenOptions {
  /** Called with the share of the file read, 0 to 1. */
  onProgress?: OnProgress;
}

/**
 * Opens `<rec>.csv` or `<rec>.csv.gz`: columns t_ms, ppg[, ppg2, ppg3][, ax, ay, az] in any order, times in ms at any rate from 5 Hz up,
 * brought to 50 Hz; `<rec>.hr`, `.beats`, `.breaths` and `.breaths2` beside it are read too. Rows that cannot be used are skipped
 * and counted in `warnings`. Throws RecordingError where the whole file is unusable.
 */
export async function openRecording(path: string, options: OpenOptions = {}): Promise<Recording> {
  const warnings = new Warnings();
  const resampled = new Resampler(6, MAX_SAMPLES);
  const columns = await readRows(
    path,
    FORM,
    warnings,
    (row, line) => {
      const ms = row[0]!;
      const last = resampled.lastMs;
      for (let i = 1; i < row.length; i++) {
        if (Math.abs(row[i]!) > MAX_COUNT)
          return { column: FORM.columns[i]!, what: `${row[i]} is out of range` };
      }
      if (ms <= last) return { column: "t_ms", what: `${ms} is not after ${last}` };
      if (last > Number.NEGATIVE_INFINITY && ms - last > MAX_JUMP_MS) {
        return { column: "t_ms", what: `${ms} is more than an hour after ${last}` };
      }
      if (ms - last > GAP_MS && last > Number.NEGATIVE_INFINITY) {
        const what = `nothing for ${Math.round(ms - last)} ms`;
        warnings.add({ code: "recording.gap", file: path, line, column: "t_ms", what });
      }
      if (!resampled.take(ms, row, 1)) {
        throw new RecordingError("recording.too-long", path, `line ${line}: more than a day`, "split it");
      }
      return null;
    },
    options.onProgress,
  );
  if (resampled.length === 0) {
    const first = warnings.list[0];
    const what = first ? `no usable row; line ${first.line}: ${first.what}` : "no row after the header";
    throw new RecordingError("recording.empty", path, what, "one row a sample: t_ms, ppg, …");
  }
  const stem = path.replace(/\.csv(\.gz)?$/, "");
  const companions = await readCompanions(stem, resampled.firstMs, warnings);
  return new Recording(basename(stem), columns, resampled, companions, warnings);
}
