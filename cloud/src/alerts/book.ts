import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";
import { type Evidence, type Extent, joined, type State, union } from "./episode.ts";
import { type Episode, Episodes, LIVE } from "./episodes.ts";
import { Lifecycle, MAX_LEVEL } from "./lifecycle.ts";
import { Outbox } from "./outbox.ts";
import { RULES } from "./rules.ts";

/** The newest minute of a pet: its end and when a frame last came, Unix ms; its bits of Flag and %, -1: unknown. */
export interface Heard {
  pet: number;
  measuredMs: number;
  receivedMs: number;
  flags: number;
  battery: number;
}

/** What one reading of the store brought. */
export interface Step {
  evidence: readonly Evidence[];
  heard: readonly Heard[];
  /** Whose a pet is. */
  tenantOf: (pet: number) => string;
}

/** How long what is over is kept, ms: a year and a bit, so that last year's summer can be compared. */
const KEPT_MS = 400 * 86_400_000;
/** How long too little evidence waits for more, ms: a collar that was out of reach comes back within it or is empty. */
const SUSPECTED_KEPT_MS = 60 * 86_400_000;
/** Longest snooze, ms. */
export const MAX_SNOOZE_MS = 7 * 86_400_000;

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
  readonly #episodes: Episodes;
  readonly #lifecycle: Lifecycle;
  readonly #hear: Database.Statement;

  /** `db` as migrations/ makes it; `newId` makes 16 random hex digits. */
  constructor(db: Database.Database, newId: () => string) {
    this.#db = db;
    this.#newId = newId;
    this.#outbox = new Outbox(db);
    this.#episodes = new Episodes(db);
    this.#lifecycle = new Lifecycle(this.#episodes, this.#outbox);
    this.#hear = db.prepare(
      `INSERT INTO pets VALUES (@pet, @measuredMs, @receivedMs, @flags, @battery) ON CONFLICT (pet) DO UPDATE SET
         flags = iif(excluded.measured_ms >= measured_ms, excluded.flags, flags),
         battery = iif(excluded.measured_ms >= measured_ms, excluded.battery, battery),
         measured_ms = max(measured_ms, excluded.measured_ms), received_ms = max(received_ms, excluded.received_ms)`,
    );
  }

  /** Takes in what was read. `also` runs in the same transaction. */
  take(step: Step, nowMs: number, also: () => void = () => {}): void {
    this.#db
      .transaction(() => {
        for (const heard of step.heard) this.#hear.run(heard);
        for (const evidence of joined(step.evidence)) this.#put(evidence, step, nowMs);
        also();
      })
      .immediate();
  }

  /** Ends what is over, wakes what was snoozed, escalates what nobody answered. */
  sweep(nowMs: number): void {
    this.#db
      .transaction(() => {
        for (const episode of this.#episodes.live()) this.#lifecycle.advance(episode, nowMs);
      })
      .immediate();
  }

  /** Forgets what ended long ago, with what became of it, and what was only ever suspected. */
  prune(nowMs: number): void {
    this.#episodes.forget(nowMs - KEPT_MS, nowMs - SUSPECTED_KEPT_MS);
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
    return this.#episodes.get(id);
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
        this.#episodes.write(episode);
        this.#episodes.note(id, nowMs, act, who, detail);
        if (tell) this.#outbox.tell(episode, tell, nowMs);
        return episode;
      })
      .immediate();
  }

  #put(evidence: Evidence, step: Step, nowMs: number): void {
    const { pet, rule, fromMs, toMs } = evidence;
    const { joinMs } = RULES[rule];
    const near = this.#episodes.near(pet, rule, fromMs - joinMs, toMs + joinMs);
    let extent: Extent = { fromMs, toMs, worst: evidence.value };
    for (const one of near) extent = union(rule, extent, one);
    const known = mostKnown(near);
    const kept = known ?? this.#fresh(evidence, step);
    const grew = extent.toMs > kept.toMs;
    // The worst evidence speaks for the episode.
    const detail = (evidence.value === extent.worst ? evidence.detail : undefined) ?? kept.detail;
    if (detail !== kept.detail && kept.openedMs !== null)
      this.#episodes.note(kept.id, nowMs, "changed", "", detail);
    Object.assign(kept, extent, { detail });
    // Before its history can speak of it.
    if (!known) this.#episodes.write(kept);
    for (const one of near) if (one !== kept) this.#absorb(kept, one, nowMs);
    this.#lifecycle.reconsider(kept, grew, nowMs);
    this.#episodes.write(kept);
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
      this.#episodes.remove(other.id);
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
    this.#episodes.write(other);
    this.#episodes.note(other.id, nowMs, "merged", "", kept.id);
    this.#episodes.note(kept.id, nowMs, "absorbed", "", other.id);
  }
}
