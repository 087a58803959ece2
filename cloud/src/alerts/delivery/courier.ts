import type Database from "better-sqlite3";
import { EPISODE, type Episode } from "../episodes.ts";
import type { Telling } from "../outbox.ts";
import { RULES } from "../rules.ts";
import type { Channel, Channels } from "./channels.ts";
import { DeliveryFailure } from "./failure.ts";
import type { Message } from "./message.ts";

/** First wait after a failure, ms; each further one is three times as long. */
const FIRST_MS = 10_000;
const MOST_MS = 3_600_000;
/** With waits of 10 s, 30 s, 90 s … this is a bit over three hours. */
const MAX_ATTEMPTS = 9;
/** Sent at the same time. */
const AT_ONCE = 8;
/** Of what the other side said, characters. */
const KEPT = 200;

/** Tells one channel. Resolves with what the other side said; throws DeliveryFailure. */
export type Send = (channel: Channel, message: Message, nowMs: number) => Promise<string>;

export interface CourierParts {
  /** As ../migrations/ makes it. */
  db: Database.Database;
  channels: Channels;
  send: Send;
  /** Name of a pet row. */
  nameOf: (pet: number) => string;
  /** Unix ms. */
  clock: () => number;
  /** 0 ≤ x < 1: spreads what failed together. */
  chance: () => number;
}

interface Due extends Episode {
  delivery: number;
  channel: string;
  act: Telling;
  attempts: number;
  atLevel: number;
}

/** How it went, for figures: by kind of channel. */
export interface Told {
  kind: Channel["kind"];
  outcome: "sent" | "retry" | "failed";
}

/**
 * Carries what the outbox holds, at least once: a crash between sending and writing that down sends again, under the same id. What
 * is told one channel of one episode goes in order.
 */
export class Courier {
  readonly #parts: CourierParts;
  readonly #due: Database.Statement;
  readonly #done: Database.Statement;
  readonly #later: Database.Statement;
  readonly #history: Database.Statement;
  readonly #under = new Set<number>();
  readonly #onTold: (told: Told) => void;

  /** `onTold` hears of every attempt. */
  constructor(parts: CourierParts, onTold: (told: Told) => void = () => {}) {
    this.#parts = parts;
    this.#onTold = onTold;
    const { db } = parts;
    this.#due = db.prepare(
      `SELECT d.id AS delivery, d.channel, d.act, d.attempts, d.level AS atLevel, e.*
       FROM deliveries AS d JOIN (SELECT ${EPISODE} FROM episodes) AS e ON e.id = d.episode
       WHERE d.state = 'pending' AND d.due_ms <= ? AND NOT EXISTS (
         SELECT 1 FROM deliveries AS b
         WHERE b.episode = d.episode AND b.channel = d.channel AND b.state = 'pending' AND b.id < d.id)
       ORDER BY d.due_ms LIMIT ?`,
    );
    this.#done = db.prepare(
      "UPDATE deliveries SET state = ?, attempts = attempts + 1, done_ms = ?, detail = ? WHERE id = ? AND state = 'pending'",
    );
    this.#later = db.prepare(
      "UPDATE deliveries SET attempts = attempts + 1, due_ms = ?, detail = ? WHERE id = ? AND state = 'pending'",
    );
    this.#history = db.prepare(
      "INSERT INTO history (episode, at_ms, act, who, detail) VALUES (?, ?, ?, '', ?)",
    );
  }

  /** Sends what is due, some at once; resolves when these are done. True when more may be due. */
  async run(): Promise<boolean> {
    const room = AT_ONCE - this.#under.size;
    if (room <= 0) return false;
    const due = this.#due.all(this.#parts.clock(), AT_ONCE) as Due[];
    const mine = due.filter(({ delivery }) => !this.#under.has(delivery)).slice(0, room);
    await Promise.all(mine.map((one) => this.#carry(one)));
    return mine.length > 0;
  }

  async #carry(due: Due): Promise<void> {
    const { db, channels, send, clock } = this.#parts;
    this.#under.add(due.delivery);
    let kind: Channel["kind"] = "webhook";
    try {
      const channel = channels.get(due.channel);
      kind = channel.kind;
      const said = (await send(channel, this.#messageOf(due), clock())).slice(0, KEPT);
      db.transaction(() => {
        this.#done.run("sent", clock(), said, due.delivery);
        this.#history.run(due.id, clock(), "told", `${due.act}, ${channel.kind} "${channel.name}": ${said}`);
      }).immediate();
      this.#onTold({ kind, outcome: "sent" });
    } catch (error) {
      this.#failed(due, kind, error);
    } finally {
      this.#under.delete(due.delivery);
    }
  }

  #failed(due: Due, kind: Channel["kind"], error: unknown): void {
    const { db, clock, chance } = this.#parts;
    const said = (error as Error).message.slice(0, KEPT);
    const retry = error instanceof DeliveryFailure && error.retry && due.attempts + 1 < MAX_ATTEMPTS;
    if (retry) {
      const wait = Math.min(MOST_MS, FIRST_MS * 3 ** due.attempts) * (1 + chance() / 4);
      const asked = Math.min(MOST_MS, error.afterMs);
      this.#later.run(Math.round(clock() + Math.max(wait, asked)), said, due.delivery);
    } else {
      db.transaction(() => {
        this.#done.run("failed", clock(), said, due.delivery);
        this.#history.run(due.id, clock(), "not told", `${due.act}, channel ${due.channel}: ${said}`);
      }).immediate();
    }
    this.#onTold({ kind, outcome: retry ? "retry" : "failed" });
  }

  #messageOf({ delivery, act, atLevel, id, pet, rule, detail, fromMs, toMs, worst }: Due): Message {
    const { severity, title } = RULES[rule];
    return {
      id: `msg_${id}_${delivery}`,
      act,
      episode: id,
      rule,
      severity,
      title,
      pet: pet === 0 ? "" : this.#parts.nameOf(pet),
      detail,
      fromMs,
      toMs,
      worst,
      level: atLevel,
    };
  }
}
