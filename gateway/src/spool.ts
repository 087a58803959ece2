import type Database from "better-sqlite3";
import type { Clock } from "./clock.ts";
import type { GatewayError } from "./errors.ts";
import { failure, openOrReplace } from "./spool-file.ts";

/** GapReason of frame.proto. */
const GAP_SPOOL_OVERFLOW = 3;
/** Appends wait this long for company before they share one fsync, ms. */
const COMMIT_WINDOW_MS = 5;
/** Frames that arrived this recently go first, ms. */
const LIVE_MS = 60_000;
/** Undeliverable frames kept for a look; the oldest go. */
const MOST_QUARANTINED = 1000;

/** A frame on its way in: its identity in clear, its bytes as they came. */
export interface Spooled {
  device: string;
  epoch: number;
  seq: number;
  bytes: Uint8Array;
}

/** A frame or a hub gap on its way out. */
export interface Outgoing {
  frames: { id: number; device: string; epoch: number; seq: number; bytes: Uint8Array }[];
  gaps: { id: number; device: string; fromSeq: number; toSeq: number; reason: number }[];
}

export interface SpoolOptions {
  path: string;
  clock: Clock;
  /** Oldest frames make room beyond this; default 30 days of four collars at a frame a minute. */
  maxFrames?: number;
  maxBytes?: number;
  /** Pages of 4 KB the file may grow to; a stand-in for a full disk. */
  maxPages?: number;
}

/**
 * Frames between a collar and the cloud, on disk. Contract: a promise of `append` resolves after the fsync that holds the frame
 * and rejects when it is not held; a frame leaves by `settle` only, or for want of room, and then a gap record takes its place.
 */
export class Spool {
  readonly #db: Database.Database;
  readonly #clock: Clock;
  readonly #maxFrames: number;
  readonly #maxBytes: number;
  #waiting: { frame: Spooled; done: () => void; failed: (error: Error) => void }[] = [];
  #committing = false;
  #frames: number;
  #bytes: number;
  #changed: () => void = () => {};
  /** What was found broken at opening, for the log; null when nothing was. */
  readonly damage: GatewayError | null;

  /** Opens the file, or sets a broken one aside and begins anew: the hub goes on. Throws GatewayError gateway.spool-failed, gateway.spool-newer. */
  constructor(options: SpoolOptions) {
    const opened = openOrReplace(options.path);
    this.#db = opened.db;
    this.damage = opened.damage;
    this.#clock = options.clock;
    this.#maxFrames = options.maxFrames ?? 30 * 24 * 60 * 4;
    this.#maxBytes = options.maxBytes ?? 512 * 1024 * 1024;
    if (options.maxPages) this.#db.pragma(`max_page_count = ${options.maxPages}`);
    const held = this.#db
      .prepare("SELECT count(*) AS frames, coalesce(sum(length(bytes)), 0) AS bytes FROM frames")
      .get();
    this.#frames = (held as { frames: number }).frames;
    this.#bytes = (held as { bytes: number }).bytes;
  }

  /** Called whenever there is something to carry. */
  onWork(listener: () => void): void {
    this.#changed = listener;
  }

  /** Holds a frame; one that is held already is held once. Throws GatewayError gateway.spool-full, gateway.spool-failed. */
  append(frame: Spooled): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ frame, done, failed });
      if (this.#committing) return;
      this.#committing = true;
      this.#clock.later(COMMIT_WINDOW_MS, () => this.#commit());
    });
  }

  /** Up to `count` frames and `bytes` bytes: what just arrived before the backlog, oldest first within each. */
  take(count: number, bytes: number): Outgoing {
    const since = this.#clock.now() - LIVE_MS;
    const rows = this.#db
      .prepare(`SELECT id, device, epoch, seq, bytes FROM frames ORDER BY received < ?, id LIMIT ?`)
      .all(since, count) as Outgoing["frames"];
    let total = 0;
    const fits = rows.findIndex((row) => {
      total += row.bytes.length + 8;
      return total > bytes;
    });
    const gaps = this.#db
      .prepare(
        "SELECT id, device, from_seq AS fromSeq, to_seq AS toSeq, reason FROM gaps ORDER BY id LIMIT 64",
      )
      .all() as Outgoing["gaps"];
    return { frames: fits < 0 ? rows : rows.slice(0, Math.max(1, fits)), gaps };
  }

  /** The cloud's disk holds these: they may go. `refused` ones go to quarantine, with the reason. */
  settle(
    stored: readonly number[],
    refused: readonly { id: number; reason: string }[],
    gaps: readonly number[],
  ): void {
    const remove = this.#db.prepare("DELETE FROM frames WHERE id = ? RETURNING length(bytes) AS bytes");
    this.#db.transaction(() => {
      for (const { id, reason } of refused) {
        this.#db
          .prepare(
            "INSERT INTO quarantine (received, reason, bytes) SELECT received, ?, bytes FROM frames WHERE id = ?",
          )
          .run(reason, id);
      }
      for (const id of [...stored, ...refused.map((one) => one.id)]) {
        const gone = remove.get(id) as { bytes: number } | undefined;
        if (!gone) continue;
        this.#frames--;
        this.#bytes -= gone.bytes;
      }
      for (const id of gaps) this.#db.prepare("DELETE FROM gaps WHERE id = ?").run(id);
      this.#trimQuarantine();
    })();
  }

  /** Sets bytes aside that no cloud could take. */
  quarantine(reason: string, bytes: Uint8Array): void {
    this.#db.transaction(() => {
      this.#db
        .prepare("INSERT INTO quarantine (received, reason, bytes) VALUES (?, ?, ?)")
        .run(this.#clock.now(), reason, bytes);
      this.#trimQuarantine();
    })();
  }

  grants(): Uint8Array[] {
    return this.#db.prepare("SELECT bytes FROM grants").pluck().all() as Uint8Array[];
  }

  /** Keeps grants for the time without a cloud. */
  saveGrants(grants: readonly { device: string; bytes: Uint8Array }[]): void {
    this.#db.transaction(() => {
      this.#db.prepare("DELETE FROM grants").run();
      for (const grant of grants) {
        this.#db
          .prepare("INSERT OR REPLACE INTO grants (device, bytes) VALUES (?, ?)")
          .run(grant.device, grant.bytes);
      }
    })();
  }

  status(): { frames: number; bytes: number; quarantined: number; oldestMs: number | null } {
    const quarantined = this.#db.prepare("SELECT count(*) FROM quarantine").pluck().get() as number;
    const oldestMs = this.#db.prepare("SELECT min(received) FROM frames").pluck().get() as number | null;
    return { frames: this.#frames, bytes: this.#bytes, quarantined, oldestMs };
  }

  /** Whether everything taken has been settled. */
  get empty(): boolean {
    return this.#frames === 0 && this.#waiting.length === 0;
  }

  close(): void {
    if (this.#waiting.length > 0) this.#commit();
    this.#db.close();
  }

  /** One transaction, one fsync, for everybody who waits. */
  #commit(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#committing = false;
    const received = this.#clock.now();
    let added = { frames: 0, bytes: 0 };
    try {
      this.#db.transaction(() => {
        added = this.#insert(
          batch.map((one) => one.frame),
          received,
        );
        this.#makeRoom(added);
      })();
    } catch (cause) {
      const error = failure(cause as Error);
      for (const one of batch) one.failed(error);
      return;
    }
    this.#frames += added.frames;
    this.#bytes += added.bytes;
    for (const one of batch) one.done();
    this.#changed();
  }

  #insert(frames: readonly Spooled[], received: number): { frames: number; bytes: number } {
    const insert = this.#db.prepare(
      "INSERT OR IGNORE INTO frames (device, epoch, seq, received, bytes) VALUES (?, ?, ?, ?, ?)",
    );
    const added = { frames: 0, bytes: 0 };
    for (const frame of frames) {
      const { changes } = insert.run(frame.device, frame.epoch, frame.seq, received, frame.bytes);
      added.frames += changes;
      added.bytes += changes * frame.bytes.length;
    }
    return added;
  }

  /** Drops the oldest frames beyond the limits and names them. Changes `added` to what is left of it. */
  #makeRoom(added: { frames: number; bytes: number }): void {
    const oldest = this.#db.prepare(
      "DELETE FROM frames WHERE id = (SELECT min(id) FROM frames) RETURNING device, seq, length(bytes) AS bytes",
    );
    const widen = this.#db.prepare(
      "UPDATE gaps SET to_seq = ? WHERE device = ? AND reason = ? AND to_seq = ?",
    );
    const name = this.#db.prepare("INSERT INTO gaps (device, from_seq, to_seq, reason) VALUES (?, ?, ?, ?)");
    while (this.#frames + added.frames > this.#maxFrames || this.#bytes + added.bytes > this.#maxBytes) {
      const gone = oldest.get() as { device: string; seq: number; bytes: number } | undefined;
      if (!gone) return;
      added.frames--;
      added.bytes -= gone.bytes;
      const widened = widen.run(gone.seq, gone.device, GAP_SPOOL_OVERFLOW, gone.seq - 1);
      if (widened.changes === 0) name.run(gone.device, gone.seq, gone.seq, GAP_SPOOL_OVERFLOW);
    }
  }

  #trimQuarantine(): void {
    this.#db
      .prepare("DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - ?")
      .run(MOST_QUARANTINED);
  }
}
