import { decodeFrame } from "@petpulse/proto";
import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";
import type { DeviceState, Span, StoredFrame, UnplacedEpoch } from "../store.ts";
import {
  HEART_STANDS_MS,
  KIND,
  minutesOf,
  noPoints,
  type Occurrence,
  occurrencesOf,
  type Points,
  pushReading,
  pushSums,
  type Reading,
  readingsOf,
  standingHeart,
} from "../vitals/points.ts";
import { addMinutes, mergeSums, noSums, type Sums } from "../vitals/sums.ts";
import { SUMS_OF_ROW } from "./hours.ts";
import { HOUR_MS } from "./parcel.ts";

/** A minutes or live frame covers an hour at most (60 records of at most 60 s), ms. */
const REACH_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** How long before its frame's other events one may be looked for, ms. */
const EVENT_REACH_MS = 86_400_000;
/** Frames of a kind looked through for a heart rate: minutes come one by one at most, and reach back 15 min. */
const HEART_FRAMES = 16;
/** A collar's clock may be this much ahead of ours and still be the newest, ms. */
const SKEW_MS = 300_000;

const DEVICES = `SELECT d.id, d.device, d.name, d.species,
    (SELECT COALESCE(SUM(frames), 0) FROM epochs WHERE device = d.id) AS framesStored,
    (SELECT COALESCE(SUM(unplaced), 0) FROM epochs WHERE device = d.id) AS unplaced,
    (SELECT COALESCE(MAX(last_seq), 0) FROM epochs WHERE device = d.id) AS lastSeq,
    (SELECT COALESCE(SUM(to_seq - from_seq + 1), 0) FROM gaps WHERE device = d.id) AS framesLost
  FROM devices d`;

type DeviceRow = Omit<DeviceState, "latest" | "heart" | "battery" | "framesAwaited"> & {
  id: number;
  lastSeq: number;
};

/** Whose devices are looked at; null: everybody's, for the cloud itself. */
export type Whose = string | null;

interface FrameRow {
  startMs: number;
  bytes: Uint8Array;
}

/** Reads what the writer has committed, on a connection of its own. */
export class Reader {
  readonly #db: Database.Database;
  readonly #range: Database.Statement;
  readonly #newest: Database.Statement;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#range = db.prepare(
      `SELECT start_ms AS startMs, bytes FROM frames
       WHERE device = ? AND kind = ? AND start_ms > ? AND start_ms < ? ORDER BY start_ms`,
    );
    this.#newest = db.prepare(
      `SELECT start_ms AS startMs, bytes FROM frames
       WHERE device = ? AND kind = ? AND start_ms <= ? AND start_ms > ? ORDER BY start_ms DESC LIMIT ?`,
    );
  }

  devices(tenant: Whose, nowMs: number, after: string | null, limit: number): DeviceState[] {
    return this.#db.transaction(() => {
      const whose = tenant === null ? "" : "AND tenant = ?";
      const rows = this.#db
        .prepare(`${DEVICES} WHERE device > ? ${whose} ORDER BY device LIMIT ?`)
        .all(after ?? "", ...(tenant === null ? [] : [tenant]), limit) as DeviceRow[];
      return rows.map((row) => this.#state(row, nowMs));
    })();
  }

  device(tenant: Whose, nowMs: number, device: string): DeviceState {
    return this.#db.transaction(() => {
      const id = this.row(tenant, device);
      return this.#state(this.#db.prepare(`${DEVICES} WHERE id = ?`).get(id) as DeviceRow, nowMs);
    })();
  }

  estimates(tenant: Whose, device: string, span: Span, limit: number): Points {
    return this.#db.transaction(() => {
      const id = this.row(tenant, device);
      const points = noPoints();
      for (const row of this.#rows(id, KIND.live, span, REACH_MS)) {
        for (const { reading, flags } of readingsOf(decodeFrame(row.bytes), row.startMs)) {
          if (reading.at < span.fromMs || reading.at >= span.toMs) continue;
          if (points.t.length === limit) {
            throw new CloudError(
              "query.too-many-points",
              `more than ${limit} live estimates in the span`,
              "Ask for a shorter span, or step=1m.",
            );
          }
          pushReading(points, reading, flags);
        }
      }
      return points;
    })();
  }

  minutes(tenant: Whose, device: string, span: Span, stepS: number): Points {
    return this.#db.transaction(() => {
      const rows = this.#rows(this.row(tenant, device), KIND.minutes, span, REACH_MS);
      if (stepS !== 60) return summed(rows, span, stepS * 1000);
      const minutes: { t: number; sums: Sums }[] = [];
      for (const row of rows) {
        for (const minute of minutesOf(decodeFrame(row.bytes), row.startMs)) {
          if (minute.t >= span.fromMs && minute.t < span.toMs) minutes.push(minute);
        }
      }
      return each(minutes.sort((a, b) => a.t - b.t));
    })();
  }

  hours(tenant: Whose, device: string, span: Span, stepS: number): Points {
    const rows = this.#db
      .prepare(
        `SELECT hour, ${SUMS_OF_ROW} FROM hours WHERE device = ? AND hour >= ? AND hour < ? ORDER BY hour`,
      )
      .all(
        this.row(tenant, device),
        Math.floor(span.fromMs / HOUR_MS),
        Math.ceil(span.toMs / HOUR_MS),
      ) as (Sums & {
      hour: number;
    })[];
    return bucketed(
      rows.map(({ hour, ...sums }) => ({ t: hour * HOUR_MS, sums })),
      stepS * 1000,
    );
  }

  events(tenant: Whose, device: string, span: Span, limit: number): Occurrence[] {
    const events: Occurrence[] = [];
    for (const row of this.#rows(this.row(tenant, device), KIND.events, span, EVENT_REACH_MS)) {
      for (const event of occurrencesOf(decodeFrame(row.bytes), row.startMs)) {
        if (event.at >= span.fromMs && event.at < span.toMs) events.push(event);
      }
    }
    return events.sort((a, b) => b.at - a.at).slice(0, limit);
  }

  frames(tenant: Whose, device: string, after: number, limit: number): StoredFrame[] {
    return this.#db
      .prepare("SELECT epoch, seq FROM frames WHERE device = ? AND seq > ? ORDER BY seq, epoch LIMIT ?")
      .all(this.row(tenant, device), after, limit) as StoredFrame[];
  }

  unplaced(tenant: Whose, device: string): UnplacedEpoch[] {
    const id = this.row(tenant, device);
    const bootAfter = this.#db
      .prepare(
        `SELECT boot_ms FROM epochs WHERE device = ? AND epoch > ? AND boot_ms IS NOT NULL ORDER BY epoch LIMIT 1`,
      )
      .pluck();
    const endBefore = this.#db
      .prepare(
        `SELECT start_ms + span_s * 1000 FROM frames
         WHERE device = ? AND seq < ? AND start_ms IS NOT NULL ORDER BY seq DESC LIMIT 1`,
      )
      .pluck();
    return this.#db.transaction(() => {
      const epochs = this.#db
        .prepare(
          `SELECT epoch, COUNT(*) AS frames, MIN(seq) AS fromSeq, MAX(seq) AS toSeq FROM frames
           WHERE device = ? AND start_ms IS NULL GROUP BY epoch ORDER BY epoch`,
        )
        .all(id) as Omit<UnplacedEpoch, "notBeforeMs" | "notAfterMs">[];
      return epochs.map((epoch) => ({
        ...epoch,
        notBeforeMs: (endBefore.get(id, epoch.fromSeq) as number | undefined) ?? null,
        notAfterMs: (bootAfter.get(id, epoch.epoch) as number | undefined) ?? null,
      }));
    })();
  }

  quarantine(
    tenant: Whose,
    limit: number,
  ): { receivedMs: number; hub: string; reason: number; detail: string }[] {
    const whose = tenant === null ? "" : "WHERE tenant = ?";
    return this.#db
      .prepare(
        `SELECT received_ms AS receivedMs, hub, reason, detail FROM quarantine ${whose} ORDER BY id DESC LIMIT ?`,
      )
      .all(...(tenant === null ? [] : [tenant]), limit) as {
      receivedMs: number;
      hub: string;
      reason: number;
      detail: string;
    }[];
  }

  /** Row of a device of that tenant; throws CloudError device.unknown, for somebody else's too. */
  row(tenant: Whose, device: string): number {
    const row = this.#db.prepare("SELECT id, tenant FROM devices WHERE device = ?").get(device) as
      | { id: number; tenant: string }
      | undefined;
    if (row === undefined || (tenant !== null && row.tenant !== tenant))
      throw new CloudError("device.unknown", `no device ${device}`, "See GET /v1/devices.");
    return row.id;
  }

  #rows(id: number, kind: number, span: Span, reachMs: number): Iterable<FrameRow> {
    return this.#range.iterate(id, kind, span.fromMs - reachMs - 1, span.toMs) as Iterable<FrameRow>;
  }

  #state({ id, lastSeq, ...row }: DeviceRow, nowMs: number): DeviceState {
    const framesAwaited = Math.max(0, lastSeq - row.framesStored - row.framesLost);
    return { ...row, framesAwaited, ...this.#latest(id, nowMs + SKEW_MS) };
  }

  #latest(id: number, untilMs: number): Pick<DeviceState, "latest" | "heart" | "battery"> {
    let latest: Reading | null = null;
    let battery: number | null = null;
    for (const kind of [KIND.minutes, KIND.live]) {
      const row = this.#newest.get(id, kind, untilMs, 0, 1) as FrameRow | undefined;
      if (!row) continue;
      const frame = decodeFrame(row.bytes);
      const last = readingsOf(frame, row.startMs).at(-1);
      if (last && (latest === null || last.reading.at >= latest.at)) latest = last.reading;
      if (frame.content.kind === "minutes") battery = frame.content.columns.battery?.at(-1) ?? null;
    }
    const heart = latest && standingHeart(latest, this.#back(id, latest.at));
    return { latest, heart, battery };
  }

  /** Readings of a device up to `untilMs` that may bear a heart rate which stands, newest first; read when they are asked for. */
  *#back(id: number, untilMs: number): Iterable<Reading> {
    const sinceMs = untilMs - HEART_STANDS_MS - REACH_MS;
    const readings: Reading[] = [];
    for (const kind of [KIND.minutes, KIND.live]) {
      for (const row of this.#newest.all(id, kind, untilMs, sinceMs, HEART_FRAMES) as FrameRow[])
        for (const { reading } of readingsOf(decodeFrame(row.bytes), row.startMs)) readings.push(reading);
    }
    yield* readings.sort((a, b) => b.at - a.at);
  }
}

function each(minutes: readonly { t: number; sums: Sums }[]): Points {
  const points = noPoints();
  for (const { t, sums } of minutes) pushSums(points, t, sums);
  return points;
}

/** The minutes of frames within `span`, summed into buckets that begin at multiples of `stepMs`. */
function summed(rows: Iterable<FrameRow>, { fromMs, toMs }: Span, stepMs: number): Points {
  const buckets = new Map<number, Sums>();
  for (const { startMs, bytes } of rows) {
    const { content } = decodeFrame(bytes);
    if (content.kind !== "minutes") continue;
    for (let i = 0; i < content.count; i++) {
      const t = startMs + i * MINUTE_MS;
      if (t < fromMs || t >= toMs) continue;
      const start = Math.floor(t / stepMs) * stepMs;
      let sums = buckets.get(start);
      if (!sums) {
        sums = noSums();
        buckets.set(start, sums);
      }
      addMinutes(sums, content.columns, i, i + 1, t);
    }
  }
  const points = noPoints();
  for (const start of [...buckets.keys()].sort((a, b) => a - b)) pushSums(points, start, buckets.get(start)!);
  return points;
}

/** Sums in order of time, merged into buckets that begin at multiples of `stepMs`. */
function bucketed(parts: readonly { t: number; sums: Sums }[], stepMs: number): Points {
  const points = noPoints();
  let bucket = noSums();
  let at: number | null = null;
  for (const { t, sums } of parts) {
    const start = Math.floor(t / stepMs) * stepMs;
    if (at !== null && start !== at) {
      pushSums(points, at, bucket);
      bucket = noSums();
    }
    at = start;
    mergeSums(bucket, sums);
  }
  if (at !== null) pushSums(points, at, bucket);
  return points;
}
