import { access } from "node:fs/promises";
import type { HeartWindow } from "../source.ts";
import { RecordingError, type Warnings } from "./errors.ts";
import { readRows } from "./rows.ts";

/** Rows of a companion: a day of beats at 300/min, twice over. */
const MAX_ROWS = 1_000_000;

/** What may lie beside a recording. Times are ms since its first sample. */
export interface Companions {
  /** `.hr`: reference heart rate. */
  heart: HeartWindow[];
  /** `.beats`: R peaks. */
  beats: number[];
  /** `.breaths`, `.breaths2`: breaths by two annotators. */
  breaths: number[];
  breaths2: number[];
}

/** Reads the companions of `<stem>.csv[.gz]` that are there; `firstMs` is the recording's first time. */
export async function readCompanions(stem: string, firstMs: number, warnings: Warnings): Promise<Companions> {
  const heart: HeartWindow[] = [];
  const file = await beside(stem, "hr");
  if (file) {
    let endMs = Number.NEGATIVE_INFINITY;
    await readRows(file, { columns: ["t_ms", "hr_bpm"], required: ["t_ms", "hr_bpm"] }, warnings, (row) => {
      const bpm = row[1]!;
      if (row[0]! <= endMs) return { column: "t_ms", what: `${row[0]} is not after ${endMs}` };
      if (!(bpm > 0 && bpm <= 600)) return { column: "hr_bpm", what: `${bpm} is no heart rate` };
      endMs = row[0]!;
      limit(heart.push({ endMs: endMs - firstMs, bpm }), file);
      return null;
    });
  }
  return {
    heart,
    beats: await times(stem, "beats", firstMs, warnings),
    breaths: await times(stem, "breaths", firstMs, warnings),
    breaths2: await times(stem, "breaths2", firstMs, warnings),
  };
}

async function times(stem: string, kind: string, firstMs: number, warnings: Warnings): Promise<number[]> {
  const list: number[] = [];
  const file = await beside(stem, kind);
  if (!file) return list;
  let last = Number.NEGATIVE_INFINITY;
  await readRows(file, { columns: ["t_ms"], required: ["t_ms"] }, warnings, (row) => {
    if (row[0]! <= last) return { column: "t_ms", what: `${row[0]} is not after ${last}` };
    last = row[0]!;
    limit(list.push(last - firstMs), file);
    return null;
  });
  return list;
}

function limit(rows: number, file: string): void {
  if (rows > MAX_ROWS)
    throw new RecordingError("recording.too-long", file, `more than ${MAX_ROWS} rows`, "split it");
}

async function beside(stem: string, kind: string): Promise<string | null> {
  for (const file of [`${stem}.${kind}.csv.gz`, `${stem}.${kind}.csv`]) {
    try {
      await access(file);
      return file;
    } catch {
      // Companions are optional.
    }
  }
  return null;
}
