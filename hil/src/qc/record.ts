import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { QcError } from "./errors.ts";
import { MEASURES, type Measure } from "./limits.ts";
import type { Step, Tested } from "./sequence.ts";

/** One test of one unit, a line of the records file; nothing in it is ever changed. */
export interface QcRecord {
  version: 1;
  serial: string;
  /** 1 for a unit's first test, and so on. */
  attempt: number;
  /** Unix ms. */
  atMs: number;
  /** Whose fixture. */
  station: string;
  board: string;
  chip: string;
  firmware: string;
  device: string | null;
  ok: boolean;
  /** Mark of the limits (limits.ts). */
  limits: string;
  steps: Step[];
}

/** Largest records file that is read, bytes: some hundred thousand units. */
const MOST_BYTES = 512 << 20;

/** What is to be written of a test. `before`: the records so far. */
export function recordOf(
  { about, steps, ok, limits }: Tested,
  serial: string,
  station: string,
  atMs: number,
  before: readonly QcRecord[],
): QcRecord {
  const attempt = 1 + before.filter((record) => record.serial === serial).length;
  const { board = "", chip = "", firmware = "", device = null } = about ?? {};
  return { version: 1, serial, attempt, atMs, station, board, chip, firmware, device, ok, limits, steps };
}

/** Appends a line, down to the disk. A torn last line, of a power cut, is ended first, so that it spoils nothing. */
export function appendRecord(file: string, record: QcRecord): void {
  const torn = existsSync(file) && tornAt(file);
  const handle = openSync(file, "a", 0o644);
  try {
    writeSync(handle, `${torn ? "\n" : ""}${JSON.stringify(record)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function tornAt(file: string): boolean {
  const text = readFileSync(file);
  return text.length > 0 && text.at(-1) !== 10;
}

/** All whole records of a file, and how many lines are none. Throws QcError qc.records when there is no such file. */
export function readRecords(file: string): { records: QcRecord[]; damaged: number } {
  let text: string;
  try {
    const bytes = readFileSync(file);
    if (bytes.length > MOST_BYTES) throw new Error(`${bytes.length} bytes, ${MOST_BYTES} at most`);
    text = bytes.toString("utf8");
  } catch (cause) {
    const why = (cause as Error).message;
    throw new QcError("qc.records", `${file}: ${why}`, "name the file that petpulse hil qc writes", {
      cause,
    });
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const records = lines.map(checkedRecord).filter((record) => record !== null);
  return { records, damaged: lines.length - records.length };
}

function checkedRecord(line: string): QcRecord | null {
  try {
    const record = JSON.parse(line) as QcRecord;
    const whole =
      record.version === 1 &&
      typeof record.serial === "string" &&
      Number.isInteger(record.attempt) &&
      typeof record.ok === "boolean" &&
      Array.isArray(record.steps) &&
      record.steps.every(checkedStep);
    return whole ? record : null;
  } catch {
    return null;
  }
}

function checkedStep(step: Partial<Step> | null): boolean {
  const number = (value: unknown) => value === null || (typeof value === "number" && Number.isFinite(value));
  return (
    (step?.measure as Measure) in MEASURES &&
    number(step?.value) &&
    number(step?.low) &&
    number(step?.high) &&
    typeof step?.ok === "boolean"
  );
}
