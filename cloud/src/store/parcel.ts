import type { Frame } from "@petpulse/proto";
import type { Delivered, Delivery, FrameOutcome } from "../store.ts";
import { extent, KIND } from "../vitals/points.ts";
import { addMinutes, noSums, type Sums } from "../vitals/sums.ts";
import { ownStart } from "./epochs.ts";

export const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Names of the sums in the order in which they cross. */
export const FIELDS = Object.keys(noSums()) as (keyof Sums)[];

/** Numbers of a frame: device (index), epoch, seq, uptimeS, utcS (-1: none), kind, spanS, records, end of its bytes, hours summed. */
const HEAD = 10;
/** Numbers of an hour summed: the Unix hour, then the sums. */
const HOUR = 1 + FIELDS.length;

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
  hours: Float64Array;
  bytes: Uint8Array;
}

/** A frame as the writing thread gets it. */
export interface Entry {
  device: string;
  epoch: number;
  seq: number;
  uptimeS: number;
  utcS: number | null;
  kind: number;
  spanS: number;
  records: number;
  bytes: Uint8Array;
  /** Its minutes, summed by the hour they begin in; empty where its own time of day does not place it. */
  hours: { hour: number; sums: Sums }[];
}

/** Makes the parcel of a delivery. Everything that can be worked out without the database is. */
export function pack({ hub, receivedMs, frames, gaps, refused }: Delivery): Parcel {
  const indexes = new Map<string, number>();
  const heads = new Float64Array(frames.length * HEAD);
  const hours: number[] = [];
  const bytes = new Uint8Array(frames.reduce((sum, one) => sum + one.bytes.length, 0));
  let end = 0;
  for (const [i, { frame, bytes: own }] of frames.entries()) {
    let index = indexes.get(frame.device);
    if (index === undefined) {
      index = indexes.size;
      indexes.set(frame.device, index);
    }
    bytes.set(own, end);
    end += own.length;
    const { spanS, records } = extent(frame);
    const at = i * HEAD;
    heads[at] = index;
    heads[at + 1] = frame.epoch;
    heads[at + 2] = frame.seq;
    heads[at + 3] = frame.uptimeS;
    heads[at + 4] = frame.utcS ?? -1;
    heads[at + 5] = KIND[frame.content.kind];
    heads[at + 6] = spanS;
    heads[at + 7] = records;
    heads[at + 8] = end;
    const startMs = ownStart(frame, receivedMs);
    heads[at + 9] = startMs === null ? 0 : pushHours(hours, frame, startMs);
  }
  return {
    hub,
    receivedMs,
    gaps,
    refused,
    frames: frames.length,
    devices: [...indexes.keys()],
    heads,
    hours: Float64Array.from(hours),
    bytes,
  };
}

/** Appends the sums of a frame that starts at `startMs`; how many hours they are. */
function pushHours(hours: number[], frame: Frame, startMs: number): number {
  let n = 0;
  for (const { hour, sums } of hoursOf(frame, startMs)) {
    hours.push(hour);
    for (const field of FIELDS) hours.push(sums[field]);
    n++;
  }
  return n;
}

/** The minutes of a frame that starts at `startMs`, summed by the Unix hour they begin in. */
export function hoursOf({ content }: Frame, startMs: number): { hour: number; sums: Sums }[] {
  if (content.kind !== "minutes") return [];
  const hours = [];
  for (let from = 0; from < content.count; ) {
    const atMs = startMs + from * MINUTE_MS;
    const hour = Math.floor(atMs / HOUR_MS);
    const to = Math.min(content.count, from + Math.ceil(((hour + 1) * HOUR_MS - atMs) / MINUTE_MS));
    const sums = noSums();
    addMinutes(sums, content.columns, from, to, atMs);
    hours.push({ hour, sums });
    from = to;
  }
  return hours;
}

/** The frames of a parcel, one after the other. */
export function* unpack({ devices, heads, hours, bytes }: Parcel): Iterable<Entry> {
  let begin = 0;
  let hourAt = 0;
  for (let at = 0; at < heads.length; at += HEAD) {
    const end = heads[at + 8]!;
    const summed: Entry["hours"] = [];
    for (let left = heads[at + 9]!; left > 0; left--, hourAt += HOUR) {
      const sums = noSums();
      for (const [i, field] of FIELDS.entries()) sums[field] = hours[hourAt + 1 + i]!;
      summed.push({ hour: hours[hourAt]!, sums });
    }
    yield {
      device: devices[heads[at]!]!,
      epoch: heads[at + 1]!,
      seq: heads[at + 2]!,
      uptimeS: heads[at + 3]!,
      utcS: heads[at + 4]! < 0 ? null : heads[at + 4]!,
      kind: heads[at + 5]!,
      spanS: heads[at + 6]!,
      records: heads[at + 7]!,
      bytes: bytes.subarray(begin, end),
      hours: summed,
    };
    begin = end;
  }
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
