import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Door } from "../access.ts";
import { DEVICE } from "../api/devices.ts";
import { principalOf } from "../principal.ts";
import { addressOf } from "../rates.ts";
import type { Live, LiveClient } from "./live.ts";

function listen(
  request: FastifyRequest,
  reply: FastifyReply,
  live: Live,
  may: Pick<LiveClient, "sees" | "welcome">,
): void {
  const { raw } = reply;
  // Who hung up while the door asked who it is has closed already and will not close again; nor has it an address any more.
  if (raw.destroyed) {
    reply.hijack();
    return;
  }
  const headers = { ...reply.getHeaders(), "content-type": "text/event-stream", "x-accel-buffering": "no" };
  // What a GET would answer has no end, so HEAD must not wait for it.
  if (request.method === "HEAD") {
    reply.headers(headers).send();
    return;
  }
  const { id: caller, tenant } = principalOf(request);
  const client: LiveClient = {
    ...may,
    holder: { tenant, caller, address: addressOf(request.ip) },
    write: (text) => {
      // The headers go with the first words, so that a refusal can still be an ordinary answer.
      if (!raw.headersSent) raw.writeHead(200, headers as Record<string, string>);
      raw.write(text);
    },
    waiting: () => raw.writableLength,
    drop: () => raw.destroy(),
  };
  live.add(client);
  reply.hijack();
  raw.on("close", () => live.remove(client));
}

/**
 * `GET /v1/live` (what the caller may see) and `/v1/devices/:id/live`: server-sent events `estimate`, `minute`, `event`, `gap`. The
 * caller's right is asked for anew with every event and every heartbeat. HEAD answers with the headers alone.
 */
export function liveRoutes(app: FastifyInstance, live: Live, door: Door): void {
  app.get("/v1/live", (request, reply) => {
    listen(request, reply, live, {
      sees: (device) => door.sees(request, device),
      welcome: () => door.knows(request),
    });
  });

  app.get<{ Params: { id: string } }>(
    "/v1/devices/:id/live",
    { schema: { params: DEVICE } },
    (request, reply) => {
      const { id } = request.params;
      listen(request, reply, live, {
        sees: (device) => device === id && door.sees(request, device),
        welcome: () => door.sees(request, id),
      });
    },
  );
}
