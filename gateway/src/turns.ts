/** A turn after this many others is owed, whatever the collar's record. */
const MOST_PASSED = 8;

interface Waiting {
  id: string;
  failures: number;
  /** When it was last served; counts turns, 0 before the first. */
  served: number;
  /** Turns that went to others while it waited. */
  passed: number;
}

/**
 * Whose connection is made next: an adapter makes one at a time. Those that connect well come before those that hung, among
 * equals the one served longest ago; and after MOST_PASSED turns of others even the worst is owed one. So one collar in the far
 * corner of the garden costs the others at most one timeout in nine turns.
 */
export class Turns {
  readonly #waiting = new Map<string, Waiting>();
  readonly #served = new Map<string, number>();
  #turn = 0;

  /** Wants a turn; asking again only brings `failures` (in a row) up to date. */
  ask(id: string, failures: number): void {
    const waiting = this.#waiting.get(id);
    if (waiting) waiting.failures = failures;
    else this.#waiting.set(id, { id, failures, served: this.#served.get(id) ?? 0, passed: 0 });
  }

  /** No longer wants one, and is forgotten. */
  forget(id: string): void {
    this.#waiting.delete(id);
    this.#served.delete(id);
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Takes the next one out; null when nobody waits. */
  next(): string | null {
    const [first, ...others] = [...this.#waiting.values()].sort(before);
    if (!first) return null;
    for (const other of others) other.passed++;
    this.#waiting.delete(first.id);
    this.#served.set(first.id, ++this.#turn);
    return first.id;
  }
}

function before(a: Waiting, b: Waiting): number {
  const [owedA, owedB] = [a.passed >= MOST_PASSED, b.passed >= MOST_PASSED];
  if (owedA !== owedB) return owedA ? -1 : 1;
  if (owedA) return b.passed - a.passed || a.served - b.served;
  return a.failures - b.failures || a.served - b.served;
}
