import { createHash } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { ALERTS_FILE } from "../alerts/alerts.ts";
import { CloudError } from "../errors.ts";
import { storeFailure } from "../store/failure.ts";
import { STORE_FILE } from "../store/sqlite.ts";
import { AUDIT_FILE, type Head } from "./audit.ts";

/** What is in a backup, beside the databases. */
export const MANIFEST_FILE = "backup.json";
/** Alerts first: what they have looked at is then surely in the store that is copied after them. */
const FILES = [ALERTS_FILE, AUDIT_FILE, STORE_FILE] as const;
/** How long a read waits for another process's lock, ms. */
const BUSY_MS = 5000;

export interface BackupFile {
  file: string;
  bytes: number;
  /** Hex. */
  sha256: string;
}

/** What a backup says of itself. Times in Unix ms. */
export interface Manifest {
  version: 1;
  madeMs: number;
  files: BackupFile[];
  /** Of the store. */
  frames: number;
  /** Of the audit log; keep it elsewhere too, and `verify` can tell later that nothing was cut off. Null: there is no log. */
  head: Head | null;
}

/**
 * Copies the databases of `dir` into the new folder `target` while the cloud runs: one moment of each, without holding up a delivery.
 * The folder appears whole or not at all. The master key is not in it. Throws CloudError backup.target, cloud.data-dir, store.*.
 */
export async function backup(dir: string, target: string, nowMs: number): Promise<Manifest> {
  if (existsSync(target)) throw taken(target, "it is there already");
  if (!existsSync(join(dir, STORE_FILE))) {
    throw new CloudError(
      "cloud.data-dir",
      `${dir} holds no cloud`,
      "Name the folder that the cloud was served from.",
    );
  }
  const scratch = `${target}.new`;
  rmSync(scratch, { recursive: true, force: true });
  try {
    mkdirSync(scratch, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw taken(target, (cause as NodeJS.ErrnoException).code ?? "it cannot be made");
  }
  try {
    const files: BackupFile[] = [];
    for (const file of FILES) {
      if (!existsSync(join(dir, file))) continue;
      snapshot(join(dir, file), join(scratch, file));
      files.push(await described(scratch, file));
    }
    const manifest: Manifest = { version: 1, madeMs: nowMs, files, ...contents(scratch) };
    writeFileSync(join(scratch, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    for (const { file } of [...files, { file: MANIFEST_FILE }]) sync(join(scratch, file));
    sync(scratch);
    renameSync(scratch, target);
    sync(dirname(target));
    return manifest;
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Puts the backup in `source` into `dir`, which must not hold a cloud. Every file is compared with the manifest and read through
 * before the first one is put in place. Throws CloudError backup.damaged, backup.target, store.*.
 */
export async function restore(source: string, dir: string): Promise<Manifest> {
  const manifest = readManifest(source);
  for (const expected of manifest.files) await compare(source, expected);
  for (const file of FILES) {
    if (existsSync(join(dir, file)) || existsSync(`${join(dir, file)}-wal`))
      throw taken(dir, `it holds ${file}`);
  }
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  // The store last: a folder in which a restore broke off holds no cloud.
  for (const { file } of manifest.files) {
    const scratch = join(dir, `${file}.new`);
    copyFileSync(join(source, file), scratch);
    sync(scratch);
  }
  for (const { file } of manifest.files) renameSync(join(dir, `${file}.new`), join(dir, file));
  sync(dir);
  return manifest;
}

/** One moment of a database that others write to. VACUUM INTO reads in one transaction, so writers go on (sqlite.org/lang_vacuum). */
function snapshot(from: string, to: string): void {
  let db: Database.Database | null = null;
  try {
    closeSync(openSync(to, "wx", 0o600));
    db = new Database(from, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
    db.prepare("VACUUM INTO ?").run(to);
  } catch (error) {
    throw storeFailure(error, from);
  } finally {
    db?.close();
  }
}

function contents(dir: string): { frames: number; head: Head | null } {
  const ask = (file: string, sql: string): unknown => {
    const path = join(dir, file);
    if (!existsSync(path)) return undefined;
    const db = new Database(path, { readonly: true });
    try {
      return db.prepare(sql).get();
    } finally {
      db.close();
    }
  };
  const { frames } = ask(STORE_FILE, "SELECT COUNT(*) AS frames FROM frames") as { frames: number };
  const last = ask(AUDIT_FILE, "SELECT seq, hex(seal) AS seal FROM entries ORDER BY seq DESC LIMIT 1") as
    | Head
    | undefined;
  return { frames, head: last ? { seq: last.seq, seal: last.seal.toLowerCase() } : null };
}

async function described(dir: string, file: string): Promise<BackupFile> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(join(dir, file))) hash.update(part as Buffer);
  return { file, bytes: statSync(join(dir, file)).size, sha256: hash.digest("hex") };
}

async function compare(source: string, expected: BackupFile): Promise<void> {
  if (!existsSync(join(source, expected.file))) throw damaged(source, `${expected.file} is missing`);
  const found = await described(source, expected.file);
  if (found.sha256 !== expected.sha256) throw damaged(source, `${expected.file} is not what was backed up`);
  const db = new Database(join(source, expected.file), { readonly: true });
  try {
    const verdict = db.pragma("quick_check(1)", { simple: true });
    if (verdict !== "ok") throw damaged(source, `${expected.file}: ${String(verdict)}`);
  } finally {
    db.close();
  }
}

function readManifest(source: string): Manifest {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(readFileSync(join(source, MANIFEST_FILE), "utf8")) as Manifest;
  } catch {
    throw damaged(source, `${MANIFEST_FILE} is missing or cannot be read`);
  }
  const whole =
    manifest?.version === 1 &&
    Array.isArray(manifest.files) &&
    manifest.files.every(({ file }) => (FILES as readonly string[]).includes(file)) &&
    manifest.files.some(({ file }) => file === STORE_FILE);
  if (!whole) throw damaged(source, `${MANIFEST_FILE} does not describe a backup of this version`);
  return manifest;
}

function sync(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function taken(path: string, why: string): CloudError {
  return new CloudError(
    "backup.target",
    `${path} cannot be used: ${why}`,
    "Name a folder that is not there yet.",
  );
}

function damaged(source: string, why: string): CloudError {
  return new CloudError(
    "backup.damaged",
    `${source} cannot be restored: ${why}`,
    "Nothing was changed. Use another backup.",
  );
}
