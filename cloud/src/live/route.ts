import type { FastifyInstance, FastifyReply } from "fastify";
import { DEVICE } from "../api/devices.ts";
import type { Directory } from "../directory.ts";
import { CloudError } from "../errors.ts";
import type { Live, LiveClient } from "./live.ts";

function listen(reply: FastifyReply, live: Live, device: string | null): void {
  const { raw } = reply;
  const headers = { ...reply.getHeaders(), "content-type": "text/event-stream", "x-accel-buffering": "no" };
  const client: LiveClient = {
    device,
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

/** `GET /v1/live` and `/v1/devices/:id/live`: server-sent events `estimate`, `minute`, `event`, `gap`. */
export function liveRoutes(app: FastifyInstance, live: Live, directory: Directory): void {
  app.get("/v1/live", (_request, reply) => {
    listen(reply, live, null);
  });

  app.get<{ Params: { id: string } }>(
    "/v1/devices/:id/live",
    { schema: { params: DEVICE } },
    async (request, reply) => {
      await directory.refresh();
      if (!directory.device(request.params.id)) {
        throw new CloudError("device.unknown", `no device ${request.params.id}`, "See GET /v1/devices.");
      }
      listen(reply, live, request.params.id);
    },
  );
}
