import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { CloudError } from "../errors.ts";
import { principalOf } from "../principal.ts";
import type { Alerts } from "./alerts.ts";
import type { Channel, Way } from "./delivery/channels.ts";
import type { Severity } from "./rules.ts";

/** Of a webhook's secret, bytes: Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32;

const text = (maxLength: number, pattern?: string) => ({
  type: "string",
  minLength: 1,
  maxLength,
  ...(pattern && { pattern }),
});
const object = (properties: object) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** An address as far as it can be told without sending to it: no spaces, no list. */
const EMAIL = '^[^\\s@,;<>"]+@[^\\s@,;<>"]+$';
const SETTINGS = {
  webhook: object({ url: text(2000) }),
  email: object({ to: text(254, EMAIL) }),
  ntfy: object({
    url: text(2000),
    topic: text(64, "^[-_A-Za-z0-9]+$"),
    token: { type: "string", maxLength: 200 },
  }),
  pagerduty: object({ routingKey: text(32, "^[A-Za-z0-9]{32}$") }),
};
const ADD = {
  type: "object",
  properties: {
    kind: { type: "string", enum: Object.keys(SETTINGS) },
    name: text(100),
    least: { type: "string", enum: ["info", "warning", "critical"], default: "warning" },
    level: { type: "integer", minimum: 0, maximum: 3, default: 0 },
    settings: { type: "object" },
  },
  required: ["kind", "name", "settings"],
  additionalProperties: false,
  oneOf: Object.entries(SETTINGS).map(([kind, settings]) => ({
    type: "object",
    properties: { kind: { const: kind }, settings },
  })),
} as const;

interface Added {
  kind: Way["kind"];
  name: string;
  least: Severity;
  level: number;
  settings: Record<string, string>;
}

const ID = { type: "string", pattern: "^[0-9a-f]{16}$" } as const;
const CHANNEL = { type: "object", properties: { channel: ID }, required: ["channel"] } as const;
const LIMIT = {
  type: "object",
  properties: { limit: { type: "integer", minimum: 1, maximum: 1000, default: 100 } },
  additionalProperties: false,
} as const;

/** A channel without what opens somebody else's door. */
function shown({ channel, kind, name, least, level, settings }: Channel): object {
  const {
    secret: _secret,
    token: _token,
    routingKey: _key,
    ...open
  } = settings as unknown as Record<string, string>;
  return { channel, kind, name, least, level, settings: open };
}

function checkUrl(url: string, privateTargets: boolean): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : "";
  if (protocol === "https:" || (privateTargets && protocol === "http:")) return;
  throw new CloudError(
    "channel.invalid",
    "the url is not an https address",
    "Give one like https://example.org/hook.",
  );
}

/**
 * `GET`, `POST {prefix}/alert-channels`, `DELETE …/:channel`, `POST …/:channel/test` and `GET {prefix}/alert-deliveries`. `tenantOf`
 * says whose; under /v1 the caller's, under /v1/admin whoever runs the cloud.
 */
export function channelRoutes(
  app: FastifyInstance,
  prefix: string,
  alerts: Alerts,
  clock: () => number,
  tenantOf: (request: FastifyRequest) => string,
): void {
  const { channels, shelf, privateTargets } = alerts;
  const tags = ["alerts"];

  app.get(
    `${prefix}/alert-channels`,
    { schema: { tags, summary: "Who is told, and how" } },
    async (request) => ({
      channels: channels.list(tenantOf(request)).map(shown),
    }),
  );

  app.post<{ Body: Added }>(
    `${prefix}/alert-channels`,
    {
      schema: { tags, summary: "Tell somebody; a webhook's secret is answered this once", body: ADD },
      bodyLimit: 8192,
    },
    async (request, reply) => {
      const { kind, name, least, level, settings } = request.body;
      if (settings.url !== undefined) checkUrl(settings.url, privateTargets);
      const secret = kind === "webhook" ? `whsec_${randomBytes(SECRET_BYTES).toString("base64")}` : null;
      const channel = {
        channel: randomBytes(8).toString("hex"),
        tenant: tenantOf(request),
        kind,
        name,
        least,
        level,
        settings: secret === null ? settings : { ...settings, secret },
      } as unknown as Channel;
      channels.add(channel, clock());
      return reply.code(201).send({ ...shown(channel), ...(secret !== null && { secret }) });
    },
  );

  app.delete<{ Params: { channel: string } }>(
    `${prefix}/alert-channels/:channel`,
    { schema: { tags, summary: "Tell them no more", params: CHANNEL } },
    async (request, reply) => {
      channels.remove(tenantOf(request), request.params.channel, clock());
      return reply.code(204).send();
    },
  );

  app.post<{ Params: { channel: string } }>(
    `${prefix}/alert-channels/:channel/test`,
    { schema: { tags, summary: "Tell them something now, and say what came of it", params: CHANNEL } },
    async (request) => {
      const channel = channels.list(tenantOf(request)).find((one) => one.channel === request.params.channel);
      if (!channel) {
        throw new CloudError("channel.unknown", "no such channel", `See GET ${prefix}/alert-channels.`);
      }
      const nowMs = clock();
      const message = {
        id: `msg_test_${randomBytes(8).toString("hex")}`,
        act: "opened" as const,
        episode: randomBytes(8).toString("hex"),
        rule: "collar-anomaly" as const,
        severity: "info" as const,
        title: "A test: nothing is wrong",
        pet: "",
        detail: `asked for by ${principalOf(request).name}`,
        fromMs: nowMs,
        toMs: nowMs,
        worst: null,
        level: 0,
      };
      try {
        return { told: true, answer: (await alerts.send(channel, message, nowMs)).slice(0, 200) };
      } catch (error) {
        return { told: false, answer: (error as Error).message.slice(0, 200) };
      }
    },
  );

  app.get<{ Querystring: { limit: number } }>(
    `${prefix}/alert-deliveries`,
    { schema: { tags, summary: "What reached whom, newest first", querystring: LIMIT } },
    async (request) => ({ deliveries: shelf.deliveries(tenantOf(request), request.query.limit) }),
  );
}
