import { readdirSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Alerts } from "../alerts/alerts.ts";
import type { Reading } from "../metrics/metrics.ts";
import { storeFailure } from "../store/failure.ts";
import { STORE_FILE } from "../store/sqlite.ts";
import { gapReasonName } from "../vitals/names.ts";

/** A reading costs a walk over the counts; whoever asks more often gets the same one, ms. */
const FRESH_MS = 5000;
/** How long a read waits for another process's lock, ms. */
const BUSY_MS = 1000;

/** Reads what the cloud's own figures and health need, on a connection that only reads. */
export class StateReader {
  readonly #dir: string;
  readonly #alerts: Alerts;
  readonly #clock: () => number;
  readonly #db: Database.Database;
  #last: { atMs: number; reading: Reading } | null = null;

  /** `dir`: the data folder, its store opened already; `clock`: Unix ms. Throws CloudError store.*. */
  constructor(dir: string, alerts: Alerts, clock: () => number) {
    this.#dir = dir;
    this.#alerts = alerts;
    this.#clock = clock;
    try {
      this.#db = new Database(join(dir, STORE_FILE), {
        readonly: true,
        fileMustExist: true,
        timeout: BUSY_MS,
      });
    } catch (error) {
      throw storeFailure(error, STORE_FILE);
    }
  }

  close(): void {
    this.#db.close();
  }

  /** At most FRESH_MS old. Throws CloudError store.*. */
  read(): Reading {
    const atMs = this.#clock();
    if (this.#last && Math.abs(atMs - this.#last.atMs) < FRESH_MS) return this.#last.reading;
    try {
      const reading = this.#db.transaction(() => this.#read())();
      this.#last = { atMs, reading };
      return reading;
    } catch (error) {
      throw storeFailure(error, STORE_FILE);
    }
  }

  #read(): Reading {
    const lost = this.#db
      .prepare(`SELECT place, reason, SUM(to_seq - from_seq + 1) AS frames FROM gaps GROUP BY place, reason`)
      .all() as { place: string; reason: number; frames: number }[];
    const counts = this.#db
      .prepare(
        `SELECT COALESCE(SUM(stored), 0) AS stored, COALESCE(SUM(newest), 0) AS newest, COALESCE(SUM(unplaced), 0) AS unplaced
         FROM (SELECT SUM(frames) AS stored, MAX(last_seq) AS newest, SUM(unplaced) AS unplaced FROM epochs GROUP BY device)`,
      )
      .get() as { stored: number; newest: number; unplaced: number };
    const newest = this.#db
      .prepare("SELECT id, received_ms AS receivedMs FROM frames ORDER BY id DESC LIMIT 1")
      .get() as { id: number; receivedMs: number } | undefined;
    const named = lost.reduce((sum, { frames }) => sum + frames, 0);
    const { bavail, bsize } = statfsSync(this.#dir);
    return {
      lost: lost.map(({ place, reason, frames }) => ({
        where: place,
        reason: gapReasonName(reason),
        frames,
      })),
      awaited: Math.max(0, counts.newest - counts.stored - named),
      unplaced: counts.unplaced,
      newestMs: newest?.receivedMs ?? null,
      files: filesOf(this.#dir),
      free: bavail * bsize,
      unseen: Math.max(0, (newest?.id ?? 0) - this.#alerts.cursor),
      alerts: this.#alerts.shelf.counts(),
    };
  }
}

function filesOf(dir: string): { file: string; bytes: number }[] {
  return readdirSync(dir)
    .filter((file) => /\.sqlite(-wal)?$/.test(file))
    .map((file) => ({ file, bytes: statSync(join(dir, file), { throwIfNoEntry: false })?.size ?? 0 }));
}
