import type { FastifyInstance } from "fastify";
import { CloudError } from "../errors.ts";
import { ROLES, type Role } from "../people.ts";
import { principalOf } from "../principal.ts";
import { makeToken } from "../tokens.ts";
import { bodyOf, ID, NAME, paramsOf, type RegisterParts } from "./parts.ts";

/** Keys of one tenant at once: a program each. */
const MAX_KEYS = 100;

const KEY = bodyOf({ name: NAME, role: { type: "string", enum: ROLES } }, ["name", "role"]);

/** `GET` and `POST /v1/keys` with `{"name","role"}`, `DELETE /v1/keys/:key`: API keys for programs. A key is told once. */
export function keyRoutes(app: FastifyInstance, { store, directory, clock }: RegisterParts): void {
  app.get("/v1/keys", async (request) => ({
    keys: directory
      .viewers(principalOf(request).tenant)
      .map(({ viewer, name, role }) => ({ id: viewer, name, role })),
  }));

  app.post<{ Body: { name: string; role: Role } }>(
    "/v1/keys",
    { schema: { body: KEY } },
    async (request, reply) => {
      const { name, role } = request.body;
      const { tenant } = principalOf(request);
      if (directory.viewers(tenant).length >= MAX_KEYS) {
        throw new CloudError("key.too-many", `${MAX_KEYS} keys are out`, "Withdraw one of them first.");
      }
      const { id: viewer, token, hash } = makeToken("viewer");
      await store.addViewer({ viewer, tenant, role, name, tokenHash: hash }, clock());
      directory.expire();
      return reply.code(201).send({ id: viewer, token });
    },
  );

  app.delete<{ Params: { key: string } }>(
    "/v1/keys/:key",
    { schema: { params: paramsOf({ key: ID }) } },
    async (request, reply) => {
      await store.removeViewer(principalOf(request).tenant, request.params.key);
      directory.expire();
      return reply.code(204).send();
    },
  );
}
