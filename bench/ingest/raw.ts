import Database from "better-sqlite3";

/** A frame and the identity by which a store knows it. */
export interface Blob {
  device: string;
  seq: number;
  bytes: Uint8Array;
}

/**
 * Frames a second of SQLite alone: the least a store that keeps a frame once can do. One table, its identity unique, a prepared
 * statement, `group` frames in a transaction; write-ahead log and fsync at each commit, as the cloud's store has them.
 */
export function rawRate(file: string, frames: readonly Blob[], group: number): number {
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec(
    `CREATE TABLE frames (id INTEGER PRIMARY KEY, device INTEGER NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,
       bytes BLOB NOT NULL) STRICT;
     CREATE UNIQUE INDEX identity ON frames (device, seq, epoch)`,
  );
  const rows = new Map([...new Set(frames.map(({ device }) => device))].map((device, i) => [device, i]));
  const insert = db.prepare("INSERT INTO frames (device, epoch, seq, bytes) VALUES (?, 1, ?, ?)");
  const commit = db.transaction((from: number) => {
    for (const { device, seq, bytes } of frames.slice(from, from + group))
      insert.run(rows.get(device), seq, bytes);
  });
  const begin = performance.now();
  for (let from = 0; from < frames.length; from += group) commit.immediate(from);
  const spent = performance.now() - begin;
  db.close();
  return (frames.length / spent) * 1000;
}
