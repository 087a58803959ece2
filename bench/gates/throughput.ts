import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@petpulse/gateway/clock";
import { Spool, type Spooled } from "@petpulse/gateway/spool";
import Database from "better-sqlite3";
import type { Measurement } from "../measurement.ts";

const FRAMES = 8192;
/** Frames in one commit, as a hub with a full backlog makes them. */
const WAVE = 512;
const ROUNDS = 3;

function frame(seq: number): Spooled {
  return { device: "00c0ffee12345678", epoch: 1, seq, bytes: new Uint8Array(160).fill(seq) };
}

/** Frames a second of SQLite alone: the same bytes, the same commits, the same fsyncs. */
function raw(file: string): number {
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec(
    "CREATE TABLE frames (id INTEGER PRIMARY KEY, device TEXT, epoch INTEGER, seq INTEGER, bytes BLOB, UNIQUE (device, epoch, seq))",
  );
  const insert = db.prepare("INSERT INTO frames (device, epoch, seq, bytes) VALUES (?, ?, ?, ?)");
  const wave = db.transaction((from: number) => {
    for (let seq = from; seq < from + WAVE; seq++) {
      const { device, epoch, bytes } = frame(seq);
      insert.run(device, epoch, seq, bytes);
    }
  });
  const begin = performance.now();
  for (let seq = 0; seq < FRAMES; seq += WAVE) wave(seq);
  const spent = performance.now() - begin;
  db.close();
  return (FRAMES / spent) * 1000;
}

async function spooled(file: string): Promise<number> {
  const spool = new Spool({ path: file, clock: systemClock });
  const begin = performance.now();
  for (let from = 0; from < FRAMES; from += WAVE)
    await Promise.all(Array.from({ length: WAVE }, (_, at) => spool.append(frame(from + at))));
  const spent = performance.now() - begin;
  await spool.close();
  return (FRAMES / spent) * 1000;
}

/** Wall-clock figures as shares of what SQLite does in the same minute on the same disk. The best of three: noise only slows. */
export const throughput: Measurement = {
  figures: ["gateway.spoolShareOfSqlite"],
  needs: [],
  async take(note) {
    note("frames a second of the hub's spool, and of SQLite alone");
    const folder = mkdtempSync(join(tmpdir(), "petpulse-bench-"));
    try {
      const shares = [];
      for (let round = 0; round < ROUNDS; round++) {
        const alone = raw(join(folder, `raw-${round}.sqlite`));
        shares.push((await spooled(join(folder, `spool-${round}.sqlite`))) / alone);
      }
      return [{ name: "gateway.spoolShareOfSqlite", value: Math.max(...shares), unit: "of SQLite" }];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
