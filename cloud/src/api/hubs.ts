import type { FastifyInstance, FastifyReply } from "fastify";
import { CloudError } from "../errors.ts";
import { type Principal, principalOf } from "../principal.ts";
import { makeToken } from "../tokens.ts";
import { bodyOf, ID, NAME, paramsOf, type RegisterParts, SMALL } from "./parts.ts";

/** Hubs of one tenant: four collars each are a fleet of four thousand. */
const MAX_HUBS = 1000;

const HUB = bodyOf({ name: NAME, devices: { type: "array", items: ID, maxItems: 1000, uniqueItems: true } }, [
  "name",
  "devices",
]);
const ONE = paramsOf({ hub: ID });
const PAIR = paramsOf({ hub: ID, device: ID });

/**
 * `GET` and `POST /v1/hubs` with `{"name","devices"}`, `DELETE /v1/hubs/:hub`, `PUT` and `DELETE /v1/hubs/:hub/devices/:device`: hubs and
 * the collars they may carry. A hub's token is told once.
 */
export function hubRoutes(app: FastifyInstance, { store, directory, clock }: RegisterParts): void {
  app.get("/v1/hubs", async (request) => ({
    hubs: directory
      .hubs(principalOf(request).tenant)
      .map(({ hub, name, devices }) => ({ id: hub, name, devices })),
  }));

  app.post<{ Body: { name: string; devices: string[] } }>(
    "/v1/hubs",
    { schema: { body: HUB }, bodyLimit: 32 * SMALL },
    async (request, reply) => {
      const { name, devices } = request.body;
      const { tenant } = principalOf(request);
      if (directory.hubs(tenant).length >= MAX_HUBS) {
        throw new CloudError("hub.too-many", `there are ${MAX_HUBS} hubs`, "Remove one that is gone first.");
      }
      const { id: hub, token, hash } = makeToken("hub");
      await store.addHub({ hub, tenant, name, tokenHash: hash, devices }, clock());
      directory.expire();
      return reply.code(201).send({ id: hub, token });
    },
  );

  app.delete<{ Params: { hub: string } }>(
    "/v1/hubs/:hub",
    { schema: { params: ONE } },
    async (request, reply) => {
      await store.removeHub(principalOf(request).tenant, request.params.hub);
      return changed(reply);
    },
  );

  app.put<{ Params: { hub: string; device: string } }>(
    "/v1/hubs/:hub/devices/:device",
    { schema: { params: PAIR } },
    async (request, reply) => {
      const { hub, device } = ofTheirs(principalOf(request), request.params);
      await store.grant(hub, device);
      return changed(reply);
    },
  );

  app.delete<{ Params: { hub: string; device: string } }>(
    "/v1/hubs/:hub/devices/:device",
    { schema: { params: PAIR } },
    async (request, reply) => {
      const { hub, device } = ofTheirs(principalOf(request), request.params);
      await store.revoke(hub, device);
      return changed(reply);
    },
  );

  /** The hub has to be the caller's; the store sees to it that hub and device are of one tenant. */
  function ofTheirs<T extends { hub: string }>({ tenant }: Principal, params: T): T {
    if (directory.hubs(tenant).some(({ hub }) => hub === params.hub)) return params;
    throw new CloudError("hub.unknown", `no hub ${params.hub}`, "See GET /v1/hubs.");
  }

  function changed(reply: FastifyReply): FastifyReply {
    directory.expire();
    return reply.code(204).send();
  }
}
