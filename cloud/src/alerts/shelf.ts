import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";
import { EPISODE, type Episode } from "./episodes.ts";
import type { Feed } from "./feed.ts";
import { RULES } from "./rules.ts";

/** An alert as people read it. Times in Unix ms: `from`, `to` of measurement, the others of the cloud's clock. */
export interface Alert {
  id: string;
  device: string;
  pet: string;
  rule: string;
  severity: string;
  title: string;
  detail: string;
  state: string;
  from: number;
  to: number;
  worst: number | null;
  level: number;
  openedAt: number | null;
  toldAt: number | null;
  snoozedUntil: number | null;
  resolvedAt: number | null;
  resolvedBy: string | null;
  mergedInto: string | null;
}

export interface Asked {
  tenant: string;
  /** Only of this device; null: of all. */
  device: string | null;
  /** Only what goes on, or all. */
  state: "live" | "all";
  /** The last one of the page before; null: from the newest. */
  after: string | null;
  limit: number;
}

const STATES = {
  live: "('open', 'acknowledged', 'snoozed')",
  all: "('open', 'acknowledged', 'snoozed', 'resolved')",
};

/** What people read of the alerts, each tenant its own. */
export class Shelf {
  readonly #db: Database.Database;
  readonly #feed: Feed;

  /** `db` as migrations/ makes it. */
  constructor(db: Database.Database, feed: Feed) {
    this.#db = db;
    this.#feed = feed;
  }

  /** Newest first, by the time they began. */
  list({ tenant, device, state, after, limit }: Asked): Alert[] {
    const pet = device === null ? null : (this.petOf(device)?.pet ?? -1);
    const rows = this.#db
      .prepare(
        `SELECT ${EPISODE} FROM episodes
         WHERE tenant = @tenant AND state IN ${STATES[state]} AND (@pet IS NULL OR pet = @pet)
           AND (@after IS NULL OR (from_ms, id) < (SELECT from_ms, id FROM episodes WHERE id = @after))
         ORDER BY from_ms DESC, id DESC LIMIT @limit`,
      )
      .all({ tenant, pet, after, limit }) as Episode[];
    return rows.map((row) => this.#told(row));
  }

  /** The tenant's alert of that id, with what became of it. Throws CloudError alert.unknown, also for another tenant's. */
  read(tenant: string, device: string | null, id: string): Alert & { history: object[] } {
    const episode = this.#db
      .prepare(`SELECT ${EPISODE} FROM episodes WHERE id = ? AND tenant = ?`)
      .get(id, tenant) as Episode | undefined;
    const alert = episode && episode.state !== "suspected" ? this.#told(episode) : null;
    if (!alert || (device !== null && alert.device !== device)) {
      throw new CloudError("alert.unknown", `no alert ${id}`, "See GET /v1/alerts.");
    }
    const history = this.#db
      .prepare("SELECT at_ms AS at, act, who, detail FROM history WHERE episode = ? ORDER BY id LIMIT 1000")
      .all(id) as object[];
    return { ...alert, history };
  }

  /** What reached whom, newest first. */
  deliveries(tenant: string, limit: number): object[] {
    return this.#db
      .prepare(
        `SELECT d.id, d.episode AS alert, d.channel, c.name, c.kind, d.act, d.level, d.state, d.attempts, d.made_ms AS madeAt,
           d.done_ms AS doneAt, d.due_ms AS dueAt, d.detail
         FROM deliveries AS d JOIN episodes AS e ON e.id = d.episode LEFT JOIN channels AS c ON c.channel = d.channel
         WHERE e.tenant = ? ORDER BY d.id DESC LIMIT ?`,
      )
      .all(tenant, limit) as object[];
  }

  /** How much there is, for figures. */
  counts(): {
    live: { rule: string; state: string; n: number }[];
    pending: number;
    oldestPendingMs: number | null;
  } {
    const live = this.#db
      .prepare(
        `SELECT rule, state, COUNT(*) AS n FROM episodes WHERE state IN ${STATES.live} GROUP BY rule, state`,
      )
      .all() as { rule: string; state: string; n: number }[];
    const row = this.#db
      .prepare(
        "SELECT COUNT(*) AS pending, MIN(made_ms) AS oldestPendingMs FROM deliveries WHERE state = 'pending'",
      )
      .get() as { pending: number; oldestPendingMs: number | null };
    return { live, ...row };
  }

  /** The pet that a device of that name stands for. */
  petOf(device: string) {
    for (const pet of this.#feed.pets()) if (pet.device === device) return pet;
    return null;
  }

  #told({
    fromMs,
    toMs,
    openedMs,
    toldMs,
    snoozedUntilMs,
    resolvedMs,
    round: _round,
    tenant: _tenant,
    ...rest
  }: Episode): Alert {
    const { severity, title } = RULES[rest.rule];
    const known = this.#feed.pet(rest.pet);
    return {
      ...rest,
      device: known?.device ?? "",
      pet: known?.name ?? "",
      severity,
      title,
      from: fromMs,
      to: toMs,
      openedAt: openedMs,
      toldAt: toldMs,
      snoozedUntil: snoozedUntilMs,
      resolvedAt: resolvedMs,
    };
  }
}
