import type { Frame } from "@petpulse/proto";
import type { Delivered, Delivery, FrameOutcome } from "../store.ts";
import { extent, KIND } from "../vitals/points.ts";
import { addMinutes, noSums, type Sums } from "../vitals/sums.ts";
import { ownStart } from "./epochs.ts";

export const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** In place of a time of day; theirs are never negative. */
const NO_TIME = -1;

/** Names of the sums in the order in which they cross. */
export const FIELDS = Object.keys(noSums()) as (keyof Sums)[];

/** Numbers of a frame: device (index), epoch, seq, uptimeS, utcS (-1: none), kind, spanS, records, end of its bytes. */
const HEAD = 9;
/** Numbers of an hour summed: device (index), Unix hour, the sums. */
const HOUR = 2 + FIELDS.length;

/** A delivery as it crosses to the writing thread: a few arrays, which cost a copy each, instead of an object for every frame. */
export interface Parcel {
  hub: string;
  receivedMs: number;
  gaps: Delivery["gaps"];
  refused: Delivery["refused"];
  /** How many there are. */
  frames: number;
  devices: string[];
  heads: Float64Array;
  /** The minutes of all frames that their own time of day places, summed by the hour they begin in: good while every frame is new. */
  hours: Float64Array;
  bytes: Uint8Array;
}

/** A frame as the writing thread gets it; `device`: index in the parcel's devices. */
export interface Entry {
  device: number;
  epoch: number;
  seq: number;
  uptimeS: number;
  utcS: number | null;
  kind: number;
  spanS: number;
  records: number;
  bytes: Uint8Array;
}

/** Makes the parcel of a delivery. Everything that can be worked out without the database is. */
export function pack({ hub, receivedMs, frames, gaps, refused }: Delivery): Parcel {
  const indexes = new Map<string, number>();
  const summed: Map<number, Sums>[] = [];
  const heads = new Float64Array(frames.length * HEAD);
  const bytes = new Uint8Array(frames.reduce((sum, one) => sum + one.bytes.length, 0));
  let at = 0;
  let end = 0;
  for (const { frame, bytes: own } of frames) {
    let index = indexes.get(frame.device);
    if (index === undefined) {
      index = indexes.size;
      indexes.set(frame.device, index);
      summed.push(new Map());
    }
    bytes.set(own, end);
    end += own.length;
    const { spanS, records } = extent(frame);
    heads[at] = index;
    heads[at + 1] = frame.epoch;
    heads[at + 2] = frame.seq;
    heads[at + 3] = frame.uptimeS;
    heads[at + 4] = frame.utcS ?? NO_TIME;
    heads[at + 5] = KIND[frame.content.kind];
    heads[at + 6] = spanS;
    heads[at + 7] = records;
    heads[at + 8] = end;
    at += HEAD;
    const startMs = ownStart(frame, receivedMs);
    if (startMs !== null) sumHours(summed[index]!, frame, startMs);
  }
  const hours = flat(summed);
  const devices = [...indexes.keys()];
  return { hub, receivedMs, gaps, refused, frames: frames.length, devices, heads, hours, bytes };
}

/** Adds the minutes of a frame that starts at `startMs` to the Unix hours they begin in. */
export function sumHours(into: Map<number, Sums>, { content }: Frame, startMs: number): void {
  if (content.kind !== "minutes") return;
  for (let from = 0; from < content.count; ) {
    const atMs = startMs + from * MINUTE_MS;
    const hour = Math.floor(atMs / HOUR_MS);
    const to = Math.min(content.count, from + Math.ceil(((hour + 1) * HOUR_MS - atMs) / MINUTE_MS));
    let sums = into.get(hour);
    if (!sums) {
      sums = noSums();
      into.set(hour, sums);
    }
    addMinutes(sums, content.columns, from, to, atMs);
    from = to;
  }
}

function flat(summed: readonly Map<number, Sums>[]): Float64Array {
  const hours = new Float64Array(summed.reduce((sum, { size }) => sum + size, 0) * HOUR);
  let at = 0;
  for (const [index, byHour] of summed.entries()) {
    for (const [hour, sums] of byHour) {
      hours[at] = index;
      hours[at + 1] = hour;
      for (const [i, field] of FIELDS.entries()) hours[at + 2 + i] = sums[field];
      at += HOUR;
    }
  }
  return hours;
}

/** Frame `i` of a parcel. */
export function entryOf({ heads, bytes }: Parcel, i: number): Entry {
  const at = i * HEAD;
  return {
    device: heads[at]!,
    epoch: heads[at + 1]!,
    seq: heads[at + 2]!,
    uptimeS: heads[at + 3]!,
    utcS: heads[at + 4] === NO_TIME ? null : heads[at + 4]!,
    kind: heads[at + 5]!,
    spanS: heads[at + 6]!,
    records: heads[at + 7]!,
    bytes: bytes.subarray(i === 0 ? 0 : heads[at - 1], heads[at + 8]),
  };
}

/** The hours of a parcel; `device`: index in its devices. */
export function hoursOf({ hours }: Parcel): { device: number; hour: number; sums: Sums }[] {
  return Array.from({ length: hours.length / HOUR }, (_, row) => {
    const at = row * HOUR;
    const sums = noSums();
    for (const [i, field] of FIELDS.entries()) sums[field] = hours[at + 2 + i]!;
    return { device: hours[at]!, hour: hours[at + 1]!, sums };
  });
}

/** What became of a parcel, as it crosses back: `starts` are Unix ms, or one of the values below. */
export interface Receipt {
  starts: Float64Array;
  gaps: number;
  commit: number;
}

const UNPLACED = -1;
const DUPLICATE = -2;
const CONFLICT = -3;

/** An outcome as one number. */
export function outcomeNumber(outcome: FrameOutcome): number {
  if (outcome.outcome === "duplicate") return DUPLICATE;
  if (outcome.outcome === "conflict") return CONFLICT;
  return outcome.startMs ?? UNPLACED;
}

/** The receipt as the store's contract has it. */
export function readReceipt({ starts, gaps, commit }: Receipt): Delivered {
  const frames = Array.from(starts, (start): FrameOutcome => {
    if (start === DUPLICATE) return { outcome: "duplicate" };
    if (start === CONFLICT) return { outcome: "conflict" };
    return { outcome: "stored", startMs: start === UNPLACED ? null : start };
  });
  return { frames, gaps, commit };
}
