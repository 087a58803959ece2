import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";
import { storeFailure } from "../store/failure.ts";
import { openDatabase } from "./database.ts";

/** The audit log's name in the data folder. */
export const AUDIT_FILE = "audit.sqlite";
const MIGRATIONS = fileURLToPath(new URL("./migrations/", import.meta.url));

/** Something that somebody did, or tried and was refused. Holds no secret. */
export interface Act {
  /** `person:…`, `viewer:…`, `hub:…`, `local`, `command`, or the address of somebody unknown. */
  who: string;
  /** Empty: none. */
  tenant: string;
  /** The route, or the command. */
  act: string;
  /** What it was done to: the route's parameters. */
  on: Record<string, string>;
  /** HTTP status; 0: a command. */
  outcome: number;
  address: string;
  /** Of the request, as in the log; empty: a command. */
  request: string;
}

export interface Entry extends Act {
  seq: number;
  atMs: number;
}

/** Where the chain stands: whoever keeps this elsewhere can tell later that nothing before it was cut off. */
export interface Head {
  seq: number;
  /** Hex of the last seal; 64 zeros before the first. */
  seal: string;
}

const NONE = new Uint8Array(32);

function sealOf(key: Uint8Array, before: Uint8Array, seq: number, text: string): Buffer {
  return createHmac("sha256", key).update(before).update(`${seq}\n`).update(text).digest();
}

/**
 * The audit log: append-only, each entry sealed together with the one before under a key that comes from the master key, so that
 * neither a changed nor a missing nor an added row goes unnoticed by whoever holds it. What `append` has returned is on disk.
 */
export class AuditLog {
  readonly #db: Database.Database;
  readonly #key: Uint8Array;

  /** `master`: the master key, 32 bytes. Throws CloudError store.*. */
  constructor(dir: string, master: Uint8Array) {
    this.#db = openDatabase(join(dir, AUDIT_FILE), MIGRATIONS);
    this.#key = new Uint8Array(hkdfSync("sha256", master, "", "petpulse audit log", 32));
  }

  close(): void {
    this.#db.close();
  }

  /** Adds entries in one commit; when it returns they are on disk. Throws CloudError store.*. */
  append(acts: readonly Act[], atMs: number): void {
    const add = () => {
      let { seq, seal } = this.#last();
      const insert = this.#db.prepare("INSERT INTO entries (seq, at_ms, text, seal) VALUES (?, ?, ?, ?)");
      for (const act of acts) {
        const text = JSON.stringify({ atMs, ...act });
        seq++;
        seal = sealOf(this.#key, seal, seq, text);
        insert.run(seq, atMs, text, seal);
      }
    };
    try {
      this.#db.transaction(add).immediate();
    } catch (error) {
      throw storeFailure(error, AUDIT_FILE);
    }
  }

  /** Newest first, before number `before` (null: from the newest). */
  read(before: number | null, limit: number): Entry[] {
    const rows = this.#db
      .prepare("SELECT seq, text FROM entries WHERE seq < ? ORDER BY seq DESC LIMIT ?")
      .all(before ?? Number.MAX_SAFE_INTEGER, limit) as { seq: number; text: string }[];
    return rows.map(({ seq, text }) => ({ seq, ...(JSON.parse(text) as Omit<Entry, "seq">) }));
  }

  head(): Head {
    const { seq, seal } = this.#last();
    return { seq, seal: Buffer.from(seal).toString("hex") };
  }

  /**
   * Reads the whole chain; `known` is a head kept from earlier. Throws CloudError audit.broken with the first entry that does not
   * hold.
   */
  verify(known: Head | null = null): Head {
    let before: Uint8Array = NONE;
    let seq = 0;
    const rows = this.#db.prepare("SELECT seq, text, seal FROM entries ORDER BY seq").iterate();
    for (const row of rows as Iterable<{ seq: number; text: string; seal: Buffer }>) {
      if (row.seq !== seq + 1) throw broken(`entry ${seq + 1} is missing`);
      seq = row.seq;
      const seal = sealOf(this.#key, before, seq, row.text);
      if (row.seal.length !== seal.length || !timingSafeEqual(row.seal, seal)) {
        throw broken(`entry ${seq} is not what was written, or the master key is another`);
      }
      if (known?.seq === seq && known.seal !== seal.toString("hex")) {
        throw broken(`entry ${seq} is another one than was kept elsewhere`);
      }
      before = seal;
    }
    if (known && known.seq > seq) throw broken(`it ends at entry ${seq}, but entry ${known.seq} was there`);
    return { seq, seal: Buffer.from(before).toString("hex") };
  }

  #last(): { seq: number; seal: Uint8Array } {
    const row = this.#db.prepare("SELECT seq, seal FROM entries ORDER BY seq DESC LIMIT 1").get();
    return (row as { seq: number; seal: Buffer } | undefined) ?? { seq: 0, seal: NONE };
  }
}

function broken(message: string): CloudError {
  return new CloudError(
    "audit.broken",
    `the audit log does not hold: ${message}`,
    "Somebody changed it, or the disk did: keep this copy, and compare with a backup.",
  );
}
