import { existsSync } from "node:fs";
import { join } from "node:path";
import staticFiles from "@fastify/static";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { Logger } from "pino";
import { type Access, Door } from "./access.ts";
import { answers } from "./answers.ts";
import { devicesRoutes } from "./api/devices.ts";
import { healthRoutes } from "./api/health.ts";
import { recordsRoutes } from "./api/records.ts";
import { sessionRoutes } from "./api/session.ts";
import { vitalsRoutes } from "./api/vitals.ts";
import type { Directory } from "./directory.ts";
import { CloudError } from "./errors.ts";
import { ingestRoutes } from "./ingest/route.ts";
import { Live } from "./live/live.ts";
import { liveRoutes } from "./live/route.ts";
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
  /** Unix ms. */
  clock: () => number;
  log: Logger;
  /** Folder of the built dashboard; left out, or not there, only the API is served. */
  webRoot?: string;
}

/**
 * The cloud as HTTP, not listening yet. Frames come in at /v1/frames (ingest/), rest in the store (store.ts), are read under /v1
 * (api/) and told live (live/); people pass the door (access.ts), hubs bring their token.
 */
export function buildApp({ store, directory, access, clock, log, webRoot }: AppParts): FastifyInstance {
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // A reverse proxy on this machine may say that its side was https.
    trustProxy: "loopback",
    ajv: { customOptions: { removeAdditional: false } },
    forceCloseConnections: true,
    requestTimeout: REQUEST_MS,
  });
  const door = new Door(access, directory, clock);
  const live = new Live();
  answers(app);
  healthRoutes(app, store);

  app.register(async (hubs) => ingestRoutes(hubs, { store, directory, live, clock }));
  app.register(async (people) => {
    people.addHook("onRequest", (request) => door.check(request));
    devicesRoutes(people, store, clock);
    vitalsRoutes(people, store, clock);
    recordsRoutes(people, store, clock);
    liveRoutes(people, live, directory);
  });
  sessionRoutes(app, door);

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
