import type { FastifyInstance } from "fastify";
import type { Directory } from "../directory.ts";
import { principalOf } from "../principal.ts";
import { makeToken } from "../tokens.ts";
import { DEVICE } from "./devices.ts";
import { bodyOf, ID, NAME, paramsOf, type RegisterParts } from "./parts.ts";

const HOUR_MS = 3_600_000;
/** A visit and its follow-up; for longer, make a new link. */
const MAX_HOURS = 90 * 24;

const SHARE = bodyOf({ name: NAME, hours: { type: "integer", minimum: 1, maximum: MAX_HOURS } }, [
  "name",
  "hours",
]);

/**
 * `GET` and `POST /v1/devices/:id/shares` with `{"name","hours"}`, `DELETE /v1/shares/:share`: links with which a vet reads one pet until
 * a time. The token is told once; it belongs behind the `#` of a link, which browsers do not send and servers do not log.
 */
export function shareRoutes(app: FastifyInstance, { store, directory, clock }: RegisterParts): void {
  app.get<{ Params: { id: string } }>(
    "/v1/devices/:id/shares",
    { schema: { params: DEVICE } },
    async (request) => ({ shares: told(directory, request.params.id) }),
  );

  app.post<{ Params: { id: string }; Body: { name: string; hours: number } }>(
    "/v1/devices/:id/shares",
    { schema: { params: DEVICE, body: SHARE } },
    async (request, reply) => {
      const { name, hours } = request.body;
      const { tenant } = principalOf(request);
      const nowMs = clock();
      const expiresMs = nowMs + hours * HOUR_MS;
      const { id: share, token, hash } = makeToken("share");
      const device = request.params.id;
      await store.addShare({ share, tenant, device, name, tokenHash: hash, expiresMs }, nowMs);
      directory.expire();
      return reply.code(201).send({ id: share, token, expiresAt: expiresMs });
    },
  );

  app.delete<{ Params: { share: string } }>(
    "/v1/shares/:share",
    { schema: { params: paramsOf({ share: ID }) } },
    async (request, reply) => {
      await store.removeShare(principalOf(request).tenant, request.params.share);
      directory.expire();
      return reply.code(204).send();
    },
  );
}

function told(directory: Directory, device: string): object[] {
  return directory
    .shares(device)
    .map(({ share, name, expiresMs }) => ({ id: share, name, expiresAt: expiresMs }));
}
