import type { FastifyInstance, FastifyRequest } from "fastify";
import { DEVICE } from "../api/devices.ts";
import { CloudError } from "../errors.ts";
import { principalOf } from "../principal.ts";
import type { Alerts } from "./alerts.ts";
import { MAX_SNOOZE_MS } from "./book.ts";
import type { Episode } from "./episodes.ts";
import type { Told } from "./profiles.ts";

const ID = { type: "string", pattern: "^[0-9a-f]{16}$" } as const;
const ALERT = { type: "object", properties: { alert: ID }, required: ["alert"] } as const;

const LIST = {
  type: "object",
  properties: {
    state: { type: "string", enum: ["live", "all"], default: "live" },
    device: DEVICE.properties.id,
    after: ID,
    limit: { type: "integer", minimum: 1, maximum: 500, default: 100 },
  },
  additionalProperties: false,
} as const;

const SNOOZE = {
  type: "object",
  properties: { minutes: { type: "integer", minimum: 1, maximum: MAX_SNOOZE_MS / 60_000 } },
  required: ["minutes"],
  additionalProperties: false,
} as const;

const NOTHING = { type: ["object", "null"], additionalProperties: false } as const;

const PROFILE = {
  type: "object",
  properties: {
    born: { type: ["string", "null"], format: "date" },
    size: { type: "string", enum: ["toy", "standard", "giant"] },
    everyS: { type: "integer", minimum: 60, maximum: 86_400 },
  },
  required: ["born", "size", "everyS"],
  additionalProperties: false,
} as const;

interface ProfileBody {
  born: string | null;
  size: Told["size"];
  everyS: number;
}

type Act = "acknowledge" | "resolve" | "escalate";

/**
 * `GET /v1/alerts`, `/v1/alerts/:alert` and its `acknowledge`, `snooze`, `resolve`, `escalate`; `/v1/devices/:id/alert-profile`.
 * Who may call them stands in policy.ts.
 */
export function alertRoutes(app: FastifyInstance, alerts: Alerts, clock: () => number): void {
  const tags = ["alerts"];

  app.get<{ Querystring: { state: "live" | "all"; device?: string; after?: string; limit: number } }>(
    "/v1/alerts",
    { schema: { tags, summary: "Alerts, newest first", querystring: LIST } },
    async (request) => {
      const { tenant, device } = principalOf(request);
      const { state, after = null, limit } = request.query;
      const only = device ?? request.query.device ?? null;
      const list = alerts.shelf.list({ tenant, device: only, state, after, limit });
      return { alerts: list, next: list.length === limit ? list.at(-1)!.id : null };
    },
  );

  const read = (request: FastifyRequest<{ Params: { alert: string } }>) => {
    const { tenant, device } = principalOf(request);
    return alerts.shelf.read(tenant, device, request.params.alert);
  };

  app.get<{ Params: { alert: string } }>(
    "/v1/alerts/:alert",
    { schema: { tags, summary: "One alert with what became of it", params: ALERT } },
    async (request) => read(request),
  );

  const answer = (
    request: FastifyRequest<{ Params: { alert: string } }>,
    act: (id: string, who: string) => Episode,
  ) => {
    act(read(request).id, principalOf(request).name);
    return read(request);
  };
  const simple: [Act, string][] = [
    ["acknowledge", "Somebody looks after it: it does not escalate any more"],
    ["resolve", "It is over"],
    ["escalate", "Call the next level now"],
  ];
  for (const [act, summary] of simple) {
    app.post<{ Params: { alert: string } }>(
      `/v1/alerts/:alert/${act}`,
      { schema: { tags, summary, params: ALERT, body: NOTHING }, bodyLimit: 1024 },
      async (request) => answer(request, (id, who) => alerts.book[act](id, who, clock())),
    );
  }

  app.post<{ Params: { alert: string }; Body: { minutes: number } }>(
    "/v1/alerts/:alert/snooze",
    { schema: { tags, summary: "Silent for so many minutes", params: ALERT, body: SNOOZE }, bodyLimit: 1024 },
    async (request) => {
      const nowMs = clock();
      const untilMs = nowMs + request.body.minutes * 60_000;
      return answer(request, (id, who) => alerts.book.snooze(id, untilMs, who, nowMs));
    },
  );

  const petOf = (device: string) => {
    const pet = alerts.shelf.petOf(device);
    if (pet) return pet;
    throw new CloudError("device.unknown", "no such device", "See GET /v1/devices.");
  };
  const profileOf = (device: string) => {
    const { pet, species } = petOf(device);
    const { bornMs, size, everyS } = alerts.profiles.of(pet, species);
    const born = bornMs === null ? null : new Date(bornMs).toISOString().slice(0, 10);
    return { device, species, born, size, everyS };
  };

  app.get<{ Params: { id: string } }>(
    "/v1/devices/:id/alert-profile",
    { schema: { tags, summary: "What alerts know about the animal", params: DEVICE } },
    async (request) => profileOf(request.params.id),
  );

  app.put<{ Params: { id: string }; Body: ProfileBody }>(
    "/v1/devices/:id/alert-profile",
    {
      schema: {
        tags,
        summary: "Say when it was born, its size, how often data come",
        params: DEVICE,
        body: PROFILE,
      },
      bodyLimit: 1024,
    },
    async (request) => {
      const { born, size, everyS } = request.body;
      const bornMs = born === null ? null : Date.parse(born);
      alerts.profiles.set(petOf(request.params.id).pet, { bornMs, size, everyS });
      return profileOf(request.params.id);
    },
  );

  // A hub that was let in has been in contact, whatever it wanted.
  app.addHook("onResponse", async (request) => {
    if (request.hub !== null) alerts.hubSeen(request.hub.hub);
  });
}
