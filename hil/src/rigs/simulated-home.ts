import { join } from "node:path";
import { type Cloud, openCloud } from "@petpulse/cloud/main";
import type { Central } from "@petpulse/gateway/central";
import type { Clock } from "@petpulse/gateway/clock";
import { Gateway } from "@petpulse/gateway/gateway";
import { Spool } from "@petpulse/gateway/spool";
import { HttpUplink } from "@petpulse/gateway/uplink/http";
import { pino } from "pino";
import type { Arrival, Told } from "../rig.ts";
import { AlertWatch } from "./alert-watch.ts";
import type { SimTime } from "./sim-time.ts";
import { arrivalsIn } from "./store.ts";

/** Unix ms of the first simulated second: 1 June 2026. */
const ORIGIN_MS = Date.UTC(2026, 5, 1);

/** The clock of hub, cloud and collar under simulated time. */
export function simulatedClock(time: SimTime): Clock {
  return {
    now: () => Math.round(ORIGIN_MS + time.nowMs),
    later: (ms, run) => time.later(ms, run),
  };
}

export interface SimulatedHomeOptions {
  /** Of spool and cloud. */
  dir: string;
  time: SimTime;
  clock: Clock;
  collar: { device: string; key: Uint8Array; name: string };
  /** Of the hub; not started yet. */
  central: Central;
  /** The hub asks for estimates. */
  watched: boolean;
}

/** One hub, one cloud and its alerts in this process under simulated time, around one collar that lives somewhere else. */
export class SimulatedHome {
  readonly #o: SimulatedHomeOptions;
  #cloud: Cloud | null = null;
  #alerts: AlertWatch | null = null;
  #gateway: Gateway | null = null;
  #fromMs = 0;

  constructor(options: SimulatedHomeOptions) {
    this.#o = options;
  }

  /** Opens the cloud, then the hub begins to look for the collar. Throws CloudError, GatewayError. */
  async start(): Promise<void> {
    const { dir, time, clock, collar, central, watched } = this.#o;
    const log = pino({ level: "silent" });
    const dataDir = join(dir, "cloud");
    const access = { mode: "loopback" } as const;
    const cloud = await openCloud({ dataDir, port: 0, access, log, clock: () => clock.now() });
    this.#cloud = cloud;
    const { device, key, name } = collar;
    await cloud.addDevice({ id: device, key, name, species: "dog" });
    const { token } = await cloud.addHub({ name: "rig", devices: [device] });
    const http = new HttpUplink(cloud.url, token, clock);
    this.#gateway = new Gateway({
      central,
      spool: new Spool({ path: join(dir, "spool.db"), clock }),
      // Requests that leave the process are announced to simulated time.
      uplink: {
        start: () => http.start(),
        stop: () => http.stop(),
        send: (batch) => time.outside(http.send(batch).finally(() => this.#alerts!.stored())),
        grants: () => time.outside(http.grants()),
      },
      clock,
      log,
      liveView: watched,
    });
    this.#alerts = new AlertWatch({ dataDir, storeFile: cloud.storeFile, time, clock, log });
    await this.#alerts.start();
    this.#fromMs = time.nowMs;
    await time.during(this.#gateway.start());
  }

  /** When the hub began, simulated ms: second 0 of a scenario. */
  get fromMs(): number {
    return this.#fromMs;
  }

  /** Frames that the hub has and the cloud has not. */
  get spooled(): number {
    return this.#gateway!.status().spool.frames;
  }

  /** Ends what was started. */
  async stop(): Promise<void> {
    const { time } = this.#o;
    if (this.#gateway) await time.during(this.#gateway.stop());
    this.#gateway = null;
    await this.#alerts?.stop();
    await this.#cloud?.stop();
  }

  /** Every frame of the store; after `stop`, as it was left. */
  get arrivals(): Arrival[] {
    return arrivalsIn(this.#cloud!.storeFile);
  }

  /** Every alert that was told. Throws CloudError store.*. */
  get told(): readonly Told[] {
    return this.#alerts!.told;
  }
}
