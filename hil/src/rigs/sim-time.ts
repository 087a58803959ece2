import type { AirClock } from "../air/air.ts";

interface Due {
  atMs: number;
  order: number;
  /** null: called off. */
  run: (() => void) | null;
}

/** Turns of the event loop without news after which whatever a timer set off is taken to have come to rest. */
const QUIET_TURNS = 6;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Simulated time for a whole path in one process: timers run in order, as fast as they can, and time stands still while what they
 * set off is under way. Whatever leaves the process (a request, a thread) has to be announced with `outside`.
 */
export class SimTime implements AirClock {
  #nowMs = 0;
  #order = 0;
  /** Ordered by time, then by order of asking; a binary heap in an array. */
  readonly #heap: Due[] = [];
  readonly #outside = new Set<Promise<unknown>>();

  /** ms since the first second of all. */
  get nowMs(): number {
    return this.#nowMs;
  }

  later(ms: number, run: () => void): () => void {
    const due: Due = { atMs: this.#nowMs + Math.max(0, ms), order: this.#order++, run };
    push(this.#heap, due);
    return () => {
      due.run = null;
    };
  }

  soon(run: () => void): void {
    setImmediate(run);
  }

  /** Time stands still until `work` settles. */
  outside<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => {},
      () => {},
    );
    this.#outside.add(settled);
    void settled.then(() => this.#outside.delete(settled));
    return work;
  }

  /** Lives up to and including `untilMs`. */
  async advanceTo(untilMs: number): Promise<void> {
    await this.#settle();
    while (this.#heap.length > 0 && this.#heap[0]!.atMs <= untilMs) await this.#step();
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  /** Lives until `work` settles, and settles as it does. */
  async during<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const watch = () => {
      done = true;
    };
    work.then(watch, watch);
    await this.#settle();
    while (!done) {
      if (this.#heap.length > 0) await this.#step();
      else await turn();
    }
    return work;
  }

  async #step(): Promise<void> {
    const due = pop(this.#heap);
    if (!due.run) return;
    this.#nowMs = Math.max(this.#nowMs, due.atMs);
    due.run();
    await this.#settle();
  }

  async #settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      await turn();
      if (this.#outside.size === 0) continue;
      await Promise.all(this.#outside);
      quiet = -1;
    }
  }
}

function before(a: Due, b: Due): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function push(heap: Due[], due: Due): void {
  let at = heap.length;
  heap.push(due);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(due, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = due;
}

function pop(heap: Due[]): Due {
  const first = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (!before(heap[child]!, last)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return first;
}
