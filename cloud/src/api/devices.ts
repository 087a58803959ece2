import type { FastifyInstance } from "fastify";
import { CloudError } from "../errors.ts";
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

/** `GET /v1/devices`, `/v1/devices/:id`, `/v1/devices/:id/unplaced`. */
export function devicesRoutes(app: FastifyInstance, store: Store, clock: () => number): void {
  app.get("/v1/devices", async () => {
    const nowMs = clock();
    return { devices: (await store.devices(nowMs)).map((state) => seen(state, nowMs)) };
  });

  app.get<{ Params: { id: string } }>("/v1/devices/:id", { schema: { params: DEVICE } }, async (request) => {
    const nowMs = clock();
    const [state] = await store.devices(nowMs, request.params.id);
    if (!state)
      throw new CloudError("device.unknown", `no device ${request.params.id}`, "See GET /v1/devices.");
    return seen(state, nowMs);
  });

  app.get<{ Params: { id: string } }>(
    "/v1/devices/:id/unplaced",
    { schema: { params: DEVICE } },
    async (request) => ({ epochs: await store.unplaced(request.params.id) }),
  );
}

/** Schema of the `:id` in a path. */
export const DEVICE = {
  type: "object",
  properties: { id: { type: "string", pattern: "^[0-9a-f]{16}$" } },
  required: ["id"],
} as const;
