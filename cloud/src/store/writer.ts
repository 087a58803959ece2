import { decodeFrame, type Frame, MAX_FRAME_BYTES, petpulse } from "@petpulse/proto";
import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";
import type { Delivered, Delivery, FrameOutcome } from "../store.ts";
import { extent, minutesOf } from "../vitals/points.ts";
import { Epochs } from "./epochs.ts";
import { Gaps } from "./gaps.ts";
import { Hours } from "./hours.ts";

/** Refused frames kept for a look; the oldest go first. */
const MAX_QUARANTINE = 1000;

/** Field numbers of a frame's content in frame.proto, as the store's `kind`. */
export const KIND = { minutes: 8, live: 9, events: 10, gap: 11 } as const;

/** Puts deliveries into the database; each call is one transaction, so all of it is there or nothing. */
export class Writer {
  readonly #db: Database.Database;
  readonly #epochs: Epochs;
  readonly #gaps: Gaps;
  readonly #hours = new Hours();
  readonly #deviceRow: Database.Statement;
  readonly #formerRow: Database.Statement;
  readonly #lastEpoch: Database.Statement;
  readonly #insert: Database.Statement;
  readonly #stored: Database.Statement;
  readonly #quarantine: Database.Statement;
  readonly #trim: Database.Statement;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#epochs = new Epochs(db);
    this.#gaps = new Gaps(db);
    this.#deviceRow = db.prepare("SELECT id FROM devices WHERE device = ?").pluck();
    this.#formerRow = db.prepare(
      `SELECT id, released_ms AS releasedMs FROM devices WHERE device >= ? || '~' AND device < ? || '~~'
       ORDER BY released_ms`,
    );
    this.#lastEpoch = db.prepare("SELECT COALESCE(MAX(epoch), 0) FROM epochs WHERE device = ?").pluck();
    this.#insert = db.prepare(
      `INSERT INTO frames (device, epoch, seq, kind, uptime_s, start_ms, span_s, records, received_ms, bytes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
    this.#stored = db.prepare("SELECT bytes FROM frames WHERE device = ? AND seq = ? AND epoch = ?").pluck();
    this.#quarantine = db.prepare(
      `INSERT INTO quarantine (received_ms, hub, reason, detail, bytes, tenant)
       VALUES (?, ?, ?, ?, ?, (SELECT tenant FROM hubs WHERE hub = ?))`,
    );
    this.#trim = db.prepare(
      `DELETE FROM quarantine WHERE id <= (SELECT MAX(id) FROM quarantine) - ${MAX_QUARANTINE}`,
    );
  }

  /** Commits all deliveries together; throws, and keeps nothing, when one cannot be. */
  commit(deliveries: readonly Delivery[]): Delivered[] {
    try {
      return this.#db
        .transaction(() => {
          const results = deliveries.map((delivery) => this.#put(delivery));
          this.#epochs.write((device, bytes, startMs) => {
            for (const { t, sums } of minutesOf(decodeFrame(bytes), startMs))
              this.#hours.add(device, t, sums);
          });
          this.#hours.write(this.#db);
          return results;
        })
        .immediate();
    } catch (error) {
      this.#epochs.forget();
      this.#hours.forget();
      throw error;
    }
  }

  #put(delivery: Delivery): Delivered {
    const frames = delivery.frames.map((bytes) => this.#putFrame(bytes, delivery));
    let gaps = 0;
    for (const gap of delivery.gaps) {
      if (this.#gaps.note(this.#device(gap.device), gap, gap.reason, "hub", delivery.receivedMs)) gaps++;
    }
    for (const { reason, detail, bytes } of delivery.refused) this.#refuse(delivery, reason, detail, bytes);
    return { frames, gaps };
  }

  #putFrame(bytes: Uint8Array, delivery: Delivery): FrameOutcome {
    const { receivedMs } = delivery;
    const frame = decodeFrame(bytes);
    const { content, epoch, seq } = frame;
    const device = this.#wearerOf(frame);
    const { spanS, records } = extent(frame);
    const startMs = this.#epochs.place(device, frame, receivedMs);
    const { changes } = this.#insert.run(
      device,
      epoch,
      seq,
      KIND[content.kind],
      frame.uptimeS,
      startMs,
      spanS,
      records,
      receivedMs,
      bytes,
    );
    if (changes === 0) {
      const held = this.#stored.get(device, seq, epoch) as Buffer;
      if (held.equals(bytes)) return { outcome: "duplicate" };
      const detail = `other bytes than the stored ${frame.device} ${epoch}/${seq}`;
      this.#refuse(delivery, petpulse.v1.Rejection.REJECTION_CONFLICT, detail, bytes);
      return { outcome: "conflict" };
    }
    this.#epochs.add(device, frame, startMs, receivedMs);
    this.#gaps.found(device, seq);
    if (content.kind === "gap") this.#gaps.note(device, content, content.reason, "collar", receivedMs);
    if (startMs !== null) {
      for (const { t, sums } of minutesOf(frame, startMs)) this.#hours.add(device, t, sums);
    }
    return { outcome: "stored", startMs };
  }

  #refuse({ hub, receivedMs }: Delivery, reason: number, detail: string, bytes: Uint8Array): void {
    this.#quarantine.run(receivedMs, hub, reason, detail, bytes.subarray(0, MAX_FRAME_BYTES), hub);
    this.#trim.run();
  }

  /**
   * Whose frame it is. A collar that was passed on may still bring what it measured on its former wearer: a frame stamped before the
   * release belongs there, and so does one without the time of day from a start that was already seen then.
   */
  #wearerOf({ device, epoch, utcS }: Frame): number {
    for (const former of this.#formerRow.all(device, device) as { id: number; releasedMs: number }[]) {
      const theirs =
        utcS === null ? epoch <= Number(this.#lastEpoch.get(former.id)) : utcS * 1000 < former.releasedMs;
      if (theirs) return former.id;
    }
    return this.#device(device);
  }

  #device(device: string): number {
    const row = this.#deviceRow.get(device) as number | undefined;
    if (row === undefined)
      throw new CloudError("device.unknown", `no device ${device}`, "Add it: petpulse cloud device add.");
    return row;
  }
}
