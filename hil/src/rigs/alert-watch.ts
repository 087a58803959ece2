import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Alerts } from "@petpulse/cloud/alerts/alerts";
import { openMaster } from "@petpulse/cloud/master";
import { HOME } from "@petpulse/cloud/people";
import { SqliteStore } from "@petpulse/cloud/store/sqlite";
import { wrappedKeys } from "@petpulse/cloud/wrapped";
import type { Clock } from "@petpulse/gateway/clock";
import type { Logger } from "pino";
import type { Told } from "../rig.ts";
import type { SimTime } from "./sim-time.ts";

/** Between two looks at the store, as a cloud that listens takes them (cloud/src/alerts/alerts.ts), ms. */
const READ_MS = 1000;

export interface AlertWatchOptions {
  /** Of a cloud that is open; what is watched is its store. */
  dataDir: string;
  storeFile: string;
  time: SimTime;
  clock: Clock;
  log: Logger;
}

/**
 * The cloud's alerts under simulated time. A cloud that listens looks once a second by the machine's timers, which simulated time outruns:
 * so the same alerts read the same store here, at every simulated second before which something was stored, and tell a channel that writes
 * down when it heard.
 */
export class AlertWatch {
  readonly #o: AlertWatchOptions;
  readonly #told: Told[] = [];
  #store: SqliteStore | null = null;
  #alerts: Alerts | null = null;
  #failure: unknown = null;
  #fromMs = 0;
  #due = false;

  constructor(options: AlertWatchOptions) {
    this.#o = options;
  }

  /** Whole seconds count from now on. Throws CloudError store.*. */
  async start(): Promise<void> {
    const { dataDir, storeFile, clock, log, time } = this.#o;
    const master = openMaster(dataDir, process.env).key;
    const store = new SqliteStore({ dir: dataDir, keys: wrappedKeys(master) });
    await store.start();
    this.#store = store;
    const folder = join(dataDir, "rig");
    mkdirSync(folder);
    const alerts = Alerts.open({
      dataDir: folder,
      storeFile,
      store,
      master,
      clock: () => clock.now(),
      log,
      send: async (_channel, { act, rule }) => {
        if (act === "opened") this.#told.push({ rule, atMs: clock.now() });
        return "written down";
      },
    });
    this.#alerts = alerts;
    const settings = { url: "https://example.org/", secret: "" };
    const channel = randomBytes(8).toString("hex");
    const owner = { channel, tenant: HOME, name: "rig", least: "info", level: 0 } as const;
    alerts.channels.add({ ...owner, kind: "webhook", settings }, clock.now());
    this.#fromMs = time.nowMs;
  }

  /** Something was stored: the next look sees it. */
  stored(): void {
    const { time } = this.#o;
    if (this.#due) return;
    this.#due = true;
    time.later(READ_MS - ((time.nowMs - this.#fromMs) % READ_MS), () => this.#look());
  }

  /** Looks a last time and closes. */
  async stop(): Promise<void> {
    const alerts = this.#alerts;
    this.#alerts = null;
    if (alerts) {
      await this.#take(alerts);
      await alerts.stop();
    }
    await this.#store?.stop();
  }

  /** Alerts that were told, in order. Throws what kept the watch from reading, CloudError store.*. */
  get told(): readonly Told[] {
    if (this.#failure !== null) throw this.#failure;
    return this.#told;
  }

  #look(): void {
    this.#due = false;
    if (this.#alerts) void this.#o.time.outside(this.#take(this.#alerts));
  }

  async #take(alerts: Alerts): Promise<void> {
    try {
      await alerts.look();
      await alerts.tell();
    } catch (error) {
      this.#failure ??= error;
    }
  }
}
