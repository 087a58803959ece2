import { idToHex, petpulse } from "@petpulse/proto";
import type { Logger } from "pino";
import type { Clock } from "./clock.ts";
import type { Spool } from "./spool.ts";
import type { Uplink } from "./uplink.ts";

/**
 * Grants are fetched again, ms. It is also the hub's sign of life: a cloud misses a hub after two intervals of 5 min, so that one request
 * may be lost on the way.
 */
const AGAIN_MS = 240_000;
/** The same after a failure, and while there are none. */
const FAILED_MS = 60_000;
const NONE_MS = 5000;

/** Which collars this hub may carry: fetched every few minutes, kept on disk for the time without a cloud. */
export class Grants {
  readonly #uplink: Uplink;
  readonly #spool: Spool;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #held = new Map<string, petpulse.v1.Grant>();
  /** What is known to be on disk; null: not yet. */
  #written: string | null = null;
  #stopped = false;
  #cancel: () => void = () => {};

  constructor(o: { uplink: Uplink; spool: Spool; clock: Clock; log: Logger }) {
    this.#uplink = o.uplink;
    this.#spool = o.spool;
    this.#clock = o.clock;
    this.#log = o.log;
  }

  /** Takes what the disk has and asks the cloud; where the disk has none, resolves after the cloud's answer or failure. */
  async start(): Promise<void> {
    for (const bytes of this.#spool.grants()) this.#hold(petpulse.v1.Grant.decode(bytes));
    const fetched = this.#fetch();
    if (this.size === 0) await fetched;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /** `device`: 16 hex digits. */
  of(device: string): petpulse.v1.Grant | undefined {
    return this.#held.get(device);
  }

  get size(): number {
    return this.#held.size;
  }

  async #fetch(): Promise<void> {
    let againMs = AGAIN_MS;
    try {
      const { grants } = await this.#uplink.grants();
      if (this.#stopped) return;
      this.#take(grants.map((grant) => petpulse.v1.Grant.create(grant)));
    } catch (error) {
      if (this.#stopped) return;
      const code = (error as { code?: string }).code ?? "gateway.cloud-unreachable";
      this.#log.warn({ code, kept: this.size }, `grants: ${(error as Error).message}`);
      againMs = FAILED_MS;
    }
    this.#cancel = this.#clock.later(this.size > 0 ? againMs : NONE_MS, () => void this.#fetch());
  }

  /** Holds what the cloud grants, and writes it down unless it is what was written last: mostly it is, and flash wears. */
  #take(grants: readonly petpulse.v1.Grant[]): void {
    this.#held.clear();
    for (const grant of grants) this.#hold(grant);
    const rows = grants.map((grant) => ({
      device: idToHex(grant.device),
      bytes: petpulse.v1.Grant.encode(grant).finish(),
    }));
    const said = rows.map(({ bytes }) => Buffer.from(bytes).toString("hex")).join();
    if (said === this.#written) return;
    this.#spool.saveGrants(rows);
    this.#written = said;
  }

  #hold(grant: petpulse.v1.Grant): void {
    this.#held.set(idToHex(grant.device), grant);
  }
}
