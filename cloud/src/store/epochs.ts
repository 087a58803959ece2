import type Database from "better-sqlite3";

/** 2020-01-01: no collar of ours is older, so an earlier time of day is a clock that was never set. Unix s. */
const EARLIEST_S = 1_577_836_800;
/** How far ahead of our own clock a collar's may be, ms. */
const AHEAD_MS = 86_400_000;

/** What a frame says of its place. Times in s. */
export interface Stamp {
  epoch: number;
  seq: number;
  uptimeS: number;
  utcS: number | null;
}

interface Epoch {
  frames: number;
  unplaced: number;
  firstSeq: number;
  lastSeq: number;
  bootMs: number | null;
  anchorSeq: number | null;
}

/** The epochs one commit touches: where their frames stand in time, and how many there are. */
export class Epochs {
  readonly #touched = new Map<number, Map<number, Epoch>>();
  readonly #read: Database.Statement;
  readonly #unplaced: Database.Statement;
  readonly #place: Database.Statement;
  readonly #write: Database.Statement;

  constructor(db: Database.Database) {
    this.#read = db.prepare(
      `SELECT frames, unplaced, first_seq AS firstSeq, last_seq AS lastSeq, boot_ms AS bootMs, anchor_seq AS anchorSeq
       FROM epochs WHERE device = ? AND epoch = ?`,
    );
    this.#unplaced = db.prepare(
      "SELECT id, uptime_s AS uptimeS, bytes FROM frames WHERE device = ? AND epoch = ? AND start_ms IS NULL",
    );
    this.#place = db.prepare("UPDATE frames SET start_ms = ? WHERE id = ?");
    this.#write = db.prepare(
      `INSERT OR REPLACE INTO epochs (device, epoch, frames, unplaced, first_seq, last_seq, boot_ms, anchor_seq)
       VALUES (@device, @epoch, @frames, @unplaced, @firstSeq, @lastSeq, @bootMs, @anchorSeq)`,
    );
  }

  #of(device: number, epoch: number): Epoch {
    let epochs = this.#touched.get(device);
    if (!epochs) {
      epochs = new Map();
      this.#touched.set(device, epochs);
    }
    const touched = epochs.get(epoch);
    if (touched) return touched;
    const row = (this.#read.get(device, epoch) as Epoch | undefined) ?? {
      frames: 0,
      unplaced: 0,
      firstSeq: 2 ** 32,
      lastSeq: 0,
      bootMs: null,
      anchorSeq: null,
    };
    epochs.set(epoch, row);
    return row;
  }

  /** Unix ms of the frame's start: by its own time of day if that can be believed, else by its epoch's; null if neither. */
  place(device: number, frame: Stamp, receivedMs: number): number | null {
    const own = ownStart(frame, receivedMs);
    if (own !== null) return own;
    const { bootMs } = this.#of(device, frame.epoch);
    return bootMs === null ? null : bootMs + frame.uptimeS * 1000;
  }

  /** Counts a frame that is new in the store, and learns from its time of day. */
  add(device: number, frame: Stamp, startMs: number | null, receivedMs: number): void {
    const row = this.#of(device, frame.epoch);
    row.frames++;
    if (startMs === null) row.unplaced++;
    row.firstSeq = Math.min(row.firstSeq, frame.seq);
    row.lastSeq = Math.max(row.lastSeq, frame.seq);
    const own = ownStart(frame, receivedMs);
    if (own !== null && (row.anchorSeq === null || frame.seq < row.anchorSeq)) {
      row.anchorSeq = frame.seq;
      row.bootMs = own - frame.uptimeS * 1000;
    }
  }

  /**
   * Writes the counts and places what can be placed now, inside the caller's transaction.
   * `onPlaced` gets each frame that had no place before.
   */
  write(onPlaced: (device: number, bytes: Uint8Array, startMs: number) => void): void {
    for (const [device, epochs] of this.#touched) {
      for (const [epoch, row] of epochs) {
        if (row.bootMs !== null && row.unplaced > 0) {
          const rows = this.#unplaced.all(device, epoch) as {
            id: number;
            uptimeS: number;
            bytes: Uint8Array;
          }[];
          for (const frame of rows) {
            const startMs = row.bootMs + frame.uptimeS * 1000;
            this.#place.run(startMs, frame.id);
            onPlaced(device, frame.bytes, startMs);
          }
          row.unplaced = 0;
        }
        this.#write.run({ device, epoch, ...row });
      }
    }
    this.#touched.clear();
  }

  /** Drops what was counted, after a commit that failed. */
  forget(): void {
    this.#touched.clear();
  }
}

/** Unix ms of the frame's start by its own time of day; null when it has none, or none that can be believed. */
export function ownStart(frame: Stamp, receivedMs: number): number | null {
  if (frame.utcS === null || frame.utcS < EARLIEST_S) return null;
  const startMs = frame.utcS * 1000;
  return startMs > receivedMs + AHEAD_MS ? null : startMs;
}
