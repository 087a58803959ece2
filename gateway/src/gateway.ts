import { idToHex, petpulse } from "@petpulse/proto";
import type { Logger } from "pino";
import type { Central, Found } from "./central.ts";
import type { Clock } from "./clock.ts";
import { Courier, type CourierStatus } from "./courier.ts";
import { GatewayError } from "./errors.ts";
import { Session } from "./session.ts";
import type { Spool } from "./spool.ts";
import type { Uplink } from "./uplink.ts";

/** A connection has to be made, and discovered, within this, ms. */
const CONNECT_MS = 10_000;
/** After a failure a collar is left alone for so long, times the number of failures in a row, ms. */
const RETRY_MS = 1000;
const MOST_RETRY_MS = 30_000;
/** Grants are fetched again, ms; sooner while there are none. */
const GRANTS_MS = 3_600_000;
const NO_GRANTS_MS = 5000;
/** Collars remembered, connected or not. */
const MOST_COLLARS = 64;

export interface GatewayOptions {
  central: Central;
  spool: Spool;
  uplink: Uplink;
  clock: Clock;
  log: Logger;
  /** Asks collars for an estimate every two seconds. */
  liveView: boolean;
}

interface Collar {
  id: string;
  name: string;
  rssi: number;
  state: "found" | "connecting" | "connected";
  failures: number;
  notBefore: number;
  session: Session | null;
  lastError: string | null;
}

export interface GatewayStatus {
  adapter: boolean;
  collars: {
    name: string;
    device: string | null;
    rssi: number;
    state: string;
    lastSeq: number;
    lastFrameAt: number | null;
    lastError: string | null;
  }[];
  spool: ReturnType<Spool["status"]>;
  uplink: CourierStatus;
}

/**
 * The hub: collars found by the central are connected one after the other, each gets a session that fills the spool, and a
 * courier empties the spool into the cloud. Nothing here holds a frame that is not on disk.
 */
export class Gateway {
  readonly #o: GatewayOptions;
  readonly #collars = new Map<string, Collar>();
  readonly #courier: Courier;
  readonly #grants = new Map<string, petpulse.v1.Grant>();
  #adapter = false;
  #stopped = false;
  #cancelGrants: () => void = () => {};

  constructor(options: GatewayOptions) {
    this.#o = options;
    this.#courier = new Courier(options);
  }

  async start(): Promise<void> {
    const { central, spool, log } = this.#o;
    if (spool.damage) log.error({ code: spool.damage.code, hint: spool.damage.hint }, spool.damage.message);
    for (const bytes of spool.grants()) this.#keep(petpulse.v1.Grant.decode(bytes));
    await this.#fetchGrants();
    this.#courier.start();
    central.onAdapter((up) => {
      this.#adapter = up;
      if (up) log.info("adapter up, scanning");
      else log.warn({ code: "gateway.adapter" }, "adapter lost; trying to get it back");
    });
    central.onFound((found) => this.#found(found));
    await central.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelGrants();
    await this.#o.central.stop();
    await this.#courier.stop();
    this.#o.spool.close();
  }

  status(): GatewayStatus {
    return {
      adapter: this.#adapter,
      collars: [...this.#collars.values()].map(({ name, rssi, state, session, lastError }) => ({
        name,
        device: session?.device ?? null,
        rssi,
        state: session?.streaming ? "streaming" : state,
        lastSeq: session?.lastSeq ?? 0,
        lastFrameAt: session?.lastFrameAt ?? null,
        lastError,
      })),
      spool: this.#o.spool.status(),
      uplink: this.#courier.status(),
    };
  }

  /** Devices whose frames are coming in now. */
  streaming(): string[] {
    const devices: string[] = [];
    for (const { session } of this.#collars.values()) if (session?.streaming) devices.push(session.device);
    return devices;
  }

  #found(found: Found): void {
    let collar = this.#collars.get(found.id);
    if (!collar) {
      if (this.#collars.size >= MOST_COLLARS) return;
      collar = { ...found, state: "found", failures: 0, notBefore: 0, session: null, lastError: null };
      this.#collars.set(found.id, collar);
    }
    collar.rssi = found.rssi;
    if (found.name) collar.name = found.name;
    const due = this.#o.clock.now() >= collar.notBefore;
    if (collar.state === "found" && due && !this.#stopped) void this.#serve(collar);
  }

  /** Connects and lives through one session; whatever ends it, the collar is found again later. */
  async #serve(collar: Collar): Promise<void> {
    const { central, spool, clock, log, liveView } = this.#o;
    collar.state = "connecting";
    try {
      const link = await central.connect(collar.id, { timeoutMs: CONNECT_MS });
      const { device } = petpulse.v1.Advertised.decode(await link.identity());
      const grant = this.#grants.get(idToHex(device));
      if (!grant) {
        await link.close();
        throw new GatewayError(
          "gateway.no-grant",
          `${idToHex(device)}: this hub has no grant`,
          "petpulse cloud hub add --device …",
        );
      }
      collar.state = "connected";
      collar.session = new Session({ link, grant, spool, clock, log, live: liveView });
      log.info({ device: collar.session.device, name: grant.name, rssi: collar.rssi }, "collar connected");
      await collar.session.run();
    } catch (error) {
      if (collar.session?.lastFrameAt) collar.failures = 0;
      collar.failures++;
      collar.notBefore = clock.now() + Math.min(MOST_RETRY_MS, RETRY_MS * (collar.failures - 1));
      const code = (error as { code?: string }).code ?? "gateway.link-lost";
      if (!this.#stopped && collar.lastError !== code)
        log.warn({ code, collar: collar.name }, (error as Error).message);
      collar.lastError = code;
    } finally {
      collar.session = null;
      collar.state = "found";
    }
  }

  /** Fetches grants now and again; without a cloud the kept ones are good. */
  async #fetchGrants(): Promise<void> {
    const { uplink, spool, clock, log } = this.#o;
    try {
      const { grants } = await uplink.grants();
      const whole = grants.map((grant) => petpulse.v1.Grant.create(grant));
      this.#grants.clear();
      for (const grant of whole) this.#keep(grant);
      spool.saveGrants(
        whole.map((grant) => ({
          device: idToHex(grant.device),
          bytes: petpulse.v1.Grant.encode(grant).finish(),
        })),
      );
    } catch (error) {
      const code = (error as { code?: string }).code ?? "gateway.cloud-unreachable";
      log.warn({ code, kept: this.#grants.size }, `grants: ${(error as Error).message}`);
    }
    if (this.#stopped) return;
    this.#cancelGrants = clock.later(
      this.#grants.size > 0 ? GRANTS_MS : NO_GRANTS_MS,
      () => void this.#fetchGrants(),
    );
  }

  #keep(grant: petpulse.v1.Grant): void {
    this.#grants.set(idToHex(grant.device), grant);
  }
}
