import Database from "better-sqlite3";
import { storeFailure } from "../store/failure.ts";
import { STORE_FILE } from "../store/sqlite.ts";
import type { Species } from "../store.ts";

/** A frame as the store committed it; `startMs` null: nothing places it in time yet. */
export interface FedFrame {
  id: number;
  pet: number;
  startMs: number | null;
  receivedMs: number;
  bytes: Uint8Array;
}

/** A pet's time with a collar, and the hubs that may carry it. */
export interface FedPet {
  pet: number;
  /** 16 hex digits; `~n` behind them once the collar was released. */
  device: string;
  tenant: string;
  name: string;
  species: Species;
  /** Its collar is another's now: nothing more is expected. */
  released: boolean;
  hubs: string[];
}

/** Where the reading stands: the last frame read, and when it was received, which proves it is still the same one. */
export interface Cursor {
  id: number;
  receivedMs: number;
}

/** How long a read waits for another process's lock, ms. */
const BUSY_MS = 1000;
/** Who there is may be out of date for so long, ms. */
const FRESH_MS = 5000;
/** After rows were erased ids may be used again; reading so many again does no harm, since evidence may come twice. */
const BACK = 100_000;

/**
 * What the store commits, in order of commit, on a connection of its own that only reads. So alerts miss nothing that was
 * acknowledged, whichever way it came in and whenever this process died.
 */
export class Feed {
  readonly #db: Database.Database;
  readonly #name = STORE_FILE;
  readonly #after: Database.Statement;
  readonly #same: Database.Statement;
  readonly #placed: Database.Statement;
  #version: unknown = null;
  #refreshedMs = Number.NEGATIVE_INFINITY;
  #pets = new Map<number, FedPet>();
  #hubs: string[] = [];

  /** `file`: the store's, which a writer has opened already. Throws CloudError store.*. */
  constructor(file: string) {
    try {
      this.#db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
    } catch (error) {
      throw storeFailure(error, this.#name);
    }
    const columns = "id, device AS pet, start_ms AS startMs, received_ms AS receivedMs, bytes";
    this.#after = this.#db.prepare(`SELECT ${columns} FROM frames WHERE id > ? ORDER BY id LIMIT ?`);
    this.#same = this.#db.prepare("SELECT 1 FROM frames WHERE id = ? AND received_ms = ?").pluck();
    this.#placed = this.#db.prepare(
      `SELECT ${columns} FROM frames WHERE id IN (SELECT value FROM json_each(?)) AND start_ms IS NOT NULL`,
    );
  }

  close(): void {
    this.#db.close();
  }

  /** Up to `limit` frames after the cursor. Throws CloudError store.*. */
  after(cursor: Cursor, limit: number): FedFrame[] {
    return this.#read(() => {
      const whole = cursor.id === 0 || this.#same.get(cursor.id, cursor.receivedMs) !== undefined;
      return this.#after.all(whole ? cursor.id : Math.max(0, cursor.id - BACK), limit) as FedFrame[];
    });
  }

  /** Those of these frames that have a place in time by now. Throws CloudError store.*. */
  placed(ids: readonly number[]): FedFrame[] {
    return this.#read(() => this.#placed.all(JSON.stringify(ids)) as FedFrame[]);
  }

  /** The pet of a row, or null when it is not there (any more). */
  pet(pet: number): FedPet | null {
    return this.#pets.get(pet) ?? null;
  }

  /** All pets. */
  pets(): Iterable<FedPet> {
    return this.#pets.values();
  }

  /** All hubs. */
  hubs(): readonly string[] {
    return this.#hubs;
  }

  /**
   * Reads anew who there is, when anything was committed since and what is known is older than FRESH_MS at `nowMs`, Unix ms; null:
   * whatever its age. Throws CloudError store.*.
   */
  refresh(nowMs: number | null): void {
    if (nowMs !== null && Math.abs(nowMs - this.#refreshedMs) < FRESH_MS) return;
    this.#refreshedMs = nowMs ?? Number.NEGATIVE_INFINITY;
    this.#read(() => {
      const version = this.#db.pragma("data_version", { simple: true });
      if (version === this.#version) return;
      const rows = this.#db
        .prepare(
          "SELECT id AS pet, device, tenant, name, species, released_ms IS NOT NULL AS released FROM devices",
        )
        .all() as (Omit<FedPet, "hubs" | "released"> & { released: number })[];
      const pets = new Map(
        rows.map((row) => [row.pet, { ...row, released: row.released === 1, hubs: [] as string[] }]),
      );
      const granted = this.#db.prepare("SELECT hub, device FROM hub_devices").all() as {
        hub: string;
        device: number;
      }[];
      for (const { hub, device } of granted) pets.get(device)?.hubs.push(hub);
      this.#pets = pets;
      this.#hubs = this.#db.prepare("SELECT hub FROM hubs").pluck().all() as string[];
      this.#version = version;
    });
  }

  #read<T>(work: () => T): T {
    try {
      return this.#db.transaction(work)();
    } catch (error) {
      throw storeFailure(error, this.#name);
    }
  }
}
