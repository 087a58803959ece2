import type Database from "better-sqlite3";
import type { Episode } from "./episodes.ts";
import { RULES, SEVERITIES } from "./rules.ts";

/** What a channel is told about an episode. */
export type Telling = "opened" | "escalated" | "resolved";

/** Deliveries that may wait for one channel; more would only arrive when nobody cares. */
const MAX_PENDING = 200;

/** What is to be told, written in the caller's transaction; delivery/courier.ts carries it. */
export class Outbox {
  readonly #channels: Database.Statement;
  readonly #told: Database.Statement;
  readonly #insert: Database.Statement;
  readonly #withdraw: Database.Statement;

  constructor(db: Database.Database) {
    this.#channels = db
      .prepare(
        `SELECT channel FROM channels AS c WHERE tenant = ? AND level <= ? AND least IN (SELECT value FROM json_each(?))
         AND (SELECT COUNT(*) FROM deliveries WHERE channel = c.channel AND state = 'pending') < ${MAX_PENDING}`,
      )
      .pluck();
    this.#told = db
      .prepare(
        `SELECT DISTINCT channel FROM deliveries
         WHERE episode = ? AND round = ? AND act <> 'resolved' AND state IN ('sent', 'pending')`,
      )
      .pluck();
    this.#insert = db.prepare(
      `INSERT INTO deliveries (episode, channel, act, round, level, state, attempts, due_ms, made_ms, detail)
       VALUES (@id, @channel, @act, @round, @level, 'pending', 0, @nowMs, @nowMs, '') ON CONFLICT DO NOTHING`,
    );
    this.#withdraw = db.prepare(
      `UPDATE deliveries SET state = 'failed', done_ms = ?, detail = 'over before it could be told'
       WHERE episode = ? AND channel = ? AND state = 'pending' AND attempts = 0`,
    );
  }

  /**
   * Makes a delivery to every channel of the episode's tenant that wants this severity and this level; that it is over only to
   * those that heard of it, and to nobody who has not been tried yet.
   */
  tell({ id, tenant, rule, round, level }: Episode, act: Telling, nowMs: number): void {
    if (act === "resolved") {
      for (const channel of this.#told.all(id, round) as string[]) {
        if (this.#withdraw.run(nowMs, id, channel).changes > 0) continue;
        this.#insert.run({ id, channel, act, round, level, nowMs });
      }
      return;
    }
    // A channel that asks for warnings hears of what is critical too.
    const wanted = SEVERITIES.slice(0, SEVERITIES.indexOf(RULES[rule].severity) + 1);
    for (const channel of this.#channels.all(tenant, level, JSON.stringify(wanted)) as string[]) {
      this.#insert.run({ id, channel, act, round, level, nowMs });
    }
  }
}
