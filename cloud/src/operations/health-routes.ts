import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Alerts } from "../alerts/alerts.ts";
import { CloudError } from "../errors.ts";
import type { Live } from "../live/live.ts";
import type { Store } from "../store.ts";
import { sameHash } from "../tokens.ts";
import type { Operations } from "./operations.ts";
import type { StateReader } from "./state.ts";

/** With less than this free the disk is about to be the problem, bytes. */
const LEAST_FREE = 512 * 1024 * 1024;
/** Alerts that wait so long for a channel mean that somebody does not hear of something, ms. */
const LONG_MS = 15 * 60_000;
/** So many frames behind, alerts are late. */
const FAR_BEHIND = 50_000;

type Verdict = "ok" | "degraded" | "failing";

interface Part {
  status: Verdict;
  [detail: string]: unknown;
}

/**
 * `GET /health/detailed`: each part of the cloud with its own verdict, 503 when one is failing. `GET /metrics`: the figures for
 * Prometheus. And times every request of routes registered after it.
 */
export function healthDetailRoutes(
  app: FastifyInstance,
  store: Store,
  operations: Operations,
  live: Live,
  clock: () => number,
): void {
  const { alerts, audit, metrics, state, metricsToken } = operations;
  const tags = ["operations"];
  const upMs = clock();

  app.addHook("onSend", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    const level =
      reply.statusCode >= 500 ? "error" : request.method === "GET" || request.hub ? "debug" : "info";
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    metrics.answered(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    const who = request.principal?.id ?? (request.hub ? `hub:${request.hub.hub}` : request.ip);
    request.log[level]({ method: request.method, route, status: reply.statusCode, ms, who }, "answered");
  });

  app.get(
    "/health/detailed",
    { schema: { tags, summary: "Every part with its own verdict" } },
    async (_request, reply) => {
      const parts: Record<string, Part> = {
        store: await checked(() => store.check()),
        disk: await checked(() => ofDisk(state)),
        alerts: await checked(() => ofAlerts(alerts, state, clock())),
        audit: await checked(() => ({ status: "ok", ...audit.head() })),
        ingest: await checked(() => ofIngest(state, clock())),
      };
      const all = Object.values(parts).map(({ status }) => status);
      const status: Verdict = all.includes("failing")
        ? "failing"
        : all.includes("degraded")
          ? "degraded"
          : "ok";
      reply.code(status === "failing" ? 503 : 200);
      return { status, upS: Math.round((clock() - upMs) / 1000), node: process.version, parts };
    },
  );

  app.get("/metrics", { schema: { tags, summary: "Figures for Prometheus" } }, async (request, reply) => {
    if (!mayRead(request, metricsToken)) {
      throw new CloudError(
        "access.required",
        "figures are told to this machine, or to whoever brings their token",
        "Send `Authorization: Bearer <token>` with the one of --metrics-token-file.",
      );
    }
    const { type, body } = await metrics.text(state.read(), live.open);
    reply.type(type);
    return body;
  });
}

/** Prometheus sends no cookie: it comes from this machine, not through a proxy, or brings the token. */
function mayRead(request: FastifyRequest, token: string | null): boolean {
  const { authorization } = request.headers;
  if (token !== null && authorization !== undefined) {
    const hash = (text: string) => createHash("sha256").update(text).digest();
    return sameHash(hash(authorization), hash(`Bearer ${token}`));
  }
  const near = request.socket.remoteAddress ?? "";
  return /^(::ffff:)?127\.|^::1$/.test(near) && request.headers["x-forwarded-for"] === undefined;
}

async function checked(work: () => Promise<void> | Part): Promise<Part> {
  try {
    return (await work()) ?? { status: "ok" };
  } catch (error) {
    const known = error instanceof CloudError;
    return {
      status: "failing",
      code: known ? error.code : "cloud.internal",
      hint: known ? error.hint : "See the log.",
    };
  }
}

function ofDisk(state: StateReader): Part {
  const { free, files } = state.read();
  return { status: free < LEAST_FREE ? "degraded" : "ok", freeBytes: free, files };
}

function ofAlerts(alerts: Alerts, state: StateReader, nowMs: number): Part {
  const { unseen, alerts: counts } = state.read();
  const waitsMs = counts.oldestPendingMs === null ? 0 : nowMs - counts.oldestPendingMs;
  const late = unseen > FAR_BEHIND || waitsMs > LONG_MS;
  const status = alerts.stalled !== null ? "failing" : late ? "degraded" : "ok";
  const live = counts.live.reduce((sum, { n }) => sum + n, 0);
  return {
    status,
    stalled: alerts.stalled,
    unseenFrames: unseen,
    live,
    pending: counts.pending,
    oldestWaitsMs: waitsMs,
  };
}

function ofIngest(state: StateReader, nowMs: number): Part {
  const { newestMs, awaited, unplaced, lost } = state.read();
  return {
    status: "ok",
    newestFrameAgeMs: newestMs === null ? null : nowMs - newestMs,
    awaited,
    unplaced,
    lost,
  };
}
