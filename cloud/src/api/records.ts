import type { FastifyInstance } from "fastify";
import { principalOf } from "../principal.ts";
import type { Store } from "../store.ts";
import { rejectionName } from "../vitals/names.ts";
import { DEVICE } from "./devices.ts";
import { SPAN, spanOf } from "./span.ts";

const DAY_MS = 86_400_000;

const EVENTS_QUERY = {
  type: "object",
  properties: { ...SPAN, limit: { type: "integer", minimum: 1, maximum: 1000, default: 100 } },
  additionalProperties: false,
} as const;

const FRAMES_QUERY = {
  type: "object",
  properties: {
    after: { type: "integer", minimum: 0, maximum: 4_294_967_295, default: 0 },
    limit: { type: "integer", minimum: 1, maximum: 10_000, default: 1000 },
  },
  additionalProperties: false,
} as const;

const QUARANTINE_QUERY = {
  type: "object",
  properties: { limit: { type: "integer", minimum: 1, maximum: 1000, default: 100 } },
  additionalProperties: false,
} as const;

/**
 * `GET /v1/devices/:id/events` (newest first, the last day by default), `/v1/devices/:id/frames` (identities, for auditors) and
 * `/v1/quarantine` (refused frames, newest first, without their bytes).
 */
export function recordsRoutes(app: FastifyInstance, store: Store, clock: () => number): void {
  app.get<{ Params: { id: string }; Querystring: { from?: number; to?: number; limit: number } }>(
    "/v1/devices/:id/events",
    { schema: { params: DEVICE, querystring: EVENTS_QUERY } },
    async (request) => {
      const span = spanOf(request.query, clock(), DAY_MS);
      const events = await store
        .within(principalOf(request).tenant)
        .events(request.params.id, span, request.query.limit);
      return { device: request.params.id, from: span.fromMs, to: span.toMs, events };
    },
  );

  app.get<{ Params: { id: string }; Querystring: { after: number; limit: number } }>(
    "/v1/devices/:id/frames",
    { schema: { params: DEVICE, querystring: FRAMES_QUERY } },
    async (request) => {
      const { after, limit } = request.query;
      const frames = await store.within(principalOf(request).tenant).frames(request.params.id, after, limit);
      // Several epochs never share a number, so the last one is where to go on.
      const next = frames.length === limit ? frames.at(-1)!.seq : null;
      return { device: request.params.id, frames, next };
    },
  );

  app.get<{ Querystring: { limit: number } }>(
    "/v1/quarantine",
    { schema: { querystring: QUARANTINE_QUERY } },
    async (request) => {
      const frames = await store.within(principalOf(request).tenant).quarantine(request.query.limit);
      return { frames: frames.map((frame) => ({ ...frame, reason: rejectionName(frame.reason) })) };
    },
  );
}
