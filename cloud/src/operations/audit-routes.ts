import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Act, AuditLog } from "./audit.ts";

const READ = {
  type: "object",
  properties: {
    before: { type: "integer", minimum: 1 },
    limit: { type: "integer", minimum: 1, maximum: 1000, default: 100 },
  },
  additionalProperties: false,
} as const;

const SAFE = ["GET", "HEAD", "OPTIONS"];
/** What hubs do all day is not a privileged act. */
const HUBS_OWN = ["/v1/frames", "/v1/hub/grants"];
/** Of a parameter, characters. */
const KEPT = 100;

/** The act of a request as it is written down, or null where there is nothing to write down. */
function actOf(request: FastifyRequest, outcome: number): Act | null {
  const path = request.routeOptions.url;
  if (path === undefined || HUBS_OWN.includes(path)) return null;
  // Reading is privileged only where it is of the whole cloud; a change always is, and so is a refused try at either.
  const refused = outcome === 401 || outcome === 403;
  if (SAFE.includes(request.method) && !path.startsWith("/v1/admin/") && !refused) return null;
  const { principal } = request;
  const parameters = Object.entries((request.params ?? {}) as Record<string, unknown>);
  return {
    who: principal?.id ?? "",
    tenant: principal?.tenant ?? "",
    act: `${request.method} ${path}`,
    on: Object.fromEntries(parameters.map(([name, value]) => [name, String(value).slice(0, KEPT)])),
    outcome,
    address: request.ip,
    request: request.id,
  };
}

/** Refused tries written down a minute: a flood of them must not fill the disk. */
const MAX_REFUSED = 60;
const MINUTE_MS = 60_000;

/**
 * Writes down every change, every look at the whole cloud and every refusal on any route registered after it, before the answer goes
 * out: what cannot be written down is not confirmed. And `GET /v1/admin/audit`.
 */
export function auditRoutes(app: FastifyInstance, audit: AuditLog, clock: () => number): void {
  let minute = 0;
  let refused = 0;
  app.addHook("onSend", async (request, reply) => {
    const act = actOf(request, reply.statusCode);
    if (!act) return;
    const nowMs = clock();
    if (Math.floor(nowMs / MINUTE_MS) !== minute) {
      minute = Math.floor(nowMs / MINUTE_MS);
      refused = 0;
    }
    if (act.outcome >= 400 && ++refused > MAX_REFUSED) return;
    audit.append([act], nowMs);
  });

  app.get<{ Querystring: { before?: number; limit: number } }>(
    "/v1/admin/audit",
    { schema: { tags: ["operations"], summary: "Who did what, newest first", querystring: READ } },
    async (request) => {
      const { before = null, limit } = request.query;
      const entries = audit.read(before, limit);
      return { entries, head: audit.head(), next: entries.length === limit ? entries.at(-1)!.seq : null };
    },
  );
}
