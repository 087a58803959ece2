import type { FastifyInstance } from "fastify";
import { makeCode, readCode } from "../codes.ts";
import { CloudError } from "../errors.ts";
import { principalOf } from "../principal.ts";
import type { Species } from "../store.ts";
import { DEVICE } from "./devices.ts";
import { bodyOf, NAME, type RegisterParts } from "./parts.ts";

const CLAIM = bodyOf(
  {
    code: { type: "string", minLength: 1, maxLength: 64 },
    name: NAME,
    species: { type: "string", enum: ["dog", "cat"] },
  },
  ["code", "name", "species"],
);

/**
 * `POST /v1/claims` with `{"code","name","species"}` makes a collar the caller's; the code as printed or as its QR code says it. Every
 * hub of theirs may carry it from then on. `POST /v1/devices/:id/release` gives it away: the answer has the code for the next owner,
 * this once, and the id under which what was measured stays with the giver.
 */
export function claimRoutes(app: FastifyInstance, { store, directory, clock }: RegisterParts): void {
  app.post<{ Body: { code: string; name: string; species: Species } }>(
    "/v1/claims",
    { schema: { body: CLAIM } },
    async (request, reply) => {
      const { code, name, species } = request.body;
      const hash = readCode(code);
      if (hash === null) {
        throw new CloudError(
          "claim.unknown",
          "this is not a claim code",
          "It has 16 letters and digits, on the collar's card or behind its QR code.",
        );
      }
      const { tenant } = principalOf(request);
      const device = await store.claim(hash, { tenant, name, species }, clock());
      directory.expire();
      return reply.code(201).send({ device });
    },
  );

  app.post<{ Params: { id: string } }>(
    "/v1/devices/:id/release",
    { schema: { params: DEVICE } },
    async (request) => {
      const { code, payload, hash } = makeCode();
      const { id } = request.params;
      const kept = await store.release(principalOf(request).tenant, id, hash, clock());
      directory.expire();
      return { device: id, kept, code, payload };
    },
  );
}
