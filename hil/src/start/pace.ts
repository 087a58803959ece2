/** Something that lives through simulated seconds. */
export interface Paced {
  /** Lives one second; false once there is nothing left to live. */
  second(): boolean;
}

/** Real timers, or a test's own. */
export interface PaceTimers {
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Lets everything else that is ready run first. */
  yield(): Promise<void>;
}

export const realTimers: PaceTimers = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  yield: () => new Promise((resolve) => setImmediate(resolve)),
};

/**
 * Simulated time. It advances only as fast as everybody has lived it, so a slow machine slows the animals down and never
 * makes a clock run ahead of its own samples.
 */
export class Pace {
  #seconds = 0;
  #stopped = false;
  readonly #originMs: number;
  readonly #speed: number;
  readonly #timers: PaceTimers;
  #fractionFrom: number | null = null;

  /** `originMs`: Unix time of second 0; `speed`: simulated seconds per second. */
  constructor(originMs: number, speed: number, timers: PaceTimers = realTimers) {
    this.#originMs = originMs;
    this.#speed = speed;
    this.#timers = timers;
  }

  /** Simulated Unix time, ms. */
  now(): number {
    const since = this.#fractionFrom === null ? 0 : this.#timers.now() - this.#fractionFrom;
    return Math.round(this.#originMs + this.#seconds * 1000 + Math.min(999, since * this.#speed));
  }

  get seconds(): number {
    return this.#seconds;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Lives `seconds` as fast as possible; for what happened before anybody looked. */
  async hurry(paced: readonly Paced[], seconds: number): Promise<void> {
    for (let i = 0; i < seconds && !this.#stopped; i++) {
      for (const one of paced) one.second();
      this.#seconds++;
      if (i % 20 === 19) await this.#timers.yield();
    }
  }

  /** Lives at `speed` until nobody has anything left, or `stop`. */
  async run(paced: readonly Paced[], onSecond: (seconds: number) => void): Promise<void> {
    const startedAt = this.#timers.now();
    const from = this.#seconds;
    let alive = [...paced];
    while (alive.length > 0 && !this.#stopped) {
      const due = startedAt + ((this.#seconds - from + 1) / this.#speed) * 1000;
      const early = due - this.#timers.now();
      if (early > 1) await this.#timers.sleep(Math.min(early, 50));
      else await this.#timers.yield();
      if (this.#timers.now() < due) continue;
      alive = alive.filter((one) => one.second());
      this.#seconds++;
      this.#fractionFrom = this.#timers.now();
      onSecond(this.#seconds);
    }
    this.#fractionFrom = null;
  }
}
