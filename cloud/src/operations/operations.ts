import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { Alerts } from "../alerts/alerts.ts";
import { channelRoutes } from "../alerts/channel-routes.ts";
import type { Send } from "../alerts/delivery/courier.ts";
import type { Smtp } from "../alerts/delivery/email.ts";
import { alertRoutes } from "../alerts/routes.ts";
import type { Live } from "../live/live.ts";
import { Metrics } from "../metrics/metrics.ts";
import { principalOf } from "../principal.ts";
import { STORE_FILE } from "../store/sqlite.ts";
import type { Store } from "../store.ts";
import { AuditLog } from "./audit.ts";
import { auditRoutes } from "./audit-routes.ts";
import { healthDetailRoutes } from "./health-routes.ts";
import { StateReader } from "./state.ts";

/** What whoever runs the cloud may set. */
export interface OperationsSettings {
  /** Null: no e-mail leaves this cloud. */
  smtp: Smtp | null;
  /** Channels may lead into this network, and by http. */
  privateTargets: boolean;
  /** Whoever brings it may read the figures from anywhere; null: only from this machine. */
  metricsToken: string | null;
}

type Environment = Record<string, string | undefined>;

/**
 * From PETPULSE_SMTP_URL (`smtps://user:password@host`) with PETPULSE_SMTP_FROM, PETPULSE_ALERTS_PRIVATE=1 and
 * PETPULSE_METRICS_TOKEN.
 */
export function operationsSettings(env: Environment): OperationsSettings {
  const { PETPULSE_SMTP_URL: url, PETPULSE_SMTP_FROM: from, PETPULSE_METRICS_TOKEN: token } = env;
  return {
    smtp: url === undefined ? null : { url, from: from ?? "PetPulse <petpulse@localhost>" },
    privateTargets: env.PETPULSE_ALERTS_PRIVATE === "1",
    metricsToken: token === undefined || token === "" ? null : token,
  };
}

export interface OperationsParts {
  dataDir: string;
  /** Started. */
  store: Store;
  /** The master key, 32 bytes. */
  master: Uint8Array;
  settings: OperationsSettings;
  /** Unix ms. */
  clock: () => number;
  log: Logger;
  /** Instead of the true ways to tell of alerts, for tests. */
  send?: Send;
}

/** What runs beside the store: alerts, audit log, figures. Opened together, closed together. */
export class Operations {
  readonly alerts: Alerts;
  readonly audit: AuditLog;
  readonly metrics: Metrics;
  readonly state: StateReader;
  readonly metricsToken: string | null;

  private constructor(
    alerts: Alerts,
    audit: AuditLog,
    metrics: Metrics,
    state: StateReader,
    token: string | null,
  ) {
    this.alerts = alerts;
    this.audit = audit;
    this.metrics = metrics;
    this.state = state;
    this.metricsToken = token;
  }

  /** Opens everything or nothing. Throws CloudError store.*. */
  static async open(parts: OperationsParts): Promise<Operations> {
    const { dataDir, store, master, settings, clock, log, send } = parts;
    const audit = new AuditLog(dataDir, master);
    let alerts: Alerts | null = null;
    try {
      const metrics = new Metrics(clock);
      const storeFile = join(dataDir, STORE_FILE);
      const { smtp, privateTargets, metricsToken } = settings;
      alerts = Alerts.open({
        dataDir,
        storeFile,
        store,
        master,
        clock,
        log,
        smtp,
        privateTargets,
        ...(send && { send }),
        onTold: ({ kind, outcome }) => metrics.told(kind, outcome),
      });
      return new Operations(alerts, audit, metrics, new StateReader(dataDir, alerts, clock), metricsToken);
    } catch (error) {
      await alerts?.stop();
      audit.close();
      throw error;
    }
  }

  /** The same store, watched: whoever delivers into it has been in contact, whichever way. */
  watch(store: Store): Store {
    return this.metrics.watch(store, ({ hub }) => this.alerts.hubSeen(hub));
  }

  /** The cloud listens. */
  start(): void {
    this.alerts.start();
  }

  async stop(): Promise<void> {
    await this.alerts.stop();
    this.state.close();
    this.audit.close();
  }

  /** Registers all routes of alerts and operations; times, writes down and numbers every request of routes registered after it. */
  routes(app: FastifyInstance, store: Store, live: Live, clock: () => number): void {
    auditRoutes(app, this.audit, clock);
    healthDetailRoutes(app, store, this, live, clock);
    alertRoutes(app, this.alerts, clock);
    channelRoutes(app, "/v1", this.alerts, clock, (request) => principalOf(request).tenant);
    channelRoutes(app, "/v1/admin", this.alerts, clock, () => "");
  }
}
