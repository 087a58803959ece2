import type { Clock } from "./clock.ts";

/** How often it is looked, ms. */
const LOOK_MS = 30_000;
/** An adapter that hears nobody for so long may be deaf, ms; the next suspicion waits twice as long, up to the most. */
const DEAF_MS = 180_000;
const MOST_DEAF_MS = 1_800_000;
/** So many connections in a row that timed out, of whatever collars, are the adapter's fault rather than theirs. */
const MOST_HUNG = 6;

/**
 * Suspects an adapter that looks alive and is not: the kind that users cure by a reboot. It is reset only while it holds no
 * link, so that a false alarm (everybody is out for a walk) costs nothing.
 */
export class AdapterWatch {
  readonly #clock: Clock;
  readonly #links: () => number;
  readonly #reset: (why: string) => void;
  #cancel: () => void = () => {};
  #stopped = true;
  #heardAt = 0;
  #hung = 0;
  #patience = DEAF_MS;

  /** `links`: connections held now. `reset` is called with the reason. */
  constructor(clock: Clock, links: () => number, reset: (why: string) => void) {
    this.#clock = clock;
    this.#links = links;
    this.#reset = reset;
  }

  start(): void {
    this.#stopped = false;
    this.#heardAt = this.#clock.now();
    this.#again();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /** An advertisement came in. */
  heard(): void {
    this.#heardAt = this.#clock.now();
    this.#patience = DEAF_MS;
  }

  /** A connection was made. */
  connected(): void {
    this.#hung = 0;
    this.heard();
  }

  /** A connection was not made in time. */
  hung(): void {
    this.#hung++;
    if (this.#hung >= MOST_HUNG && this.#links() === 0)
      this.#suspect(`${this.#hung} connections in a row hung`);
  }

  #look(): void {
    const now = this.#clock.now();
    // A clock that was set back would make it wait for ever, one that was set ahead proves nothing.
    if (now < this.#heardAt || this.#links() > 0) this.#heardAt = now;
    const silent = now - this.#heardAt;
    if (silent >= this.#patience) this.#suspect(`nothing was heard for ${Math.round(silent / 1000)} s`);
    this.#again();
  }

  #suspect(why: string): void {
    this.#hung = 0;
    this.#heardAt = this.#clock.now();
    this.#patience = Math.min(MOST_DEAF_MS, this.#patience * 2);
    this.#reset(why);
  }

  #again(): void {
    this.#cancel = this.#clock.later(LOOK_MS, () => !this.#stopped && this.#look());
  }
}
