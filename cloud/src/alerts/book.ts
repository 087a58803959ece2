import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";
import { type Evidence, type Extent, over, type State, sustained, union } from "./episode.ts";
import { Outbox } from "./outbox.ts";
import { RULES, type RuleName } from "./rules.ts";

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

/** What one reading of the store brought. */
export interface Step {
  evidence: readonly Evidence[];
  /** Newest minute of each pet heard of. */
  heard: readonly { pet: number; measuredMs: number; receivedMs: number; flags: number; battery: number }[];
  /** Whose a pet is. */
  tenantOf: (pet: number) => string;
}

/** What ended longer ago than this is written down and nobody is called, ms. */
export const FRESH_MS = 3_600_000;
/** A condition that goes on for so long after somebody said it is resolved opens again, ms. */
const AGAIN_MS = 3_600_000;
/** Without an answer the next level is told after this long, ms; info is never escalated. */
const ESCALATE_MS = { info: null, warning: 3_600_000, critical: 600_000 } as const;
/** How long what is over is kept, ms: a year and a bit, so that last year's summer can be compared. */
const KEPT_MS = 400 * 86_400_000;
/** How long too little evidence waits for more, ms: a collar that was out of reach comes back within it or is empty. */
const SUSPECTED_KEPT_MS = 60 * 86_400_000;
/** Levels of escalation. */
export const MAX_LEVEL = 3;
/** Longest snooze, ms. */
export const MAX_SNOOZE_MS = 7 * 86_400_000;

export const EPISODE = `id, pet, tenant, rule, from_ms AS fromMs, to_ms AS toMs, worst, detail, state, round, level,
  opened_ms AS openedMs, told_ms AS toldMs, snoozed_until_ms AS snoozedUntilMs, resolved_ms AS resolvedMs,
  resolved_by AS resolvedBy, merged_into AS mergedInto`;

const LIVE: readonly State[] = ["acknowledged", "snoozed", "open"];
const isLive = (state: State) => LIVE.includes(state);

/** The one that stays when several turn out to be one: that people heard of, then that they can see; of equals the earliest. */
function mostKnown(episodes: readonly Episode[]): Episode | undefined {
  const weight = ({ state, toldMs }: Episode) =>
    (isLive(state) && toldMs !== null ? 4 : 0) + (isLive(state) ? 2 : 0) + (state === "suspected" ? 0 : 1);
  return episodes.toSorted((a, b) => weight(b) - weight(a))[0];
}

/**
 * Episodes on disk. `take` may be called with the same evidence again, in any order, in any portions: the episodes that result
 * have the same extents. Each call is one transaction, what it wants told included.
 */
export class Book {
  readonly #db: Database.Database;
  readonly #newId: () => string;
  readonly #outbox: Outbox;
  readonly #near: Database.Statement;
  readonly #write: Database.Statement;
  readonly #history: Database.Statement;
  readonly #hear: Database.Statement;
  readonly #measured: Database.Statement;

  /** `db` as migrations/ makes it; `newId` makes 16 random hex digits. */
  constructor(db: Database.Database, newId: () => string) {
    this.#db = db;
    this.#newId = newId;
    this.#outbox = new Outbox(db);
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
    this.#hear = db.prepare(
      `INSERT INTO pets VALUES (@pet, @measuredMs, @receivedMs, @flags, @battery) ON CONFLICT (pet) DO UPDATE SET
         flags = iif(excluded.measured_ms >= measured_ms, excluded.flags, flags),
         battery = iif(excluded.measured_ms >= measured_ms, excluded.battery, battery),
         measured_ms = max(measured_ms, excluded.measured_ms), received_ms = max(received_ms, excluded.received_ms)`,
    );
    this.#measured = db.prepare("SELECT measured_ms FROM pets WHERE pet = ?").pluck();
  }

  /** Takes in what was read. `also` runs in the same transaction. */
  take(step: Step, nowMs: number, also: () => void = () => {}): void {
    this.#db
      .transaction(() => {
        for (const heard of step.heard) this.#hear.run(heard);
        for (const evidence of step.evidence) this.#put(evidence, step, nowMs);
        also();
      })
      .immediate();
  }

  /** Ends what is over, wakes what was snoozed, escalates what nobody answered. */
  sweep(nowMs: number): void {
    this.#db
      .transaction(() => {
        const live = this.#db
          .prepare(`SELECT ${EPISODE} FROM episodes WHERE state IN ('open', 'acknowledged', 'snoozed')`)
          .all() as Episode[];
        for (const episode of live) this.#advance(episode, nowMs);
      })
      .immediate();
  }

  /** Forgets what ended long ago, with what became of it, and what was only ever suspected. */
  prune(nowMs: number): void {
    const forget = this.#db.prepare(
      `DELETE FROM episodes WHERE to_ms < iif(state = 'suspected', @suspected, @over)
       AND state IN ('suspected', 'resolved', 'merged')`,
    );
    forget.run({ suspected: nowMs - SUSPECTED_KEPT_MS, over: nowMs - KEPT_MS });
  }

  /** Somebody looks after it: no more escalation. Throws alert.unknown, alert.over. */
  acknowledge(id: string, who: string, nowMs: number): Episode {
    return this.#act(id, "acknowledged", who, "", nowMs, { state: "acknowledged", snoozedUntilMs: null });
  }

  /** Silent until then, at most MAX_SNOOZE_MS; if it still goes on, it is told again. Throws as `acknowledge`. */
  snooze(id: string, untilMs: number, who: string, nowMs: number): Episode {
    const snoozedUntilMs = Math.min(untilMs, nowMs + MAX_SNOOZE_MS);
    const detail = new Date(snoozedUntilMs).toISOString();
    return this.#act(id, "snoozed", who, detail, nowMs, { state: "snoozed", snoozedUntilMs });
  }

  /** It is over, somebody says. Goes on being so while the same evidence continues, for an hour. Throws as `acknowledge`. */
  resolve(id: string, who: string, nowMs: number): Episode {
    const resolved = { state: "resolved", resolvedMs: nowMs, resolvedBy: who, snoozedUntilMs: null } as const;
    return this.#act(id, "resolved", who, "", nowMs, resolved, "resolved");
  }

  /** Calls the next level now. Throws as `acknowledge`. */
  escalate(id: string, who: string, nowMs: number): Episode {
    const { level } = this.get(id);
    const next = { state: "open", level: Math.min(MAX_LEVEL, level + 1), toldMs: nowMs } as const;
    return this.#act(id, "escalated", who, `level ${next.level}`, nowMs, next, "escalated");
  }

  /** Throws CloudError alert.unknown. */
  get(id: string): Episode {
    const episode = this.#db.prepare(`SELECT ${EPISODE} FROM episodes WHERE id = ?`).get(id);
    if (episode) return episode as Episode;
    throw new CloudError("alert.unknown", `no alert ${id}`, "See GET /v1/alerts.");
  }

  #act(
    id: string,
    act: string,
    who: string,
    detail: string,
    nowMs: number,
    change: Partial<Episode>,
    tell?: "escalated" | "resolved",
  ): Episode {
    return this.#db
      .transaction(() => {
        const episode = this.get(id);
        if (!isLive(episode.state)) {
          throw new CloudError(
            "alert.over",
            `alert ${id} is ${episode.state}`,
            "Only what goes on can be answered.",
          );
        }
        Object.assign(episode, change);
        this.#write.run(episode);
        this.#history.run(id, nowMs, act, who, detail);
        if (tell) this.#outbox.tell(episode, tell, nowMs);
        return episode;
      })
      .immediate();
  }

  #put(evidence: Evidence, step: Step, nowMs: number): void {
    const { pet, rule, fromMs, toMs } = evidence;
    const { joinMs } = RULES[rule];
    const near = this.#near.all(pet, rule, fromMs - joinMs, toMs + joinMs) as Episode[];
    let extent: Extent = { fromMs, toMs, worst: evidence.value };
    for (const one of near) extent = union(rule, extent, one);
    const kept = mostKnown(near) ?? this.#fresh(evidence, step);
    const grew = extent.toMs > kept.toMs;
    // The worst evidence speaks for the episode.
    const detail = (evidence.value === extent.worst ? evidence.detail : undefined) ?? kept.detail;
    if (detail !== kept.detail && kept.openedMs !== null)
      this.#history.run(kept.id, nowMs, "changed", "", detail);
    Object.assign(kept, extent, { detail });
    this.#write.run(kept);
    for (const one of near) if (one !== kept) this.#absorb(kept, one, nowMs);
    this.#reconsider(kept, grew, nowMs);
    this.#write.run(kept);
  }

  #fresh({ pet, rule, fromMs, toMs, value }: Evidence, { tenantOf }: Step): Episode {
    return {
      id: this.#newId(),
      pet,
      tenant: tenantOf(pet),
      rule,
      fromMs,
      toMs,
      worst: value,
      detail: "",
      state: "suspected",
      round: 0,
      level: 0,
      openedMs: null,
      toldMs: null,
      snoozedUntilMs: null,
      resolvedMs: null,
      resolvedBy: null,
      mergedInto: null,
    };
  }

  /** `other` turned out to be part of `kept`, which takes over what people decided. */
  #absorb(kept: Episode, other: Episode, nowMs: number): void {
    if (other.state === "suspected") {
      this.#db.prepare("DELETE FROM episodes WHERE id = ?").run(other.id);
      return;
    }
    const states = [kept.state, other.state];
    const state = LIVE.find((one) => states.includes(one)) ?? "resolved";
    Object.assign(kept, {
      state,
      level: Math.max(kept.level, other.level),
      snoozedUntilMs:
        state === "snoozed" ? Math.max(kept.snoozedUntilMs ?? 0, other.snoozedUntilMs ?? 0) : null,
      resolvedMs: state === "resolved" ? Math.max(kept.resolvedMs ?? 0, other.resolvedMs ?? 0) : null,
      resolvedBy: state === "resolved" ? (kept.resolvedBy ?? other.resolvedBy) : null,
    });
    this.#outbox.tell(other, "resolved", nowMs);
    Object.assign(other, { state: "merged", mergedInto: kept.id });
    this.#write.run(other);
    this.#history.run(other.id, nowMs, "merged", "", kept.id);
    this.#history.run(kept.id, nowMs, "absorbed", "", other.id);
  }

  /** Opens what is long enough now or goes on again, and tells it unless it is of the far past. */
  #reconsider(episode: Episode, grew: boolean, nowMs: number): void {
    const { id, rule } = episode;
    if (episode.state === "suspected" && sustained(rule, episode)) {
      Object.assign(episode, { state: "open", openedMs: nowMs });
      this.#history.run(id, nowMs, "opened", "", "");
    }
    if (episode.state === "resolved" && grew && this.#goesOn(episode, nowMs))
      this.#again(episode, "reopened", nowMs);
    if (episode.state === "open" && episode.toldMs === null && nowMs - episode.toMs <= FRESH_MS) {
      episode.toldMs = nowMs;
      this.#write.run(episode);
      this.#outbox.tell(episode, "opened", nowMs);
    }
  }

  #goesOn({ pet, rule, toMs, resolvedMs, resolvedBy }: Episode, nowMs: number): boolean {
    if (resolvedBy !== null) return toMs > (resolvedMs ?? 0) + AGAIN_MS;
    return !over(rule, toMs, Number(this.#measured.get(pet) ?? 0), nowMs);
  }

  #again(episode: Episode, act: string, nowMs: number): void {
    const { round } = episode;
    Object.assign(episode, {
      state: "open",
      round: round + 1,
      level: 0,
      toldMs: null,
      snoozedUntilMs: null,
      resolvedMs: null,
      resolvedBy: null,
    });
    this.#history.run(episode.id, nowMs, act, "", "");
  }

  #advance(episode: Episode, nowMs: number): void {
    const { id, pet, rule, toMs } = episode;
    const wait = ESCALATE_MS[RULES[rule].severity];
    if (over(rule, toMs, Number(this.#measured.get(pet) ?? 0), nowMs)) {
      Object.assign(episode, { state: "resolved", resolvedMs: nowMs, snoozedUntilMs: null });
      this.#history.run(id, nowMs, "resolved", "", "");
      this.#outbox.tell(episode, "resolved", nowMs);
    } else if (episode.state === "snoozed" && nowMs >= (episode.snoozedUntilMs ?? 0)) {
      this.#again(episode, "woken", nowMs);
      this.#reconsider(episode, false, nowMs);
    } else if (
      episode.state === "open" &&
      episode.toldMs !== null &&
      wait !== null &&
      episode.level < MAX_LEVEL &&
      nowMs - episode.toldMs >= wait
    ) {
      Object.assign(episode, { level: episode.level + 1, toldMs: nowMs });
      this.#history.run(id, nowMs, "escalated", "", `level ${episode.level}`);
      this.#outbox.tell(episode, "escalated", nowMs);
    } else return;
    this.#write.run(episode);
  }
}
