import { join } from "node:path";
import type { Cloud } from "@petpulse/cloud/main";
import { openCloud } from "@petpulse/cloud/main";
import { buildDashboard } from "@petpulse/cloud/web/build";
import { openCollar } from "@petpulse/firmware/targets/node/collar-node";
import { Peripheral } from "@petpulse/firmware/targets/node/peripheral";
import { NobleCentral } from "@petpulse/gateway/central/noble";
import { type Clock, systemClock } from "@petpulse/gateway/clock";
import { Gateway } from "@petpulse/gateway/gateway";
import { Spool } from "@petpulse/gateway/spool";
import { HttpUplink } from "@petpulse/gateway/uplink/http";
import { Air } from "../air/air.ts";
import { Stacks } from "../air/stacks.ts";
import type { SampleSource } from "../source.ts";
import type { Witness } from "./audit.ts";
import type { Log } from "./log.ts";
import type { Pace } from "./pace.ts";
import { realTimers } from "./pace.ts";
import { Wearer } from "./wearer.ts";

/** How often it is looked whether something has happened, ms. */
const LOOK_MS = 20;
/** How long every collar may take to be heard and opened, ms. */
const CONNECT_PATIENCE_MS = 60_000;

export interface StageOptions {
  dataDir: string;
  sources: readonly SampleSource[];
  pace: Pace;
  port: number;
  seed: number;
  /** The air does not wait for connection events. */
  fast: boolean;
  /** People look at the dashboard, so it has to be there. */
  dashboard: boolean;
  log: Log;
}

/** Everything of the path in one process: the same parts that run apart, wired once. */
export class Stage {
  readonly wearers: readonly Wearer[];
  readonly #o: StageOptions;
  readonly #clock: Clock;
  readonly #air: Air;
  #cloud: Cloud | null = null;
  #gateway: Gateway | null = null;

  constructor(options: StageOptions) {
    this.#o = options;
    // Told times are the simulated ones; waiting is real.
    this.#clock = { now: () => options.pace.now(), later: systemClock.later };
    this.#air = new Air({ mode: options.fast ? "fast" : "real-time", seed: options.seed });
    this.wearers = options.sources.map((source, i) => {
      const name = NAMES[i % NAMES.length]!;
      const dir = join(options.dataDir, `collar-${i + 1}`);
      return new Wearer(name, source, openCollar({ dir, channels: source.ppgChannels }));
    });
  }

  get url(): string {
    return this.#cloud?.url ?? "";
  }

  get storeFile(): string {
    return this.#cloud?.storeFile ?? "";
  }

  /** What the collars say they made. */
  get witnesses(): Witness[] {
    return this.wearers.map(({ node, source }) => ({
      device: node.device,
      key: node.key,
      lastSeq: node.collar.log.nextSeq - 1,
      source,
    }));
  }

  framesMade(): number {
    return this.wearers.reduce((sum, { node }) => sum + node.collar.framesMade, 0);
  }

  /** The cloud knows every collar and a hub that may carry them. */
  async openCloud(): Promise<void> {
    const { dataDir, port, log, dashboard } = this.#o;
    const webRoot = dashboard ? await buildDashboard() : undefined;
    const cloud = await openCloud({
      dataDir: join(dataDir, "cloud"),
      port,
      access: { mode: "loopback" },
      log: log.child({ part: "cloud" }, { level: "warn" }),
      clock: () => this.#clock.now(),
      ...(webRoot && { webRoot }),
    });
    this.#cloud = cloud;
    for (const { node, name } of this.wearers) {
      await cloud.addDevice({ id: node.device, key: node.key, name, species: "dog" });
    }
  }

  /** Collars advertise, the hub finds them; resolves once frames of all of them stream. */
  async openRadio(): Promise<void> {
    const { dataDir, log } = this.#o;
    const cloud = this.#cloud!;
    const stacks = new Stacks(this.#air);
    for (const wearer of this.wearers) {
      const { bleno } = await stacks.peripheral(wearer.name);
      wearer.peripheral = new Peripheral(bleno, wearer.node, {
        name: `PetPulse-${wearer.node.device.slice(-4)}`,
      });
      await wearer.peripheral.start();
    }
    const { token } = await cloud.addHub({
      name: "home",
      devices: this.wearers.map(({ node }) => node.device),
    });
    this.#gateway = new Gateway({
      central: new NobleCentral(this.#clock),
      spool: new Spool({ path: join(dataDir, "spool.db"), clock: this.#clock }),
      uplink: new HttpUplink(cloud.url, token),
      clock: this.#clock,
      log: log.child({ part: "gateway" }),
      liveView: true,
    });
    await this.#gateway.start();
    const gateway = this.#gateway;
    const all = await this.#until(
      () => gateway.streaming().length === this.wearers.length,
      CONNECT_PATIENCE_MS,
    );
    if (!all)
      log.warn({ streaming: gateway.streaming().length }, "not every collar was heard in time; going on");
  }

  /** Waits until every frame is acknowledged all the way; false when nothing moves for `patienceMs`. */
  drain(patienceMs: number): Promise<boolean> {
    const gateway = this.#gateway!;
    return this.#until(
      () => {
        for (const { peripheral } of this.wearers) peripheral?.pump();
        return this.wearers.every((wearer) => wearer.caughtUp) && gateway.status().spool.frames === 0;
      },
      patienceMs,
      () => `${gateway.status().spool.frames} ${this.wearers.map(({ node }) => node.collar.log.ackedSeq)}`,
    );
  }

  async close(): Promise<void> {
    await this.#gateway?.stop();
    this.#gateway = null;
    for (const { peripheral, node } of this.wearers) {
      await peripheral?.stop();
      node.close();
    }
    this.#air.stop();
    await this.#cloud?.stop();
  }

  /** Looks until it holds; gives up after `patienceMs` without `progress` changing. */
  async #until(
    holds: () => boolean,
    patienceMs: number,
    progress: () => string = () => "",
  ): Promise<boolean> {
    let last = progress();
    let since = realTimers.now();
    while (!holds()) {
      await realTimers.sleep(LOOK_MS);
      const now = progress();
      if (now !== last) since = realTimers.now();
      last = now;
      if (realTimers.now() - since > patienceMs) return false;
    }
    return true;
  }
}

const NAMES = [
  "Bella",
  "Rocky",
  "Luna",
  "Balu",
  "Emma",
  "Oskar",
  "Frida",
  "Milo",
  "Nala",
  "Sam",
  "Kira",
  "Paul",
];
