/** How long the first one waits for company, ms: one fsync then serves them all. */
const WINDOW_MS = 2;
/** Frames that make the wait not worth it. */
const ENOUGH_FRAMES = 1024;

interface Waiting<Given, Result> {
  given: Given;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/** Gathers what is given into one commit. */
export class GroupCommit<Given extends { frames: number }, Result> {
  readonly #commit: (all: readonly Given[]) => Result[];
  #waiting: Waiting<Given, Result>[] = [];
  #frames = 0;
  #timer: NodeJS.Timeout | null = null;

  /** `commit` puts all of it on disk in one transaction, or throws and keeps none. */
  constructor(commit: (all: readonly Given[]) => Result[]) {
    this.#commit = commit;
  }

  /** Resolves after the commit that holds what is given. */
  take(given: Given): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ given, resolve, reject });
      this.#frames += given.frames;
      if (this.#frames >= ENOUGH_FRAMES) this.flush();
      else this.#timer ??= setTimeout(() => this.flush(), WINDOW_MS);
    });
  }

  /** Commits what is waiting. One that cannot be stored does not hold back the others. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#frames = 0;
    if (waiting.length === 0) return;
    try {
      const results = this.#commit(waiting.map(({ given }) => given));
      for (const [i, { resolve }] of waiting.entries()) resolve(results[i]!);
    } catch (error) {
      if (waiting.length === 1) waiting[0]!.reject(error);
      else for (const one of waiting) this.#alone(one);
    }
  }

  #alone({ given, resolve, reject }: Waiting<Given, Result>): void {
    try {
      resolve(this.#commit([given])[0]!);
    } catch (error) {
      reject(error);
    }
  }
}
