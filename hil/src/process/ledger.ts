import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FrameLog } from "@petpulse/firmware/log/frame-log";
import { FileFlash } from "@petpulse/firmware/targets/node/file-flash";
import { loadIdentity } from "@petpulse/firmware/targets/node/identity";
import { decodeFrame, frameTagHolds } from "@petpulse/proto";
import Database from "better-sqlite3";
import type { Household } from "./household.ts";

const PAGES = 256;

/** Where every frame of a household's collar is, read from the files themselves. */
export interface Ledger {
  made: number;
  acknowledged: number;
  stored: number;
  /** Not in the store yet, but in the hub's spool. */
  spooled: number;
  /** Neither, but still in the collar's log. */
  logged: number;
  /** Nowhere: must be empty. */
  missing: number[];
  /** More than once in the store: must be empty. */
  twice: number[];
  /** In the store without a tag of this collar: must be empty. */
  forged: number[];
}

/** Takes stock. Whatever is still running is read as it stands: first the collar, then what its frames go on to. */
export function ledger(home: Household): Ledger {
  const { key } = loadIdentity(join(home.collarDir, "identity.json"));
  const log = copyOfLog(join(home.collarDir, "flash.bin"));
  const spool = framesOf(home.spoolFile);
  const store = framesOf(home.storeFile);
  const book: Ledger = {
    made: log.nextSeq - 1,
    acknowledged: log.ackedSeq,
    stored: 0,
    spooled: 0,
    logged: 0,
    missing: [],
    twice: [],
    forged: [],
  };
  const frame = new Uint8Array(1024);
  for (let seq = 1; seq < log.nextSeq; seq++) {
    const stored = store.get(seq) ?? [];
    if (stored.length > 1) book.twice.push(seq);
    if (stored.some((bytes) => !frameTagHolds(Buffer.from(key, "hex"), bytes))) book.forged.push(seq);
    if (stored.length > 0) book.stored++;
    else if (spool.has(seq)) book.spooled++;
    else if (seq > log.ackedSeq && log.read(seq, frame) > 0) book.logged++;
    else book.missing.push(seq);
  }
  return book;
}

/** Mounting writes, so a copy is mounted. */
function copyOfLog(path: string): FrameLog {
  const scratch = mkdtempSync(join(tmpdir(), "petpulse-ledger-"));
  copyFileSync(path, join(scratch, "flash.bin"));
  const flash = new FileFlash(join(scratch, "flash.bin"), PAGES);
  const log = new FrameLog(flash);
  log.mount(0);
  // The open file can still be read, though its name is gone.
  rmSync(scratch, { recursive: true });
  return log;
}

function framesOf(file: string): Map<number, Uint8Array[]> {
  const db = new Database(file, { readonly: true });
  try {
    const bySeq = new Map<number, Uint8Array[]>();
    for (const bytes of db.prepare("SELECT bytes FROM frames").pluck().all() as Uint8Array[]) {
      const { seq } = decodeFrame(bytes);
      bySeq.set(seq, [...(bySeq.get(seq) ?? []), bytes]);
    }
    return bySeq;
  } finally {
    db.close();
  }
}
