import { decodeFrame, MAX_FRAME_BYTES, petpulse } from "@petpulse/proto";
import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";
import type { FrameOutcome } from "../store.ts";
import { KIND } from "../vitals/points.ts";
import type { Sums } from "../vitals/sums.ts";
import { Epochs, ownStart } from "./epochs.ts";
import { Gaps } from "./gaps.ts";
import { Hours } from "./hours.ts";
import {
  type Entry,
  entryOf,
  hoursOf,
  outcomeNumber,
  type Parcel,
  type Receipt,
  sumHours,
} from "./parcel.ts";

/** Refused frames kept for a look; the oldest go first. */
const MAX_QUARANTINE = 1000;

/** Rows of a collar's wearers; `now` null: nobody's. `former` in order of release, Unix ms. */
interface Wearers {
  now: number | null;
  former: { id: number; releasedMs: number }[];
}

/** Puts parcels into the database; each call is one transaction, so all of it is there or nothing. */
export class Writer {
  readonly #db: Database.Database;
  #commits = 0;
  readonly #epochs: Epochs;
  readonly #gaps: Gaps;
  readonly #hours: Hours;
  /** Who wore which collar, as of this commit. */
  readonly #wearers = new Map<string, Wearers>();
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
    this.#hours = new Hours(db);
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

  /** Commits all parcels together; throws, and keeps nothing, when one cannot be. */
  commit(parcels: readonly Parcel[]): Receipt[] {
    try {
      const receipts = this.#db
        .transaction(() => {
          const results = parcels.map((parcel) => this.#put(parcel));
          this.#epochs.write((device, bytes, startMs) => this.#sum(device, bytes, startMs));
          this.#hours.write();
          return results;
        })
        .immediate();
      this.#commits++;
      return receipts.map((receipt) => ({ ...receipt, commit: this.#commits }));
    } catch (error) {
      this.#epochs.forget();
      this.#hours.forget();
      throw error;
    } finally {
      this.#gaps.forget();
      this.#wearers.clear();
    }
  }

  #put(parcel: Parcel): Omit<Receipt, "commit"> {
    const { frames, devices, receivedMs } = parcel;
    const wearers = devices.map((device) => this.#wearersOf(device));
    const rows = new Float64Array(frames);
    const starts = new Float64Array(frames);
    /** Whether the sums that came with the parcel are of what is stored by it, and of whom. */
    let asPacked = true;
    for (let i = 0; i < frames; i++) {
      const entry = entryOf(parcel, i);
      const { now, former } = wearers[entry.device]!;
      const row = this.#formerWearer(entry, former) ?? known(now, devices[entry.device]!);
      const outcome = this.#putFrame(row, entry, parcel);
      rows[i] = row;
      starts[i] = outcomeNumber(outcome);
      if (row !== now || outcome.outcome !== "stored") asPacked = false;
    }
    if (asPacked) {
      for (const { device, hour, sums } of hoursOf(parcel))
        this.#hours.add(wearers[device]!.now!, hour, sums);
    }
    for (let i = 0; i < frames; i++) {
      if (starts[i]! < 0) continue;
      const entry = entryOf(parcel, i);
      if (!asPacked || ownStart(entry, receivedMs) === null) this.#sum(rows[i]!, entry.bytes, starts[i]!);
    }
    let gaps = 0;
    for (const gap of parcel.gaps) {
      const row = known(this.#wearersOf(gap.device).now, gap.device);
      if (this.#gaps.note(row, gap, gap.reason, "hub", receivedMs)) gaps++;
    }
    for (const { reason, detail, bytes } of parcel.refused) this.#refuse(parcel, reason, detail, bytes);
    return { starts, gaps };
  }

  #putFrame(device: number, entry: Entry, parcel: Parcel): FrameOutcome {
    const { receivedMs } = parcel;
    const { epoch, seq, kind, bytes } = entry;
    const startMs = this.#epochs.place(device, entry, receivedMs);
    const { changes } = this.#insert.run(
      device,
      epoch,
      seq,
      kind,
      entry.uptimeS,
      startMs,
      entry.spanS,
      entry.records,
      receivedMs,
      bytes,
    );
    if (changes === 0) {
      const held = this.#stored.get(device, seq, epoch) as Buffer;
      if (held.equals(bytes)) return { outcome: "duplicate" };
      const detail = `other bytes than the stored ${parcel.devices[entry.device]} ${epoch}/${seq}`;
      this.#refuse(parcel, petpulse.v1.Rejection.REJECTION_CONFLICT, detail, bytes);
      return { outcome: "conflict" };
    }
    this.#epochs.add(device, entry, startMs, receivedMs);
    this.#gaps.found(device, seq);
    if (kind === KIND.gap) this.#noteGap(device, bytes, receivedMs);
    return { outcome: "stored", startMs };
  }

  /** A collar says what it lost. */
  #noteGap(device: number, bytes: Uint8Array, receivedMs: number): void {
    const { content } = decodeFrame(bytes);
    if (content.kind === "gap") this.#gaps.note(device, content, content.reason, "collar", receivedMs);
  }

  /** Sums the minutes of a frame that stands at `startMs`. */
  #sum(device: number, bytes: Uint8Array, startMs: number): void {
    const hours = new Map<number, Sums>();
    sumHours(hours, decodeFrame(bytes), startMs);
    for (const [hour, sums] of hours) this.#hours.add(device, hour, sums);
  }

  #refuse({ hub, receivedMs }: Parcel, reason: number, detail: string, bytes: Uint8Array): void {
    this.#quarantine.run(receivedMs, hub, reason, detail, bytes.subarray(0, MAX_FRAME_BYTES), hub);
    this.#trim.run();
  }

  /**
   * Whose frame it is, if not today's wearer's. A collar that was passed on may still bring what it measured on its former wearer: a
   * frame stamped before the release belongs there, and so does one without the time of day from a start that was already seen then.
   */
  #formerWearer({ epoch, utcS }: Entry, former: Wearers["former"]): number | null {
    for (const { id, releasedMs } of former) {
      const theirs = utcS === null ? epoch <= Number(this.#lastEpoch.get(id)) : utcS * 1000 < releasedMs;
      if (theirs) return id;
    }
    return null;
  }

  #wearersOf(device: string): Wearers {
    let wearers = this.#wearers.get(device);
    if (!wearers) {
      const now = (this.#deviceRow.get(device) as number | undefined) ?? null;
      wearers = { now, former: this.#formerRow.all(device, device) as Wearers["former"] };
      this.#wearers.set(device, wearers);
    }
    return wearers;
  }
}

/** The row of a device; throws CloudError device.unknown where nobody wears it. */
function known(row: number | null, device: string): number {
  if (row !== null) return row;
  throw new CloudError("device.unknown", `no device ${device}`, "Add it: petpulse cloud device add.");
}
