import { over, sustained } from "./episode.ts";
import type { Episode, Episodes } from "./episodes.ts";
import type { Outbox } from "./outbox.ts";
import { RULES } from "./rules.ts";

/** What ended longer ago than this is written down and nobody is called, ms. */
export const FRESH_MS = 3_600_000;
/** A condition that goes on for so long after somebody said it is resolved opens again, ms. */
const AGAIN_MS = 3_600_000;
/** Without an answer the next level is told after this long, ms; info is never escalated. */
const ESCALATE_MS = { info: null, warning: 3_600_000, critical: 600_000 } as const;
/** Levels of escalation. */
export const MAX_LEVEL = 3;

/** What evidence and time do to one episode: it opens, is told, goes on, is woken, escalates, ends. In the caller's transaction. */
export class Lifecycle {
  readonly #episodes: Episodes;
  readonly #outbox: Outbox;

  constructor(episodes: Episodes, outbox: Outbox) {
    this.#episodes = episodes;
    this.#outbox = outbox;
  }

  /** Opens what is long enough now or goes on again, and tells it unless it is of the far past. */
  reconsider(episode: Episode, grew: boolean, nowMs: number): void {
    const { id, rule } = episode;
    if (episode.state === "suspected" && sustained(rule, episode)) {
      Object.assign(episode, { state: "open", openedMs: nowMs });
      this.#episodes.note(id, nowMs, "opened", "", "");
    }
    if (episode.state === "resolved" && grew && this.#goesOn(episode, nowMs))
      this.#again(episode, "reopened", nowMs);
    if (episode.state === "open" && episode.toldMs === null && nowMs - episode.toMs <= FRESH_MS) {
      episode.toldMs = nowMs;
      this.#episodes.write(episode);
      this.#outbox.tell(episode, "opened", nowMs);
    }
  }

  /** Ends it when it is over, wakes it when its snooze is, escalates what nobody answered. */
  advance(episode: Episode, nowMs: number): void {
    const { id, pet, rule, toMs } = episode;
    const wait = ESCALATE_MS[RULES[rule].severity];
    if (over(rule, toMs, this.#episodes.measuredMs(pet), nowMs)) {
      Object.assign(episode, { state: "resolved", resolvedMs: nowMs, snoozedUntilMs: null });
      this.#episodes.note(id, nowMs, "resolved", "", "");
      this.#outbox.tell(episode, "resolved", nowMs);
    } else if (episode.state === "snoozed" && nowMs >= (episode.snoozedUntilMs ?? 0)) {
      this.#again(episode, "woken", nowMs);
      this.reconsider(episode, false, nowMs);
    } else if (
      episode.state === "open" &&
      episode.toldMs !== null &&
      wait !== null &&
      episode.level < MAX_LEVEL &&
      nowMs - episode.toldMs >= wait
    ) {
      Object.assign(episode, { level: episode.level + 1, toldMs: nowMs });
      this.#episodes.note(id, nowMs, "escalated", "", `level ${episode.level}`);
      this.#outbox.tell(episode, "escalated", nowMs);
    } else return;
    this.#episodes.write(episode);
  }

  #goesOn({ pet, rule, toMs, resolvedMs, resolvedBy }: Episode, nowMs: number): boolean {
    if (resolvedBy !== null) return toMs > (resolvedMs ?? 0) + AGAIN_MS;
    return !over(rule, toMs, this.#episodes.measuredMs(pet), nowMs);
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
    this.#episodes.note(episode.id, nowMs, act, "", "");
  }
}
