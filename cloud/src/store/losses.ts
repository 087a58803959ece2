import type Database from "better-sqlite3";
import type { LostFrames, Span } from "../store.ts";
import { gapReasonName } from "../vitals/names.ts";
import { KIND } from "../vitals/points.ts";

interface Neighbour {
  startMs: number;
  endMs: number;
}

/** Lost frames with the stretch of time they leave open. */
export class Losses {
  readonly #gaps: Database.Statement;
  readonly #before: Database.Statement;
  readonly #after: Database.Statement;
  readonly #minutesBefore: Database.Statement;
  readonly #minutesAfter: Database.Statement;

  constructor(db: Database.Database) {
    const neighbour = (side: string, kind: string, order: string) =>
      db.prepare(
        `SELECT start_ms AS startMs, start_ms + span_s * 1000 AS endMs FROM frames
         WHERE device = ? AND seq ${side} ? AND start_ms IS NOT NULL ${kind} ORDER BY seq ${order} LIMIT 1`,
      );
    this.#gaps = db.prepare(
      `SELECT from_seq AS fromSeq, to_seq AS toSeq, to_seq - from_seq + 1 AS frames, reason, place AS "where"
       FROM gaps WHERE device = ? ORDER BY to_seq DESC`,
    );
    const minutes = `AND kind = ${KIND.minutes}`;
    this.#before = neighbour("<", "", "DESC");
    this.#after = neighbour(">", "", "ASC");
    this.#minutesBefore = neighbour("<", minutes, "DESC");
    this.#minutesAfter = neighbour(">", minutes, "ASC");
  }

  /** The newest `limit` gaps of a device row that may touch the span, in order of sequence. */
  within(device: number, span: Span, limit: number): LostFrames[] {
    const found: LostFrames[] = [];
    const rows = this.#gaps.all(device) as (Omit<LostFrames, "reason" | "fromMs" | "toMs"> & {
      reason: number;
    })[];
    for (const row of rows) {
      const bounds = this.#bounds(device, row.fromSeq, row.toSeq);
      if (bounds.fromMs !== null && bounds.fromMs > span.toMs) continue;
      if (bounds.toMs !== null && bounds.toMs < span.fromMs) continue;
      found.push({ ...bounds, ...row, reason: gapReasonName(row.reason) });
      if (found.length === limit) break;
    }
    return found.reverse();
  }

  /** Between the stored neighbours; where minutes are missing as well, between the neighbouring minutes. */
  #bounds(device: number, fromSeq: number, toSeq: number): { fromMs: number | null; toMs: number | null } {
    const minutesBefore = this.#minutesBefore.get(device, fromSeq) as Neighbour | undefined;
    const minutesAfter = this.#minutesAfter.get(device, toSeq) as Neighbour | undefined;
    if (minutesBefore && minutesAfter && minutesAfter.startMs - minutesBefore.endMs >= 60_000) {
      return { fromMs: minutesBefore.endMs, toMs: minutesAfter.startMs };
    }
    const before = this.#before.get(device, fromSeq) as Neighbour | undefined;
    const after = this.#after.get(device, toSeq) as Neighbour | undefined;
    const fromMs = before?.endMs ?? null;
    const toMs = after?.startMs ?? null;
    // Frames may overlap, and clocks jump: the bounds stay in order.
    return { fromMs, toMs: fromMs !== null && toMs !== null ? Math.max(fromMs, toMs) : toMs };
  }
}
