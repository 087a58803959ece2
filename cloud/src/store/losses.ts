import type Database from "better-sqlite3";
import type { LostFrames, Span } from "../store.ts";
import { gapReasonName } from "../vitals/names.ts";
import { KIND } from "../vitals/points.ts";

interface Neighbour {
  startMs: number;
  endMs: number;
}

/** Kinds that a collar makes all the time, by which a span is found among the numbers. */
const STEADY = [KIND.minutes, KIND.live];
/** How far a clock that was corrected may have put a frame from its place among its neighbours, ms. */
const JUMP_MS = 86_400_000;
/** Gaps near a span that are looked at, newest first: each costs up to four look-ups, and everybody shares the reading thread. */
const MAX_LOOKED = 2000;

/** Lost frames with the stretch of time they leave open. */
export class Losses {
  readonly #gaps: Database.Statement;
  readonly #lastBefore: Database.Statement;
  readonly #firstAfter: Database.Statement;
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
       FROM gaps WHERE device = ? AND to_seq > ? AND from_seq < ? ORDER BY to_seq DESC LIMIT ${MAX_LOOKED}`,
    );
    const nearest = (side: string, order: string) =>
      db
        .prepare(
          `SELECT seq FROM frames WHERE device = ? AND kind = ? AND start_ms ${side} ? ORDER BY start_ms ${order} LIMIT 1`,
        )
        .pluck();
    this.#lastBefore = nearest("<", "DESC");
    this.#firstAfter = nearest(">", "ASC");
    const minutes = `AND kind = ${KIND.minutes}`;
    this.#before = neighbour("<", "", "DESC");
    this.#after = neighbour(">", "", "ASC");
    this.#minutesBefore = neighbour("<", minutes, "DESC");
    this.#minutesAfter = neighbour(">", minutes, "ASC");
  }

  /** The newest `limit` gaps of a device row that may touch the span, in order of sequence. */
  within(device: number, span: Span, limit: number): LostFrames[] {
    const found: LostFrames[] = [];
    const rows = this.#gaps.all(device, ...this.#numbers(device, span)) as (Omit<
      LostFrames,
      "reason" | "fromMs" | "toMs"
    > & {
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

  /** Numbers between which the frames of a span lie, with what a jump of the clock may have misplaced. */
  #numbers(device: number, { fromMs, toMs }: Span): [number, number] {
    const seqs = (nearest: Database.Statement, ms: number) =>
      STEADY.map((kind) => nearest.get(device, kind, ms) as number | undefined).filter(
        (seq) => seq !== undefined,
      );
    const before = seqs(this.#lastBefore, fromMs - JUMP_MS);
    const after = seqs(this.#firstAfter, toMs + JUMP_MS);
    return [
      before.length > 0 ? Math.min(...before) : 0,
      after.length > 0 ? Math.max(...after) : Number.MAX_SAFE_INTEGER,
    ];
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
