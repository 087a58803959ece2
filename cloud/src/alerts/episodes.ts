import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";
import type { Extent, State } from "./episode.ts";
import type { RuleName } from "./rules.ts";

/** An episode as it rests. Measurement time: `fromMs`, `toMs`; the others are of the cloud's clock, Unix ms. */
export interface Episode extends Extent {
  /** 16 hex digits. */
  id: string;
  /** Row of the pet's time with a collar; 0: the cloud itself. */
  pet: number;
  /** Whose it is; empty: whoever runs the cloud. */
  tenant: string;
  rule: RuleName;
  detail: string;
  state: State;
  /** Grows each time it opens again. */
  round: number;
  /** How often it was escalated in this round. */
  level: number;
  openedMs: number | null;
  toldMs: number | null;
  snoozedUntilMs: number | null;
  resolvedMs: number | null;
  resolvedBy: string | null;
  mergedInto: string | null;
}

/** Columns of an Episode. */
export const EPISODE = `id, pet, tenant, rule, from_ms AS fromMs, to_ms AS toMs, worst, detail, state, round, level,
  opened_ms AS openedMs, told_ms AS toldMs, snoozed_until_ms AS snoozedUntilMs, resolved_ms AS resolvedMs,
  resolved_by AS resolvedBy, merged_into AS mergedInto`;

/** States in which it goes on; of several the first is what people decided. */
export const LIVE: readonly State[] = ["acknowledged", "snoozed", "open"];

/** Episodes and their histories on disk, one at a time, in the caller's transaction. */
export class Episodes {
  readonly #db: Database.Database;
  readonly #near: Database.Statement;
  readonly #write: Database.Statement;
  readonly #history: Database.Statement;
  readonly #measured: Database.Statement;

  /** `db` as migrations/ makes it. */
  constructor(db: Database.Database) {
    this.#db = db;
    this.#near = db.prepare(
      `SELECT ${EPISODE} FROM episodes
       WHERE pet = ? AND rule = ? AND state <> 'merged' AND to_ms >= ? AND from_ms <= ? ORDER BY from_ms, id`,
    );
    this.#write = db.prepare(
      `INSERT INTO episodes VALUES (@id, @pet, @tenant, @rule, @fromMs, @toMs, @worst, @detail, @state, @round, @level,
         @openedMs, @toldMs, @snoozedUntilMs, @resolvedMs, @resolvedBy, @mergedInto)
       ON CONFLICT (id) DO UPDATE SET from_ms = @fromMs, to_ms = @toMs, worst = @worst, detail = @detail, state = @state,
         round = @round, level = @level, opened_ms = @openedMs, told_ms = @toldMs, snoozed_until_ms = @snoozedUntilMs,
         resolved_ms = @resolvedMs, resolved_by = @resolvedBy, merged_into = @mergedInto`,
    );
    this.#history = db.prepare(
      "INSERT INTO history (episode, at_ms, act, who, detail) VALUES (?, ?, ?, ?, ?)",
    );
    this.#measured = db.prepare("SELECT measured_ms FROM pets WHERE pet = ?").pluck();
  }

  /** Throws CloudError alert.unknown. */
  get(id: string): Episode {
    const episode = this.#db.prepare(`SELECT ${EPISODE} FROM episodes WHERE id = ?`).get(id);
    if (episode) return episode as Episode;
    throw new CloudError("alert.unknown", `no alert ${id}`, "See GET /v1/alerts.");
  }

  /** Those of a pet and a rule that touch the stretch, earliest first; none that was merged. */
  near(pet: number, rule: RuleName, fromMs: number, toMs: number): Episode[] {
    return this.#near.all(pet, rule, fromMs, toMs) as Episode[];
  }

  /** Those that go on. */
  live(): Episode[] {
    return this.#db
      .prepare(`SELECT ${EPISODE} FROM episodes WHERE state IN ('open', 'acknowledged', 'snoozed')`)
      .all() as Episode[];
  }

  /** Adds it, or writes what has changed. */
  write(episode: Episode): void {
    this.#write.run(episode);
  }

  /** What became of it, for its history; `who` empty: nobody did it. */
  note(id: string, atMs: number, act: string, who: string, detail: string): void {
    this.#history.run(id, atMs, act, who, detail);
  }

  remove(id: string): void {
    this.#db.prepare("DELETE FROM episodes WHERE id = ?").run(id);
  }

  /** Forgets what ended before `overMs`, with its history, and what was only suspected until `suspectedMs`. */
  forget(overMs: number, suspectedMs: number): void {
    const forget = this.#db.prepare(
      `DELETE FROM episodes WHERE to_ms < iif(state = 'suspected', @suspectedMs, @overMs)
       AND state IN ('suspected', 'resolved', 'merged')`,
    );
    forget.run({ suspectedMs, overMs });
  }

  /** Newest minute of a pet that was measured, Unix ms; 0: none. */
  measuredMs(pet: number): number {
    return Number(this.#measured.get(pet) ?? 0);
  }
}
