import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FrameLog } from "@petpulse/firmware/log/frame-log";
import { FileFlash } from "@petpulse/firmware/targets/node/file-flash";
import { loadIdentity } from "@petpulse/firmware/targets/node/identity";
import { decodeFrame, frameTagHolds } from "@petpulse/proto";
import Database from "better-sqlite3";
import type { Household, Part } from "./household.ts";

/** Where every frame of a household's collars is, read from the files themselves. */
export interface Ledger {
  made: number;
  /** Frames up to the collars' marks. */
  acknowledged: number;
  stored: number;
  /** Not in the store yet, but in the hub's spool. */
  spooled: number;
  /** Neither, but still in the collar's log. */
  logged: number;
  /** Gone before a hub ever acknowledged them, and named so by the collar: the ring was full or damaged. */
  named: number;
  /** Nowhere, or gone after a hub had acknowledged them: must be empty. `collar seq`. */
  missing: string[];
  /** Missing ranges that no gap record in the store, the spool or the collar's own pending words covers: must be 0. */
  unnamed: number;
  /** More than once in the store: must be empty. */
  twice: string[];
  /** In the store without a tag of this collar: must be empty. */
  forged: string[];
}

interface Held {
  frames: Map<number, Uint8Array[]>;
  /** Ranges named as lost by gap frames among them. */
  gaps: [number, number][];
}

/** Takes stock. Whatever is still running is read as it stands: first the collars, then what their frames go on to. */
export function ledger(home: Household): Ledger {
  const logs = home.collars.map((collar) => ({ collar, ...copyOfLog(home, collar) }));
  const spool = framesOf(home.spoolFile);
  const store = framesOf(home.storeFile);
  const book: Ledger = {
    made: 0,
    acknowledged: 0,
    stored: 0,
    spooled: 0,
    logged: 0,
    named: 0,
    missing: [],
    unnamed: 0,
    twice: [],
    forged: [],
  };
  const none: Held = { frames: new Map(), gaps: [] };
  for (const { collar, log, flash } of logs) {
    const { device, key } = loadIdentity(join(home.folder(collar), "identity.json"));
    const own = { collar, log, key: Buffer.from(key, "hex") };
    enter(book, own, spool.get(device) ?? none, store.get(device) ?? none);
    flash.close();
  }
  return book;
}

/** Rows in the store; 0 before there is one. */
export function storedRows(home: Household): number {
  if (!existsSync(home.storeFile)) return 0;
  const db = new Database(home.storeFile, { readonly: true });
  try {
    return db.prepare("SELECT count(*) FROM frames").pluck().get() as number;
  } finally {
    db.close();
  }
}

function enter(
  book: Ledger,
  { collar, log, key }: { collar: Part; log: FrameLog; key: Uint8Array },
  spool: Held,
  store: Held,
): void {
  book.made += log.nextSeq - 1;
  book.acknowledged += log.ackedSeq;
  const named = [
    ...store.gaps,
    ...spool.gaps,
    ...gapsIn(log),
    [log.lostFrom, log.lostTo] as [number, number],
  ];
  const frame = new Uint8Array(1024);
  let within = false;
  for (let seq = 1; seq < log.nextSeq; seq++) {
    const stored = store.frames.get(seq) ?? [];
    if (stored.length > 1) book.twice.push(`${collar} ${seq}`);
    if (stored.some((bytes) => !frameTagHolds(key, bytes))) book.forged.push(`${collar} ${seq}`);
    const before = within;
    within = false;
    if (stored.length > 0) book.stored++;
    else if (spool.frames.has(seq)) book.spooled++;
    else if (seq > log.ackedSeq && log.read(seq, frame) > 0) book.logged++;
    else if (named.some(([from, to]) => from > 0 && from <= seq && seq <= to)) book.named++;
    else {
      book.missing.push(`${collar} ${seq}`);
      within = true;
      if (!before) book.unnamed++;
    }
  }
}

/** Mounting writes, so a copy is mounted. */
function copyOfLog(home: Household, collar: Part): { log: FrameLog; flash: FileFlash } {
  const scratch = mkdtempSync(join(tmpdir(), "petpulse-ledger-"));
  copyFileSync(join(home.folder(collar), "flash.bin"), join(scratch, "flash.bin"));
  const flash = new FileFlash(join(scratch, "flash.bin"), home.pages(collar));
  const log = new FrameLog(flash);
  log.mount(0);
  // The open file can still be read, though its name is gone.
  rmSync(scratch, { recursive: true });
  return { log, flash };
}

/** Ranges that the log itself names, in gap frames no hub has fetched yet. */
function gapsIn(log: FrameLog): [number, number][] {
  const gaps: [number, number][] = [];
  const bytes = new Uint8Array(1024);
  for (let seq = log.oldestSeq; seq < log.nextSeq; seq++) {
    const length = log.read(seq, bytes);
    if (length <= 0) continue;
    const { content } = decodeFrame(bytes.subarray(0, length));
    if (content.kind === "gap") gaps.push([content.fromSeq, content.toSeq]);
  }
  return gaps;
}

/** Frames of a store or a spool by device and seq. */
function framesOf(file: string): Map<string, Held> {
  const db = new Database(file, { readonly: true });
  try {
    const held = new Map<string, Held>();
    for (const bytes of db.prepare("SELECT bytes FROM frames").pluck().all() as Uint8Array[]) {
      const { device, seq, content } = decodeFrame(bytes);
      const own = held.get(device) ?? { frames: new Map<number, Uint8Array[]>(), gaps: [] };
      held.set(device, own);
      own.frames.set(seq, [...(own.frames.get(seq) ?? []), bytes]);
      if (content.kind === "gap") own.gaps.push([content.fromSeq, content.toSeq]);
    }
    return held;
  } finally {
    db.close();
  }
}
