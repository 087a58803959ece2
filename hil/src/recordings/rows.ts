import { once } from "node:events";
import { finished } from "node:stream/promises";
import { parse } from "csv-parse";
import { type OnProgress, plainBytes, shortLines } from "./bytes.ts";
import { RecordingError, type Warnings } from "./errors.ts";

/** What a file's header may say. */
export interface Form {
  /** Every name that may stand there. */
  columns: readonly string[];
  /** Names that have to. */
  required: readonly string[];
  /** Names that come together or not at all. */
  together?: readonly (readonly string[])[];
  /** Names that need another one. */
  needs?: Readonly<Record<string, string>>;
}

/** Takes a row, in the order of `form.columns` (absent columns are 0); answers what is wrong with it, or null. */
export type TakeRow = (values: Float64Array, line: number) => { column: string | null; what: string } | null;

/** Counts are 32-bit at most. Times are checked by whoever takes the row. */
const MAX_VALUE = 2 ** 53;

/**
 * Reads a CSV file of numbers: header by name in any order, then a row at a time. A row that cannot be used is skipped and becomes a
 * warning. Returns the names found. Throws RecordingError for anything that concerns the whole file.
 */
export async function readRows(
  file: string,
  form: Form,
  warnings: Warnings,
  take: TakeRow,
  onProgress?: OnProgress,
): Promise<ReadonlySet<string>> {
  let places: Int32Array | null = null;
  let found: string[] = [];
  const values = new Float64Array(form.columns.length);
  const parser = parse({
    bom: true,
    // Numbers need no quotes, and without them a stray one cannot swallow the lines that follow.
    quote: false,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true,
    skip_empty_lines: true,
    on_record: (record: string[], { lines }: { lines: number }) => {
      if (!places) {
        found = record.map(bare);
        places = placesOf(file, form, found);
        return null;
      }
      const wrong = fill(values, record, places, found) ?? take(values, lines);
      if (wrong) warnings.add({ code: "recording.bad-row", file, line: lines, ...wrong });
      return null;
    },
  });
  parser.resume();
  const done = finished(parser);
  // Awaited below; without a handler a failure between two chunks would count as unhandled.
  done.catch(() => {});
  try {
    for await (const chunk of shortLines(plainBytes(file, warnings, onProgress))) {
      if (!parser.write(chunk)) await Promise.race([once(parser, "drain"), done]);
      if (parser.destroyed) break;
    }
    parser.end();
    await done;
  } catch (error) {
    parser.destroy();
    throw error;
  }
  if (!places) throw new RecordingError("recording.empty", file, "is empty", "it has to begin with a header");
  return new Set(found);
}

/** Without blanks and surrounding quotes. */
function bare(field: string): string {
  const text = field.trim();
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).trim() : text;
}

function placesOf(file: string, form: Form, names: readonly string[]): Int32Array {
  const expected = `columns are ${form.columns.join(", ")}`;
  if (!names.some((name) => form.columns.includes(name))) {
    const shown = names.join(",").slice(0, 60);
    throw new RecordingError("recording.no-header", file, `line 1 is no header: "${shown}"`, expected);
  }
  names.forEach((name, at) => {
    if (!form.columns.includes(name)) {
      throw new RecordingError(
        "recording.unknown-column",
        file,
        `line 1, column ${at + 1}: "${name.slice(0, 40)}"`,
        expected,
      );
    }
    if (names.indexOf(name) !== at) {
      throw new RecordingError(
        "recording.duplicate-column",
        file,
        `line 1, column ${at + 1}: "${name}" again`,
        "name each once",
      );
    }
  });
  const missing = (name: string, why: string) =>
    new RecordingError("recording.missing-column", file, `line 1: no column "${name}"`, why);
  for (const name of form.required) if (!names.includes(name)) throw missing(name, "it is required");
  for (const set of form.together ?? []) {
    const absent = set.find((name) => !names.includes(name));
    if (absent && set.some((name) => names.includes(name)))
      throw missing(absent, `${set.join(", ")} come together`);
  }
  for (const [name, other] of Object.entries(form.needs ?? {})) {
    if (names.includes(name) && !names.includes(other)) throw missing(other, `${name} needs it`);
  }
  return Int32Array.from(names, (name) => form.columns.indexOf(name));
}

function fill(values: Float64Array, record: readonly string[], places: Int32Array, names: readonly string[]) {
  if (record.length !== places.length) {
    return { column: null, what: `${record.length} fields, the header has ${places.length}` };
  }
  for (let i = 0; i < record.length; i++) {
    const text = bare(record[i]!);
    const value = Number(text);
    if (text === "" || !(Math.abs(value) <= MAX_VALUE)) {
      return { column: names[i]!, what: text === "" ? "is empty" : `"${text.slice(0, 40)}" is no number` };
    }
    values[places[i]!] = value;
  }
  return null;
}
