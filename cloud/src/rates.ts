import type { Cost } from "./policy.ts";

/** Calls a minute, and as many at once. `failed`: refused credentials from one address. */
export type Limits = Readonly<Record<Cost | "failed", number>>;

/**
 * One person with a few dashboards open reads far below these; guessing a password or a claim code is slowed to uselessness
 * (OWASP Authentication Cheat Sheet: throttle by account as well as by address).
 */
export const LIMITS: Limits = { read: 1200, write: 120, "sign-in": 10, claim: 10, failed: 60 };

const MINUTE_MS = 60_000;
/** Callers remembered at once; the longest unheard go first. */
const MAX_CALLERS = 20_000;

/**
 * How often each caller may do what: a bucket of a minute's worth that refills evenly, kept as the time at which it is full again
 * (generic cell rate algorithm, ITU-T I.371). Nothing is kept on disk.
 */
export class Rates {
  readonly #limits: Limits;
  readonly #clock: () => number;
  /** By caller and kind: Unix ms at which the bucket is full. In order of last use. */
  readonly #fullAt = new Map<string, number>();

  /** `clock`: Unix ms. */
  constructor(limits: Limits, clock: () => number) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Counts one call; 0 when it may go on, else the seconds until it may. */
  take(kind: Cost | "failed", caller: string): number {
    const waitS = this.full(kind, caller);
    if (waitS > 0) return waitS;
    const key = `${kind} ${caller}`;
    const now = this.#clock();
    const fullAt = now + this.#used(key, now) + MINUTE_MS / this.#limits[kind];
    this.#fullAt.delete(key);
    this.#fullAt.set(key, fullAt);
    if (this.#fullAt.size > MAX_CALLERS) this.#fullAt.delete(this.#fullAt.keys().next().value!);
    return 0;
  }

  /** The seconds until one more call may go on, 0 for now, without counting it. */
  full(kind: Cost | "failed", caller: string): number {
    const used = this.#used(`${kind} ${caller}`, this.#clock());
    const over = used + MINUTE_MS / this.#limits[kind] - MINUTE_MS;
    // A millisecond is far below what anybody notices and far above what sums of fractions err by.
    return over > 1 ? Math.ceil(over / 1000) : 0;
  }

  /** How much of the bucket is used, ms. */
  #used(key: string, now: number): number {
    const used = (this.#fullAt.get(key) ?? 0) - now;
    // More than all of it: the clock was set back, which must lock nobody out.
    return used > MINUTE_MS + 1 ? 0 : Math.max(0, used);
  }
}

/** Who counts as one address: an IPv4 address, or the /64 that one IPv6 line has. */
export function addressOf(ip: string): string {
  if (!ip.includes(":") || ip.startsWith("::ffff:")) return ip;
  const [head = "", tail] = ip.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  if (tail !== undefined) while (groups.length < 4) groups.push("0");
  return groups.slice(0, 4).join(":");
}
