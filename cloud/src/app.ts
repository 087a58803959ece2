import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import staticFiles from "@fastify/static";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { Logger } from "pino";
import { type Access, Door } from "./access.ts";
import { answers } from "./answers.ts";
import { adminRoutes } from "./api/admin.ts";
import { claimRoutes } from "./api/claims.ts";
import { devicesRoutes } from "./api/devices.ts";
import { healthRoutes } from "./api/health.ts";
import { hubRoutes } from "./api/hubs.ts";
import { keyRoutes } from "./api/keys.ts";
import { memberRoutes } from "./api/members.ts";
import { SMALL } from "./api/parts.ts";
import { recordsRoutes } from "./api/records.ts";
import { sessionRoutes } from "./api/session.ts";
import { shareRoutes } from "./api/shares.ts";
import { vitalsRoutes } from "./api/vitals.ts";
import type { Directory } from "./directory.ts";
import { CloudError } from "./errors.ts";
import { ingestRoutes } from "./ingest/route.ts";
import { Live } from "./live/live.ts";
import { liveRoutes } from "./live/route.ts";
import { type MqttOptions, mqttIngest } from "./mqtt/ingest.ts";
import { docs } from "./operations/docs.ts";
import type { Operations } from "./operations/operations.ts";
import { Passwords } from "./passwords.ts";
import { LIMITS, type Limits, Rates } from "./rates.ts";
import { Sessions } from "./sessions.ts";
import type { Store } from "./store.ts";

/** Between two comments on an idle live stream, ms; proxies often close after 30 s or 60 s. */
const HEARTBEAT_MS = 15_000;

/** A request that is not whole by then is given up, ms; a hub on a slow line needs 300 KiB to arrive. */
const REQUEST_MS = 60_000;

export interface AppParts {
  /** Started; the app does not stop it. */
  store: Store;
  directory: Directory;
  access: Access;
  /** 32 bytes that sign sessions. */
  secret: Uint8Array;
  /** Alerts, audit log and figures; left out, there are none. */
  operations?: Operations;
  /** How often callers may call; LIMITS unless said otherwise. */
  limits?: Limits;
  /** Certificate chain and key, PEM; left out, plain HTTP is spoken. */
  tls?: { cert: string; key: string };
  /** Ingest over MQTT beside HTTP; left out, there is none. */
  mqtt?: MqttOptions;
  /** Unix ms. */
  clock: () => number;
  log: Logger;
  /** Folder of the built dashboard; left out, or not there, only the API is served. */
  webRoot?: string;
}

/**
 * The cloud as HTTP, not listening yet. Frames come in at /v1/frames (ingest/), rest in the store (store.ts), are read under /v1
 * (api/) and told live (live/). Everybody passes the door (access.ts), which lets in by policy.ts and by nothing else.
 */
export function buildApp(parts: AppParts): FastifyInstance {
  const { store, directory, access, clock, log, webRoot } = parts;
  const options = {
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // A reverse proxy on this machine may say that its side was https.
    trustProxy: "loopback",
    ajv: { customOptions: { removeAdditional: false } },
    forceCloseConnections: true,
    requestTimeout: REQUEST_MS,
    bodyLimit: SMALL,
    genReqId: () => randomUUID(),
  };
  const app = (
    parts.tls ? fastify({ ...options, https: { ...parts.tls, minVersion: "TLSv1.3" } }) : fastify(options)
  ) as FastifyInstance;
  const sessions = new Sessions(parts.secret, clock);
  const rates = new Rates(parts.limits ?? LIMITS, clock);
  const door = new Door({ access, directory, sessions, rates });
  const live = new Live();
  answers(app);
  door.guard(app);
  docs(app);

  // The documentation sees only what is registered after it.
  app.register(async (api) => {
    parts.operations?.routes(api, store, live, clock);
    healthRoutes(api, store);

    api.register(async (hubs) => ingestRoutes(hubs, { store, directory, live, clock }));
    if (parts.mqtt) mqttIngest(api, { store, directory, live, clock, log }, parts.mqtt);
    devicesRoutes(api, store, clock);
    vitalsRoutes(api, store, clock);
    recordsRoutes(api, store, clock);
    liveRoutes(api, live, door);
    const people = { access, store, directory, sessions, passwords: new Passwords(), rates, clock };
    sessionRoutes(api, people);
    memberRoutes(api, people);
    claimRoutes(api, people);
    shareRoutes(api, people);
    keyRoutes(api, people);
    hubRoutes(api, people);
    adminRoutes(api, people);
  });

  const dashboard = webRoot !== undefined && existsSync(join(webRoot, "index.html"));
  if (dashboard) app.register(staticFiles, { root: webRoot, dotfiles: "ignore" });
  app.setNotFoundHandler((request) => {
    throw new CloudError(
      "route.unknown",
      `nothing is at ${request.method} ${request.url.split("?", 1)[0]}`,
      dashboard
        ? "The dashboard is at /."
        : "Only the API is served; the dashboard has not been built (node cloud/web/build.ts).",
    );
  });

  let heartbeat: NodeJS.Timeout | undefined;
  app.addHook("onListen", async () => {
    heartbeat = setInterval(() => live.heartbeat(), HEARTBEAT_MS);
  });
  app.addHook("preClose", async () => {
    clearInterval(heartbeat);
    live.close();
  });
  return app;
}
