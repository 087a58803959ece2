import { idToHex, petpulse } from "@petpulse/proto";
import type { Logger } from "pino";
import type { Clock } from "./clock.ts";
import type { Spool } from "./spool.ts";
import type { Uplink } from "./uplink.ts";

/** Grants are fetched again, ms; sooner while there are none. */
const AGAIN_MS = 3_600_000;
const NONE_MS = 5000;

/** Which collars this hub may carry: fetched now and again, kept on disk for the time without a cloud. */
export class Grants {
  readonly #uplink: Uplink;
  readonly #spool: Spool;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #held = new Map<string, petpulse.v1.Grant>();
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
    try {
      const { grants } = await this.#uplink.grants();
      if (this.#stopped) return;
      const whole = grants.map((grant) => petpulse.v1.Grant.create(grant));
      this.#held.clear();
      for (const grant of whole) this.#hold(grant);
      this.#spool.saveGrants(
        whole.map((grant) => ({
          device: idToHex(grant.device),
          bytes: petpulse.v1.Grant.encode(grant).finish(),
        })),
      );
    } catch (error) {
      if (this.#stopped) return;
      const code = (error as { code?: string }).code ?? "gateway.cloud-unreachable";
      this.#log.warn({ code, kept: this.size }, `grants: ${(error as Error).message}`);
    }
    this.#cancel = this.#clock.later(this.size > 0 ? AGAIN_MS : NONE_MS, () => void this.#fetch());
  }

  #hold(grant: petpulse.v1.Grant): void {
    this.#held.set(idToHex(grant.device), grant);
  }
}
