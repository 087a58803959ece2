import type Database from "better-sqlite3";

/** Ranges a device may have; what a sender names beyond that is not kept. */
const MAX_RANGES = 10_000;

interface Range {
  fromSeq: number;
  toSeq: number;
}

/** Frames lost for good, as disjoint ranges less what the store holds. For use inside the writer's transaction. */
export class Gaps {
  readonly #overlapping: Database.Statement;
  readonly #held: Database.Statement;
  readonly #count: Database.Statement;
  readonly #insert: Database.Statement;
  readonly #around: Database.Statement;
  readonly #delete: Database.Statement;
  readonly #last: Database.Statement;
  /** Of devices seen in this commit, the highest number that is in a gap; 0: none is. */
  readonly #highest = new Map<number, number>();

  constructor(db: Database.Database) {
    this.#overlapping = db.prepare(
      `SELECT from_seq AS fromSeq, to_seq AS toSeq FROM gaps
       WHERE device = ? AND to_seq >= ? AND from_seq <= ? ORDER BY to_seq`,
    );
    this.#held = db
      .prepare("SELECT DISTINCT seq FROM frames WHERE device = ? AND seq BETWEEN ? AND ? ORDER BY seq")
      .pluck();
    this.#count = db.prepare("SELECT COUNT(*) FROM gaps WHERE device = ?").pluck();
    this.#insert = db.prepare(
      "INSERT INTO gaps (device, to_seq, from_seq, reason, place, noted_ms) VALUES (?, ?, ?, ?, ?, ?)",
    );
    this.#around = db.prepare(
      `SELECT from_seq AS fromSeq, to_seq AS toSeq, reason, place, noted_ms AS notedMs FROM gaps
       WHERE device = ? AND to_seq >= ? ORDER BY to_seq LIMIT 1`,
    );
    this.#delete = db.prepare("DELETE FROM gaps WHERE device = ? AND to_seq = ?");
    this.#last = db.prepare("SELECT COALESCE(MAX(to_seq), 0) FROM gaps WHERE device = ?").pluck();
  }

  /**
   * Notes that `fromSeq..toSeq` are lost, as far as that is news: earlier gaps keep their reason, held frames are not lost.
   * False when the device has too many ranges already.
   */
  note(device: number, lost: Range, reason: number, place: "collar" | "hub", notedMs: number): boolean {
    const fresh: Range[] = [];
    let from = lost.fromSeq;
    for (const known of this.#overlapping.all(device, lost.fromSeq, lost.toSeq) as Range[]) {
      if (known.fromSeq > from) fresh.push({ fromSeq: from, toSeq: known.fromSeq - 1 });
      from = known.toSeq + 1;
    }
    if (from <= lost.toSeq) fresh.push({ fromSeq: from, toSeq: lost.toSeq });

    const pieces: Range[] = [];
    for (const range of fresh) {
      let next = range.fromSeq;
      for (const seq of this.#held.iterate(device, range.fromSeq, range.toSeq) as Iterable<number>) {
        if (seq > next) pieces.push({ fromSeq: next, toSeq: seq - 1 });
        next = seq + 1;
      }
      if (next <= range.toSeq) pieces.push({ fromSeq: next, toSeq: range.toSeq });
    }
    if (pieces.length === 0) return true;
    if (Number(this.#count.get(device)) + pieces.length > MAX_RANGES) return false;
    for (const piece of pieces) {
      this.#insert.run(device, piece.toSeq, piece.fromSeq, reason, place, notedMs);
    }
    this.#highest.delete(device);
    return true;
  }

  /** The commit is over, well or not: others may change the table before the next. */
  forget(): void {
    this.#highest.clear();
  }

  /** A frame thought lost has come after all. */
  found(device: number, seq: number): void {
    let highest = this.#highest.get(device);
    if (highest === undefined) {
      highest = Number(this.#last.get(device));
      this.#highest.set(device, highest);
    }
    if (seq > highest) return;
    const gap = this.#around.get(device, seq) as
      | (Range & { reason: number; place: string; notedMs: number })
      | undefined;
    if (!gap || gap.fromSeq > seq) return;
    this.#delete.run(device, gap.toSeq);
    if (gap.fromSeq < seq) this.#insert.run(device, seq - 1, gap.fromSeq, gap.reason, gap.place, gap.notedMs);
    if (gap.toSeq > seq) this.#insert.run(device, gap.toSeq, seq + 1, gap.reason, gap.place, gap.notedMs);
  }
}
