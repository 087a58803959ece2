import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { basename, dirname } from "node:path";
import Database from "better-sqlite3";
import { storeFailure } from "../store/failure.ts";
import { migrate } from "../store/migrate.ts";

/** How long a statement waits for another process's transaction, ms. */
const BUSY_MS = 5000;

/**
 * Opens a small database beside the store's, for its owner only, with the schema of `migrations` (a folder of .sql files). What it
 * commits is on disk (WAL, synchronous=FULL). Throws CloudError store.corrupt, store.migration, store.io.
 */
export function openDatabase(file: string, migrations: string): Database.Database {
  let db: Database.Database | null = null;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, "a", 0o600));
    chmodSync(file, 0o600);
    db = new Database(file, { timeout: BUSY_MS });
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    db.pragma("foreign_keys = ON");
    migrate(db, basename(file), migrations);
    return db;
  } catch (error) {
    db?.close();
    throw storeFailure(error, basename(file));
  }
}
