import { WireError } from "./errors.ts";
import { petpulse } from "./gen/petpulse.js";
import { idFromHex, idToHex } from "./ids.ts";
import { FRAME_TAG_BYTES, ID_BYTES, MAX_EVENTS, MAX_FRAME_BYTES, MAX_RECORDS, VERSION } from "./limits.ts";
import { frameTag } from "./seal.ts";

const v1 = petpulse.v1;

/** Columns of a minute, as in frame.proto and in its order. */
export const MINUTE_COLUMNS = [
  "heartRate",
  "confidence",
  "rmssd",
  "breaths",
  "activity",
  "intensity",
  "steps",
  "restShare",
  "scratches",
  "shakes",
  "temperature",
  "battery",
  "anomaly",
  "flags",
] as const;
/** Columns of a live estimate. */
export const LIVE_COLUMNS = ["heartRate", "confidence", "intensity", "activity", "flags"] as const;

export type MinuteColumn = (typeof MINUTE_COLUMNS)[number];
export type LiveColumn = (typeof LIVE_COLUMNS)[number];
/** Values with the differences undone; a column that was not measured is absent. Units as in frame.proto. */
export type Columns<Name extends string> = Partial<Record<Name, number[]>>;

export interface FrameEvent {
  kind: petpulse.v1.EventKind;
  /** Seconds after the frame's uptimeS. */
  afterS: number;
  value: number;
}

export type FrameContent =
  | { kind: "minutes"; count: number; columns: Columns<MinuteColumn> }
  | { kind: "live"; count: number; stepS: number; columns: Columns<LiveColumn> }
  | { kind: "events"; events: FrameEvent[] }
  | { kind: "gap"; fromSeq: number; toSeq: number; reason: petpulse.v1.GapReason };

/** One frame without its tag. `device`: 16 hex digits; times in seconds as in frame.proto; utcS null before sync. */
export interface Frame {
  device: string;
  epoch: number;
  seq: number;
  uptimeS: number;
  utcS: number | null;
  content: FrameContent;
}

/** Undoes the differences in the decoder's own array, which nobody else holds. */
function integrate(column: number[], count: number, where: string, name: string): number[] {
  if (column.length !== count) {
    throw new WireError("wire.malformed", `${where}.${name}`, `${column.length} values for ${count} records`);
  }
  for (let i = 1; i < count; i++) column[i] = (column[i - 1]! + column[i]!) | 0;
  return column;
}

function readColumns<Name extends string>(
  message: object,
  names: readonly Name[],
  count: number,
  where: string,
): Columns<Name> {
  if (count < 1 || count > MAX_RECORDS) {
    throw new WireError("wire.out-of-range", `${where}.count`, `${count} not in 1..${MAX_RECORDS}`);
  }
  const columns: Columns<Name> = {};
  for (const name of names) {
    const column = (message as Record<Name, number[]>)[name];
    if (column.length > 0) columns[name] = integrate(column, count, where, name);
  }
  return columns;
}

function readContent(frame: petpulse.v1.Frame): FrameContent {
  const { minutes, live, events, gap } = frame;
  if (minutes) {
    const count = minutes.count ?? 0;
    return { kind: "minutes", count, columns: readColumns(minutes, MINUTE_COLUMNS, count, "frame.minutes") };
  }
  if (live) {
    const count = live.count ?? 0;
    const stepS = live.stepS ?? 0;
    if (stepS < 1 || stepS > 60) throw new WireError("wire.out-of-range", "frame.live.stepS", `${stepS}`);
    return { kind: "live", count, stepS, columns: readColumns(live, LIVE_COLUMNS, count, "frame.live") };
  }
  if (events) {
    const list = events.events ?? [];
    if (list.length < 1 || list.length > MAX_EVENTS) {
      throw new WireError("wire.out-of-range", "frame.events", `${list.length} not in 1..${MAX_EVENTS}`);
    }
    return {
      kind: "events",
      events: list.map((e) => ({ kind: e.kind ?? 0, afterS: e.afterS ?? 0, value: e.value ?? 0 })),
    };
  }
  if (gap) {
    const fromSeq = gap.fromSeq ?? 0;
    const toSeq = gap.toSeq ?? 0;
    if (fromSeq < 1 || toSeq < fromSeq) {
      throw new WireError("wire.out-of-range", "frame.gap", `${fromSeq}..${toSeq}`);
    }
    return { kind: "gap", fromSeq, toSeq, reason: gap.reason ?? 0 };
  }
  throw new WireError("wire.malformed", "frame.content", "no content this version knows");
}

/**
 * Reads a frame with its tag; does not check the tag (that needs the key: `frameTagHolds`).
 * Throws WireError: wire.truncated, wire.too-large, wire.version, wire.malformed, wire.out-of-range.
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  if (bytes.length > MAX_FRAME_BYTES) {
    throw new WireError("wire.too-large", "frame", `${bytes.length} bytes, over ${MAX_FRAME_BYTES}`);
  }
  if (bytes.length <= FRAME_TAG_BYTES)
    throw new WireError("wire.truncated", "frame", `${bytes.length} bytes`);
  let frame: petpulse.v1.Frame;
  try {
    frame = v1.Frame.decode(bytes.subarray(0, bytes.length - FRAME_TAG_BYTES));
  } catch (cause) {
    throw new WireError("wire.malformed", "frame", (cause as Error).message);
  }
  if (frame.version !== VERSION) {
    throw new WireError("wire.version", "frame.version", `${frame.version}, this reader knows ${VERSION}`);
  }
  if (frame.device.length !== ID_BYTES) {
    throw new WireError("wire.malformed", "frame.device", `${frame.device.length} bytes, not ${ID_BYTES}`);
  }
  if (frame.epoch < 1) throw new WireError("wire.out-of-range", "frame.epoch", `${frame.epoch}`);
  if (frame.seq < 1) throw new WireError("wire.out-of-range", "frame.seq", `${frame.seq}`);
  return {
    device: idToHex(frame.device),
    epoch: frame.epoch,
    seq: frame.seq,
    uptimeS: frame.uptimeS,
    utcS: frame.utcS ?? null,
    content: readContent(frame),
  };
}

/** proto3 leaves out what is 0; protobufjs writes whatever is set. */
function canonical(value: number): number | null {
  return value === 0 ? null : value;
}

function differences(values: readonly number[]): number[] {
  return values.map((value, i) => (i === 0 ? value : (value - values[i - 1]!) | 0));
}

function writeContent(content: FrameContent): petpulse.v1.Frame.$Properties {
  switch (content.kind) {
    case "minutes":
    case "live": {
      const columns: Record<string, number[]> = {};
      for (const [name, values] of Object.entries(content.columns)) columns[name] = differences(values);
      if (content.kind === "minutes") return { minutes: { count: content.count, ...columns } };
      return { live: { count: content.count, stepS: content.stepS, ...columns } };
    }
    case "events":
      return {
        events: {
          events: content.events.map((event) => ({
            kind: event.kind === 0 ? null : event.kind,
            afterS: canonical(event.afterS),
            value: canonical(event.value),
          })),
        },
      };
    case "gap":
      return {
        gap: {
          fromSeq: content.fromSeq,
          toSeq: content.toSeq,
          reason: content.reason === 0 ? null : content.reason,
        },
      };
  }
}

/** Writes and tags a frame, canonical: what a collar's encoder must equal, byte for byte. */
export function encodeFrame(frame: Frame, deviceKey: Uint8Array): Uint8Array {
  const body = v1.Frame.encode({
    version: VERSION,
    device: idFromHex(frame.device),
    epoch: frame.epoch,
    seq: frame.seq,
    uptimeS: canonical(frame.uptimeS),
    utcS: frame.utcS,
    ...writeContent(frame.content),
  }).finish();
  const bytes = new Uint8Array(body.length + FRAME_TAG_BYTES);
  bytes.set(body);
  bytes.set(frameTag(deviceKey, body), body.length);
  return bytes;
}
