import { existsSync } from "node:fs";
import { join } from "node:path";
import { decodeFrame, frameTagHolds } from "@petpulse/proto";
import Database from "better-sqlite3";
import { ALERTS_FILE } from "../alerts/alerts.ts";
import { CloudError } from "../errors.ts";
import type { KeyRest } from "../keys.ts";
import { STORE_FILE } from "../store/sqlite.ts";
import { AUDIT_FILE, AuditLog, type Head } from "./audit.ts";

/** Of each kind of finding, how many are named; the rest is counted. */
const MAX_NAMED = 20;
/** How long a read waits for another process's lock, ms. */
const BUSY_MS = 5000;

/** What a look through everything found. */
export interface Verdict {
  ok: boolean;
  /** Frames read, and keys opened. */
  frames: number;
  keys: number;
  /** Entries of the audit log, and its seal; null where there is no log or it does not hold. */
  head: Head | null;
  /** What does not hold, for people; at most MAX_NAMED of a kind. */
  findings: string[];
  /** How many there are in all. */
  found: number;
}

class Findings {
  readonly named: string[] = [];
  readonly #counts = new Map<string, number>();

  add(kind: string, text: string): void {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count <= MAX_NAMED) this.named.push(text);
  }

  get count(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }
}

/**
 * Looks through the whole cloud in `dir` without changing it, also while it runs: the databases' structure, every device key, every
 * frame (it is where it says, and its tag holds under a key of its device), the counts that answer for them, the audit log's chain.
 * `known`: a head of that chain kept elsewhere. Throws CloudError cloud.data-dir when there is no cloud.
 */
export function verify(dir: string, master: Uint8Array, keys: KeyRest, known: Head | null = null): Verdict {
  if (!existsSync(join(dir, STORE_FILE))) {
    throw new CloudError(
      "cloud.data-dir",
      `${dir} holds no cloud`,
      "Name the folder that the cloud was served from.",
    );
  }
  const findings = new Findings();
  for (const file of [STORE_FILE, ALERTS_FILE, AUDIT_FILE]) {
    reading(dir, file, findings, (db) => structure(db, file, findings));
  }
  const counted = reading(dir, STORE_FILE, findings, (db) => {
    const opened = deviceKeys(db, keys, findings);
    const frames = db.transaction(() => allFrames(db, opened, findings))();
    return { keys: [...opened.values()].flat().length, frames };
  });
  const head = chain(dir, master, known, findings);
  return {
    ok: findings.count === 0,
    frames: counted?.frames ?? 0,
    keys: counted?.keys ?? 0,
    head,
    findings: findings.named,
    found: findings.count,
  };
}

function reading<T>(
  dir: string,
  file: string,
  findings: Findings,
  work: (db: Database.Database) => T,
): T | null {
  if (!existsSync(join(dir, file))) return null;
  let db: Database.Database | null = null;
  try {
    db = new Database(join(dir, file), { readonly: true, fileMustExist: true, timeout: BUSY_MS });
    return work(db);
  } catch (error) {
    findings.add(`unreadable ${file}`, `${file} cannot be read: ${(error as Error).message}`);
    return null;
  } finally {
    db?.close();
  }
}

function structure(db: Database.Database, file: string, findings: Findings): void {
  for (const row of db.pragma(`integrity_check(${MAX_NAMED})`) as { integrity_check: string }[]) {
    if (row.integrity_check !== "ok") findings.add(`structure ${file}`, `${file}: ${row.integrity_check}`);
  }
  for (const row of db.pragma("foreign_key_check") as { table: string; rowid: number; parent: string }[]) {
    findings.add(
      `reference ${file}`,
      `${file}: row ${row.rowid} of ${row.table} names a row that ${row.parent} does not have`,
    );
  }
}

function deviceKeys(db: Database.Database, keys: KeyRest, findings: Findings): Map<string, Uint8Array[]> {
  const opened = new Map<string, Uint8Array[]>();
  const rows = db.prepare("SELECT device, version, key FROM device_keys ORDER BY device, version").all();
  for (const { device, version, key } of rows as { device: string; version: number; key: Buffer }[]) {
    try {
      const list = opened.get(device) ?? [];
      list.push(keys.open(key, device));
      opened.set(device, list);
    } catch (error) {
      findings.add("key", `key ${version} of device ${device} cannot be opened: ${(error as Error).message}`);
    }
  }
  return opened;
}

function allFrames(db: Database.Database, keys: Map<string, Uint8Array[]>, findings: Findings): number {
  const counts = new Map<string, { frames: number; unplaced: number; firstSeq: number; lastSeq: number }>();
  const rows = db.prepare(
    `SELECT frames.id, frames.device AS row, devices.device, epoch, seq, start_ms AS startMs, bytes
     FROM frames JOIN devices ON devices.id = frames.device`,
  );
  let frames = 0;
  for (const found of rows.iterate()) {
    const { id, row, device, epoch, seq, startMs, bytes } = found as {
      id: number;
      row: number;
      device: string;
      epoch: number;
      seq: number;
      startMs: number | null;
      bytes: Buffer;
    };
    frames++;
    const where = `frame ${device} ${epoch}/${seq} (row ${id})`;
    const collar = device.split("~", 1)[0]!;
    try {
      const frame = decodeFrame(bytes);
      if (frame.device !== collar || frame.epoch !== epoch || frame.seq !== seq) {
        findings.add("identity", `${where} says that it is ${frame.device} ${frame.epoch}/${frame.seq}`);
      } else if (!(keys.get(collar) ?? []).some((key) => frameTagHolds(key, bytes))) {
        findings.add("tag", `${where} holds under no key of its device`);
      }
    } catch (error) {
      findings.add("frame", `${where} cannot be read: ${(error as Error).message}`);
    }
    const name = `${row}/${epoch}`;
    const count = counts.get(name) ?? { frames: 0, unplaced: 0, firstSeq: seq, lastSeq: seq };
    count.frames++;
    if (startMs === null) count.unplaced++;
    count.firstSeq = Math.min(count.firstSeq, seq);
    count.lastSeq = Math.max(count.lastSeq, seq);
    counts.set(name, count);
  }
  const epochs = db
    .prepare("SELECT device, epoch, frames, unplaced, first_seq AS firstSeq, last_seq AS lastSeq FROM epochs")
    .all() as {
    device: number;
    epoch: number;
    frames: number;
    unplaced: number;
    firstSeq: number;
    lastSeq: number;
  }[];
  for (const { device, epoch, ...told } of epochs) {
    const name = `${device}/${epoch}`;
    const count = counts.get(name);
    counts.delete(name);
    if (JSON.stringify(count) !== JSON.stringify(told)) {
      findings.add(
        "count",
        `epoch ${name} tells of ${JSON.stringify(told)}, there is ${JSON.stringify(count)}`,
      );
    }
  }
  for (const [name, count] of counts)
    findings.add("count", `epoch ${name} is not told of, there is ${JSON.stringify(count)}`);
  const held = db
    .prepare(
      `SELECT gaps.device, from_seq AS fromSeq, to_seq AS toSeq FROM gaps WHERE EXISTS (
         SELECT 1 FROM frames WHERE frames.device = gaps.device AND seq BETWEEN from_seq AND to_seq)`,
    )
    .all() as { device: number; fromSeq: number; toSeq: number }[];
  for (const { device, fromSeq, toSeq } of held) {
    findings.add(
      "gap",
      `frames ${fromSeq} to ${toSeq} of device row ${device} are named as lost, and some are there`,
    );
  }
  return frames;
}

function chain(dir: string, master: Uint8Array, known: Head | null, findings: Findings): Head | null {
  if (!existsSync(join(dir, AUDIT_FILE))) {
    if (known) findings.add("chain", `${AUDIT_FILE} is missing`);
    return null;
  }
  let log: AuditLog | null = null;
  try {
    log = new AuditLog(dir, master);
    return log.verify(known);
  } catch (error) {
    findings.add("chain", (error as Error).message);
    return null;
  } finally {
    log?.close();
  }
}
