import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { corrupt, storeFailure } from "./failure.ts";
import { migrate } from "./migrate.ts";

const MIGRATIONS = fileURLToPath(new URL("../../migrations/", import.meta.url));
/** How long a statement waits for another process's transaction, ms. */
const BUSY_MS = 5000;
/** Databases up to this size are read through when opened, bytes; larger ones would keep the service down too long. */
const CHECK_BYTES = 64 * 1024 * 1024;

/** Makes the empty database under another name first, so that a file of that name is always a whole one. */
function create(file: string): void {
  const scratch = `${file}.new`;
  rmSync(scratch, { force: true });
  closeSync(openSync(scratch, "wx", 0o600));
  const db = new Database(scratch);
  try {
    migrate(db, file, MIGRATIONS);
  } finally {
    db.close();
  }
  sync(scratch);
  renameSync(scratch, file);
  sync(dirname(file));
}

function sync(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Opens the database for the one writer of this process, making it when there is none.
 * `quotaBytes` bounds the file; null: the disk does. Throws CloudError store.corrupt, store.migration, store.io.
 */
export function openForWriting(file: string, quotaBytes: number | null): Database.Database {
  let db: Database.Database | null = null;
  try {
    if (!existsSync(file)) {
      if (existsSync(`${file}-wal`)) throw corrupt(file, "it is missing, but its write-ahead log is there");
      create(file);
    }
    const { size } = statSync(file);
    // SQLite takes an empty file for a new database; here a database file is never empty.
    if (size === 0) throw corrupt(file, "it is empty");
    chmodSync(file, 0o600);
    db = new Database(file, { timeout: BUSY_MS });
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    db.pragma("foreign_keys = ON");
    // What is deleted or replaced, keys above all, is overwritten and not only forgotten.
    db.pragma("secure_delete = ON");
    if (size <= CHECK_BYTES) {
      const verdict = db.pragma("quick_check(1)", { simple: true });
      if (verdict !== "ok") throw corrupt(file, String(verdict));
    }
    migrate(db, file, MIGRATIONS);
    if (quotaBytes !== null) {
      const pageBytes = Number(db.pragma("page_size", { simple: true }));
      db.pragma(`max_page_count = ${Math.max(1, Math.floor(quotaBytes / pageBytes))}`);
    }
    return db;
  } catch (error) {
    db?.close();
    throw storeFailure(error, file);
  }
}

/** Opens a database that a writer has opened already. */
export function openForReading(file: string): Database.Database {
  try {
    return new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  } catch (error) {
    throw storeFailure(error, file);
  }
}
