import { existsSync, renameSync } from "node:fs";
import Database from "better-sqlite3";
import { GatewayError } from "./errors.ts";

/** GapReason of frame.proto. */
const GAP_SPOOL_DAMAGED = 4;
/** Of the file's layout; a hub opens its own and older ones. */
const SPOOL_VERSION = 1;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS frames (
    id INTEGER PRIMARY KEY, device TEXT NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,
    received INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE (device, epoch, seq)
  );
  CREATE TABLE IF NOT EXISTS gaps (
    id INTEGER PRIMARY KEY, device TEXT NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, reason INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS quarantine (id INTEGER PRIMARY KEY, received INTEGER NOT NULL, reason TEXT NOT NULL, bytes BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS grants (device TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
`;

function open(path: string): Database.Database {
  const db = new Database(path);
  try {
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    const check = db.pragma("quick_check(1)", { simple: true });
    if (check !== "ok") throw new Error(`quick_check: ${check}`);
    const made = db.pragma("user_version", { simple: true }) as number;
    if (made > SPOOL_VERSION) {
      throw new GatewayError(
        "gateway.spool-newer",
        `${path} is of version ${made}, this hub knows ${SPOOL_VERSION}`,
        "start the newer hub again; this one would lose what it holds",
      );
    }
    db.exec(SCHEMA);
    db.pragma(`user_version = ${SPOOL_VERSION}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens the file, or sets a broken one aside, names what it held and begins anew. Throws GatewayError gateway.spool-failed, gateway.spool-newer. */
export function openOrReplace(path: string): { db: Database.Database; damage: GatewayError | null } {
  try {
    return { db: open(path), damage: null };
  } catch (cause) {
    if (cause instanceof GatewayError) throw cause;
    const code = (cause as { code?: string }).code ?? "";
    const corrupt =
      code === "SQLITE_CORRUPT" ||
      code === "SQLITE_NOTADB" ||
      (cause as Error).message.startsWith("quick_check");
    if (!corrupt || !existsSync(path)) throw failure(cause as Error, path);
    const aside = `${path}.damaged-${process.pid}`;
    const held = salvage(path);
    renameSync(path, aside);
    for (const tail of ["-wal", "-shm"]) if (existsSync(path + tail)) renameSync(path + tail, aside + tail);
    const db = open(path);
    for (const range of held) {
      db.prepare("INSERT INTO gaps (device, from_seq, to_seq, reason) VALUES (?, ?, ?, ?)").run(
        range.device,
        range.fromSeq,
        range.toSeq,
        GAP_SPOOL_DAMAGED,
      );
    }
    const damage = new GatewayError(
      "gateway.spool-corrupt",
      `${path}: ${(cause as Error).message}; set aside as ${aside}`,
      "the hub goes on with an empty spool; frames acknowledged but not yet uploaded are named as lost where they could be read",
    );
    return { db, damage };
  }
}

/** Which frames a damaged spool still says it held. */
function salvage(path: string): { device: string; fromSeq: number; toSeq: number }[] {
  try {
    const db = new Database(path, { readonly: true });
    try {
      return db
        .prepare(
          "SELECT device, min(seq) AS fromSeq, max(seq) AS toSeq FROM frames GROUP BY device LIMIT 1000",
        )
        .all() as { device: string; fromSeq: number; toSeq: number }[];
    } finally {
      db.close();
    }
  } catch {
    return [];
  }
}

/** SQLite's error in our words. */
export function failure(cause: Error, path = "spool"): GatewayError {
  const code = (cause as { code?: string }).code ?? "";
  if (code === "SQLITE_FULL") {
    return new GatewayError(
      "gateway.spool-full",
      `${path}: no room on the disk`,
      "free some; until then frames stay in the collars' logs",
      { cause },
    );
  }
  return new GatewayError(
    "gateway.spool-failed",
    `${path}: ${cause.message}`,
    "check the folder and the disk",
    { cause },
  );
}
