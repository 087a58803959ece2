import type { FastifyInstance } from "fastify";
import { principalOf } from "../principal.ts";
import type { DeviceState, Store } from "../store.ts";

/** A measurement this young means somebody is looking right now, ms. */
const LIVE_MS = 60_000;
/** A frame covers an hour at most and is carried soon after: longer silence is not normal, ms. */
const RECENT_MS = 75 * 60_000;

/** How fresh what we know is. */
export type Status = "live" | "recent" | "stale" | "never";

function status(lastAt: number | null, nowMs: number): Status {
  if (lastAt === null) return "never";
  const age = nowMs - lastAt;
  if (age <= LIVE_MS) return "live";
  return age <= RECENT_MS ? "recent" : "stale";
}

function seen({ device, ...state }: DeviceState, nowMs: number): object {
  const lastAt = state.latest?.at ?? null;
  return { id: device, status: status(lastAt, nowMs), lastAt, ...state };
}

/** A device, or what a released one left behind. */
const DEVICE_PATTERN = "^[0-9a-f]{16}(~[1-9][0-9]{0,9})?$";

/** Schema of the `:id` in a path. */
export const DEVICE = {
  type: "object",
  properties: { id: { type: "string", pattern: DEVICE_PATTERN } },
  required: ["id"],
} as const;

const LIST_QUERY = {
  type: "object",
  properties: {
    after: { type: "string", pattern: DEVICE_PATTERN },
    limit: { type: "integer", minimum: 1, maximum: 1000, default: 1000 },
  },
  additionalProperties: false,
} as const;

/** `GET /v1/devices` (in order of id, `next` is where to go on), `/v1/devices/:id`, `/v1/devices/:id/unplaced`. */
export function devicesRoutes(app: FastifyInstance, store: Store, clock: () => number): void {
  app.get<{ Querystring: { after?: string; limit: number } }>(
    "/v1/devices",
    { schema: { querystring: LIST_QUERY } },
    async (request) => {
      const nowMs = clock();
      const { after, limit } = request.query;
      const { tenant, device } = principalOf(request);
      const pets = store.within(tenant);
      if (device !== null) return { devices: [seen(await pets.device(nowMs, device), nowMs)], next: null };
      const states = await pets.devices(nowMs, after ?? null, limit);
      const next = states.length === limit ? states.at(-1)!.device : null;
      return { devices: states.map((state) => seen(state, nowMs)), next };
    },
  );

  app.get<{ Params: { id: string } }>("/v1/devices/:id", { schema: { params: DEVICE } }, async (request) => {
    const nowMs = clock();
    return seen(await store.within(principalOf(request).tenant).device(nowMs, request.params.id), nowMs);
  });

  app.get<{ Params: { id: string } }>(
    "/v1/devices/:id/unplaced",
    { schema: { params: DEVICE } },
    async (request) => ({
      epochs: await store.within(principalOf(request).tenant).unplaced(request.params.id),
    }),
  );
}
