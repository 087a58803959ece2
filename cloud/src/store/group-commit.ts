import type { Delivered, Delivery } from "../store.ts";

/** How long the first delivery waits for company, ms: one fsync then serves them all. */
const WINDOW_MS = 2;
/** Frames that make the wait not worth it. */
const ENOUGH_FRAMES = 1024;

interface Waiting {
  delivery: Delivery;
  resolve: (delivered: Delivered) => void;
  reject: (error: unknown) => void;
}

/** Gathers deliveries into one commit. */
export class GroupCommit {
  readonly #commit: (deliveries: readonly Delivery[]) => Delivered[];
  #waiting: Waiting[] = [];
  #frames = 0;
  #timer: NodeJS.Timeout | null = null;

  /** `commit` puts all deliveries on disk in one transaction, or throws and keeps none. */
  constructor(commit: (deliveries: readonly Delivery[]) => Delivered[]) {
    this.#commit = commit;
  }

  /** Resolves after the commit that holds this delivery. */
  take(delivery: Delivery): Promise<Delivered> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ delivery, resolve, reject });
      this.#frames += delivery.frames.length;
      if (this.#frames >= ENOUGH_FRAMES) this.flush();
      else this.#timer ??= setTimeout(() => this.flush(), WINDOW_MS);
    });
  }

  /** Commits what is waiting. One delivery that cannot be stored does not hold back the others. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#frames = 0;
    if (waiting.length === 0) return;
    try {
      const results = this.#commit(waiting.map(({ delivery }) => delivery));
      for (const [i, { resolve }] of waiting.entries()) resolve(results[i]!);
    } catch (error) {
      if (waiting.length === 1) waiting[0]!.reject(error);
      else for (const one of waiting) this.#alone(one);
    }
  }

  #alone({ delivery, resolve, reject }: Waiting): void {
    try {
      resolve(this.#commit([delivery])[0]!);
    } catch (error) {
      reject(error);
    }
  }
}
