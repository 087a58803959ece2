import { MINUTE_COLUMNS } from "../../src/minute.ts";
import type { Bytes, Engine, Storage } from "./api.ts";

/** Sequence number, Unix seconds, 14 columns of 16 bits, CRC-32: all little-endian. */
export const ROW_BYTES = 40;
const COLUMNS_AT = 8;
const CRC_AT = 36;
/** Two pages of flash a file, and so many files: at least 3,060 minutes are kept, at most 128 KB are used. */
export const SEGMENT_ROWS = 204;
export const SEGMENTS = 16;
const SEGMENT_BYTES = 8192;

/** A slot that was never written. No "\\xff": a bundler writes the letter itself, which is two bytes in a file. */
const BLANK = String.fromCharCode(255).repeat(ROW_BYTES);

/** A minute as it is kept. */
export interface Row {
  seq: number;
  /** Unix seconds of its end, by the watch's clock. */
  time: number;
  /** In the order of src/minute.ts. */
  columns: number[];
}

/** Name of the file that holds sequence number `seq`, 1 … */
export function segmentName(seq: number): string {
  const segment = Math.floor((seq - 1) / SEGMENT_ROWS) % SEGMENTS;
  return `petpulse.${segment < 10 ? "0" : ""}${segment}.log`;
}

/** Bytes of a row; columns beyond 16 bits are saturated. */
export function encodeRow(engine: Engine, row: Row): Uint8Array {
  const bytes = new Uint8Array(ROW_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, row.seq, true);
  view.setUint32(4, row.time, true);
  for (let i = 0; i < MINUTE_COLUMNS; i++) {
    const value = Math.max(-32768, Math.min(32767, row.columns[i]!));
    view.setInt16(COLUMNS_AT + i * 2, value, true);
  }
  view.setUint32(CRC_AT, engine.CRC32(new Uint8Array(bytes.buffer, 0, CRC_AT)), true);
  return bytes;
}

/** The row in 40 bytes, or null: never written, or torn when the power went. */
export function decodeRow(engine: Engine, bytes: Bytes): Row | null {
  if (bytes.length !== ROW_BYTES) return null;
  const buffer = engine.toArrayBuffer(engine.toString(bytes));
  const view = new DataView(buffer);
  const seq = view.getUint32(0, true);
  if (seq === 0 || view.getUint32(CRC_AT, true) !== engine.CRC32(new Uint8Array(buffer, 0, CRC_AT)))
    return null;
  const columns: number[] = [];
  for (let i = 0; i < MINUTE_COLUMNS; i++) columns.push(view.getInt16(COLUMNS_AT + i * 2, true));
  return { seq: seq, time: view.getUint32(4, true), columns: columns };
}

/** The minutes on flash: a ring of files, of which the oldest is erased when the newest is full. */
export interface MinuteRing {
  /** Sequence number of the next row. */
  next(): number;
  /** Rows that could not be written since the start. */
  lost(): number;
  append(time: number, columns: number[]): void;
  /** The row of a sequence number; null when it is gone or damaged. */
  read(seq: number): Row | null;
}

/**
 * Opens the ring behind its newest row. Only the first row of each file is looked at, then the newest file is searched for its first
 * blank slot: a slot that holds anything, torn rows included, is not written again.
 */
export function openRing(engine: Engine, storage: Storage): MinuteRing {
  let next = 1;
  let lost = 0;

  const slotOf = (seq: number) => (seq - 1) % SEGMENT_ROWS;
  const bytesOf = (seq: number) => storage.read(segmentName(seq), slotOf(seq) * ROW_BYTES, ROW_BYTES);
  const read = (seq: number): Row | null => {
    const bytes = bytesOf(seq);
    const row = bytes === undefined ? null : decodeRow(engine, bytes);
    return row !== null && row.seq === seq ? row : null;
  };

  let newest = 0;
  for (let segment = 0; segment < SEGMENTS; segment++) {
    const bytes = bytesOf(segment * SEGMENT_ROWS + 1);
    const row = bytes === undefined ? null : decodeRow(engine, bytes);
    if (row !== null && row.seq > newest) newest = row.seq;
  }
  if (newest > 0) {
    next = newest + 1;
    while (slotOf(next) !== 0 && bytesOf(next) !== BLANK) next = next + 1;
  }

  return {
    next: () => next,
    lost: () => lost,
    read: read,
    append: (time, columns) => {
      const name = segmentName(next);
      const slot = slotOf(next);
      const bytes = encodeRow(engine, { seq: next, time: time, columns: columns });
      let written = false;
      try {
        if (slot === 0) storage.erase(name);
        written = storage.write(name, bytes, slot * ROW_BYTES, SEGMENT_BYTES);
      } catch {
        // A full or worn flash: said by `lost`, measuring goes on.
        written = false;
      }
      if (!written) lost = lost + 1;
      next = next + 1;
    },
  };
}
