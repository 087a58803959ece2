import { idToHex, petpulse } from "@petpulse/proto";
import type { Logger } from "pino";
import type { Central, CollarLink, Found } from "./central.ts";
import { type Clock, within } from "./clock.ts";
import { Courier, type CourierStatus } from "./courier.ts";
import { GatewayError } from "./errors.ts";
import { Grants } from "./grants.ts";
import { Session } from "./session.ts";
import type { Spool } from "./spool.ts";
import { Turns } from "./turns.ts";
import type { Uplink } from "./uplink.ts";
import { AdapterWatch } from "./watch.ts";

/** A connection has to be made and discovered within this, ms; within the shorter while other collars wait for their turn. */
const PATIENT_MS = 10_000;
const HASTY_MS = 4000;
/** After a failure a collar is left alone for so long, times the number of failures in a row, ms. */
const RETRY_MS = 1000;
const MOST_RETRY_MS = 30_000;
/** Collars remembered, connected or not. */
const MOST_COLLARS = 64;
/** A collar keeps its link so long before it gives way to one that waits for a free one, ms. */
const HOLD_MS = 60_000;

export interface GatewayOptions {
  central: Central;
  spool: Spool;
  uplink: Uplink;
  clock: Clock;
  log: Logger;
  /** Asks collars for an estimate every two seconds. */
  liveView: boolean;
  /** Links the adapter can hold; more collars than that take turns. Without, as many as there are collars. */
  maxLinks?: number;
}

interface Collar {
  id: string;
  name: string;
  rssi: number;
  heardAt: number;
  state: "found" | "connecting" | "connected";
  connectedAt: number;
  failures: number;
  notBefore: number;
  session: Session | null;
  /** Remembered beyond the session: 16 hex digits, null before the first. */
  device: string | null;
  lastError: string | null;
}

export interface GatewayStatus {
  adapter: boolean;
  collars: {
    name: string;
    device: string | null;
    rssi: number;
    state: string;
    heardAt: number;
    lastSeq: number;
    lastFrameAt: number | null;
    lastError: string | null;
  }[];
  grants: number;
  spool: ReturnType<Spool["status"]>;
  uplink: CourierStatus;
}

/**
 * The hub: collars found by the central take turns in being connected, each gets a session that fills the spool, and a courier
 * empties the spool into the cloud. Nothing here holds a frame that is not on disk.
 */
export class Gateway {
  readonly #o: GatewayOptions;
  readonly #collars = new Map<string, Collar>();
  readonly #courier: Courier;
  readonly #grants: Grants;
  readonly #turns = new Turns();
  readonly #watch: AdapterWatch;
  #adapter = false;
  #connecting = false;
  #stopped = false;

  constructor(options: GatewayOptions) {
    this.#o = options;
    this.#courier = new Courier(options);
    this.#grants = new Grants(options);
    this.#watch = new AdapterWatch(
      options.clock,
      () => this.#links,
      (why) => void this.#reset(why),
    );
  }

  /** Throws what keeps it from starting, a GatewayError, and has closed everything then: whoever runs it can start it anew. */
  async start(): Promise<void> {
    try {
      await this.#start();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async #start(): Promise<void> {
    const { central, spool, log, uplink } = this.#o;
    if (spool.damage) log.error({ code: spool.damage.code, hint: spool.damage.hint }, spool.damage.message);
    await uplink.start();
    await this.#grants.start();
    this.#courier.start();
    central.onAdapter((up) => {
      this.#adapter = up;
      if (up) log.info("adapter up, scanning");
      else log.warn({ code: "gateway.adapter" }, "adapter lost; trying to get it back");
    });
    central.onFound((found) => this.#found(found));
    await central.start();
    this.#watch.start();
  }

  /** Ends every session, finishes what is being sent, closes the spool. What is not yet held stays with the collars. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#watch.stop();
    this.#grants.stop();
    await this.#o.central.stop();
    await this.#courier.stop();
    await this.#o.uplink.stop();
    this.#o.spool.close();
  }

  status(): GatewayStatus {
    return {
      adapter: this.#adapter,
      collars: [...this.#collars.values()].map(
        ({ name, device, rssi, state, heardAt, session, lastError }) => ({
          name,
          device,
          rssi,
          state: session?.streaming ? "streaming" : state,
          heardAt,
          lastSeq: session?.lastSeq ?? 0,
          lastFrameAt: session?.lastFrameAt ?? null,
          lastError,
        }),
      ),
      grants: this.#grants.size,
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

  get #links(): number {
    let links = 0;
    for (const { state } of this.#collars.values()) if (state === "connected") links++;
    return links;
  }

  #found(found: Found): void {
    if (this.#stopped) return;
    this.#watch.heard();
    const collar = this.#collars.get(found.id) ?? this.#meet(found);
    if (!collar) return;
    const now = this.#o.clock.now();
    collar.rssi = found.rssi;
    collar.heardAt = now;
    if (found.name) collar.name = found.name;
    // A clock that was set back must not leave a collar alone for ever.
    if (collar.notBefore > now + MOST_RETRY_MS) collar.notBefore = now;
    if (collar.state === "found" && now >= collar.notBefore) this.#turns.ask(collar.id, collar.failures);
    this.#next();
  }

  /** Room for a new one is made by forgetting the one not connected that was heard longest ago. */
  #meet(found: Found): Collar | null {
    if (this.#collars.size >= MOST_COLLARS) {
      const idle = [...this.#collars.values()].filter(({ state }) => state === "found");
      const oldest = idle.sort((a, b) => a.heardAt - b.heardAt)[0];
      if (!oldest) return null;
      this.#collars.delete(oldest.id);
      this.#turns.forget(oldest.id);
    }
    const fresh = { heardAt: 0, connectedAt: 0, failures: 0, notBefore: 0 };
    const unknown = { session: null, device: null, lastError: null };
    const collar: Collar = { ...found, state: "found", ...fresh, ...unknown };
    this.#collars.set(found.id, collar);
    return collar;
  }

  /** Gives the next turn, if the adapter is free and can hold another link. */
  #next(): void {
    if (this.#connecting || this.#stopped || this.#turns.waiting === 0) return;
    if (this.#links >= (this.#o.maxLinks ?? MOST_COLLARS)) {
      this.#giveWay();
      return;
    }
    const id = this.#turns.next();
    const collar = id === null ? undefined : this.#collars.get(id);
    if (collar) void this.#serve(collar);
  }

  /** The one that has had its link longest ends its session, once it has had it long enough. */
  #giveWay(): void {
    const held = [...this.#collars.values()].filter(({ session }) => session);
    const longest = held.sort((a, b) => a.connectedAt - b.connectedAt)[0];
    if (longest && this.#o.clock.now() - longest.connectedAt >= HOLD_MS) longest.session?.giveWay();
  }

  /** Connects and lives through one session; whatever ends it, the collar is found again later. */
  async #serve(collar: Collar): Promise<void> {
    const { spool, clock, log, liveView } = this.#o;
    try {
      const { link, grant } = await this.#connect(collar);
      collar.session = new Session({ link, grant, spool, clock, log, live: liveView });
      log.info({ device: collar.device, name: grant.name, rssi: collar.rssi }, "collar connected");
      await collar.session.run();
    } catch (error) {
      this.#ended(collar, error as Error);
    } finally {
      collar.session = null;
      collar.state = "found";
      this.#next();
    }
  }

  /** Holds the adapter's turn until the collar is connected and has said who it is, or the time is up. */
  async #connect(collar: Collar): Promise<{ link: CollarLink; grant: petpulse.v1.Grant }> {
    const { central, clock } = this.#o;
    const timeoutMs = this.#turns.waiting > 0 ? HASTY_MS : PATIENT_MS;
    this.#connecting = true;
    collar.state = "connecting";
    try {
      const link = await central.connect(collar.id, { timeoutMs });
      try {
        const late = () =>
          new GatewayError(
            "gateway.connect-timeout",
            `${collar.id}: does not say who it is`,
            "is it in range?",
          );
        const said = await within(clock, timeoutMs, link.identity(), late);
        collar.device = idToHex(petpulse.v1.Advertised.decode(said).device);
        const grant = this.#grants.of(collar.device);
        if (!grant) {
          throw new GatewayError(
            "gateway.no-grant",
            `${collar.device}: this hub has no grant`,
            "petpulse cloud hub add --device …",
          );
        }
        collar.state = "connected";
        collar.connectedAt = clock.now();
        this.#watch.connected();
        return { link, grant };
      } catch (error) {
        await link.close();
        throw error;
      }
    } finally {
      this.#connecting = false;
      if (!this.#stopped) setImmediate(() => this.#next());
    }
  }

  #ended(collar: Collar, error: Error): void {
    const { clock, log } = this.#o;
    const code = (error as { code?: string }).code ?? "gateway.link-lost";
    if (code === "gateway.connect-timeout") this.#watch.hung();
    if (collar.session?.lastFrameAt) collar.failures = 0;
    // Whoever gave way is not to blame.
    if (code !== "gateway.gave-way") collar.failures++;
    collar.notBefore = clock.now() + Math.min(MOST_RETRY_MS, RETRY_MS * Math.max(0, collar.failures - 1));
    if (!this.#stopped && collar.lastError !== code) log.warn({ code, collar: collar.name }, error.message);
    collar.lastError = code;
  }

  async #reset(why: string): Promise<void> {
    const { central, log } = this.#o;
    log.warn({ code: "gateway.adapter" }, `${why}: the adapter is taken down and up again`);
    await central.reset().catch((error: Error) => log.error({ code: "gateway.adapter" }, error.message));
  }
}
