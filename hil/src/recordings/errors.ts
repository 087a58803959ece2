/** Why a recording cannot be opened at all. */
export type RecordingErrorCode =
  | "recording.missing-file"
  | "recording.unreadable"
  | "recording.not-gzip"
  | "recording.no-header"
  | "recording.unknown-column"
  | "recording.duplicate-column"
  | "recording.missing-column"
  | "recording.too-long"
  | "recording.empty"
  | "recording.bad-index";

/** A recording, its companion or the list of recordings cannot be read. The message names the file and what to do. */
export class RecordingError extends Error {
  readonly code: RecordingErrorCode;
  readonly file: string;
  readonly hint: string;

  constructor(code: RecordingErrorCode, file: string, what: string, hint: string, cause?: unknown) {
    super(`${file}: ${what} (${hint})`, cause === undefined ? undefined : { cause });
    this.name = "RecordingError";
    this.code = code;
    this.file = file;
    this.hint = hint;
  }
}

/** What was wrong with a part of a file whose good part was kept. */
export interface RecordingWarning {
  code: "recording.bad-row" | "recording.gap" | "recording.truncated";
  file: string;
  /** Line in the file, from 1; null where the trouble has none. */
  line: number | null;
  /** Column's name; null where the whole row is meant. */
  column: string | null;
  what: string;
}

/** Warnings kept in full; the rest only count. */
const LISTED = 20;

/** Warnings of one recording and its companions: all counted, the first few kept. */
export class Warnings {
  /** All of them. */
  total = 0;
  /** Rows skipped. */
  badRows = 0;
  /** The first 20. */
  readonly list: RecordingWarning[] = [];

  add(warning: RecordingWarning): void {
    this.total++;
    if (warning.code === "recording.bad-row") this.badRows++;
    if (this.list.length < LISTED) this.list.push(warning);
  }
}
