import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";

/**
 * Brings the schema to what this version knows: the .sql files of `folder` in order of name, each once, each in a transaction.
 * Throws CloudError store.migration when an applied file has changed since, or when the database is newer than this version.
 */
export function migrate(db: Database.Database, file: string, folder: string): void {
  db.exec(
    "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT, WITHOUT ROWID",
  );
  const rows = db.prepare("SELECT name, sha256 FROM migrations").all() as { name: string; sha256: string }[];
  const applied = new Map(rows.map((row) => [row.name, row.sha256]));
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".sql")) continue;
    const sql = readFileSync(join(folder, name), "utf8");
    const sha256 = createHash("sha256").update(sql).digest("hex");
    const before = applied.get(name);
    applied.delete(name);
    if (before === sha256) continue;
    if (before !== undefined) {
      throw new CloudError(
        "store.migration",
        `${file}: migration ${name} was applied with other content`,
        "An applied migration must never change; put its old text back and write a new one.",
      );
    }
    db.transaction(() => {
      db.exec(sql);
      db.prepare("INSERT INTO migrations (name, sha256) VALUES (?, ?)").run(name, sha256);
    }).immediate();
  }
  const [unknown] = applied.keys();
  if (unknown !== undefined) {
    throw new CloudError(
      "store.migration",
      `${file} was written by a newer version: it has migration ${unknown}`,
      "Run that version, or restore a backup from before the upgrade.",
    );
  }
}
