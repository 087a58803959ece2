import type { FastifyInstance } from "fastify";
import type { Door } from "../access.ts";

const BODY = {
  type: "object",
  properties: { token: { type: "string", maxLength: 200 } },
  required: ["token"],
  additionalProperties: false,
} as const;

/** `POST /v1/session` with `{"token":"…"}` sets a viewer's cookie, `DELETE /v1/session` takes it away. */
export function sessionRoutes(app: FastifyInstance, door: Door): void {
  app.post<{ Body: { token: string } }>(
    "/v1/session",
    { schema: { body: BODY }, bodyLimit: 1024 },
    async (request, reply) => {
      await door.open(request.body.token, request, reply);
      return reply.code(204).send();
    },
  );

  app.delete("/v1/session", async (request, reply) => {
    door.close(request, reply);
    return reply.code(204).send();
  });
}
