import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { bodyOf, ID, NAME, paramsOf, type RegisterParts } from "./parts.ts";

/** A page of a list in order of id. */
const PAGE = {
  type: "object",
  properties: { after: ID, limit: { type: "integer", minimum: 1, maximum: 1000, default: 1000 } },
  additionalProperties: false,
} as const;

/**
 * What whoever runs the cloud may do, none of which opens a pet: `GET` and `POST /v1/admin/tenants` with `{"name"}`,
 * `GET /v1/admin/collars`, `POST /v1/admin/collars/:device/revoke`. Keys and claim codes are made on the command line only.
 */
export function adminRoutes(app: FastifyInstance, { store, directory, clock }: RegisterParts): void {
  app.get<{ Querystring: { after?: string; limit: number } }>(
    "/v1/admin/tenants",
    { schema: { querystring: PAGE } },
    async (request) => {
      const { after = "", limit } = request.query;
      const rest = directory.tenants().filter(({ tenant }) => tenant > after);
      const tenants = rest.slice(0, limit).map(({ tenant, name }) => ({ id: tenant, name }));
      return { tenants, next: rest.length > limit ? tenants.at(-1)!.id : null };
    },
  );

  app.post<{ Body: { name: string } }>(
    "/v1/admin/tenants",
    { schema: { body: bodyOf({ name: NAME }, ["name"]) } },
    async (request, reply) => {
      const tenant = randomBytes(8).toString("hex");
      await store.addTenant({ tenant, name: request.body.name }, clock());
      directory.expire();
      return reply.code(201).send({ id: tenant });
    },
  );

  app.get<{ Querystring: { after?: string; limit: number } }>(
    "/v1/admin/collars",
    { schema: { querystring: PAGE } },
    async (request) => {
      const { after, limit } = request.query;
      const collars = await store.collars(after ?? null, limit);
      return { collars, next: collars.length === limit ? collars.at(-1)!.device : null };
    },
  );

  app.post<{ Params: { device: string } }>(
    "/v1/admin/collars/:device/revoke",
    { schema: { params: paramsOf({ device: ID }) } },
    async (request, reply) => {
      await store.revokeCollar(request.params.device, clock());
      directory.expire();
      return reply.code(204).send();
    },
  );
}
