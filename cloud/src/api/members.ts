import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { CloudError } from "../errors.ts";
import { checkStrength } from "../passwords.ts";
import { type Person, ROLES, type Role } from "../people.ts";
import { principalOf } from "../principal.ts";
import { makeToken, readToken } from "../tokens.ts";
import { bodyOf, ID, NAME, paramsOf, type RegisterParts } from "./parts.ts";
import { EMAIL, PASSWORD, type SessionParts, signIn, throttleAccount } from "./session.ts";

/** How long an invitation may lie in a mailbox, ms. */
const INVITATION_MS = 7 * 86_400_000;

/** People of one tenant: a large practice has fewer. */
const MAX_MEMBERS = 500;

const ROLE = { type: "string", enum: ROLES } as const;
const ROLE_ONLY = bodyOf({ role: ROLE }, ["role"]);
const ACCEPT = bodyOf(
  { token: { type: "string", maxLength: 200 }, email: EMAIL, name: NAME, password: PASSWORD },
  ["token", "email", "password"],
);
const PERSON = paramsOf({ person: ID });

/**
 * `GET /v1/members`, `PUT` and `DELETE /v1/members/:person`: who belongs to the caller's tenant, and as what.
 * `POST /v1/invitations` with `{"role"}` makes a token for one more; `POST /v1/invitations/accept` with it, an address and a password
 * joins: with the password of the account there is at that address, or making one, which also needs `name`.
 */
export function memberRoutes(app: FastifyInstance, parts: RegisterParts & SessionParts): void {
  const { store, directory, clock, passwords, rates } = parts;

  app.get("/v1/members", async (request) => ({
    members: directory.members(principalOf(request).tenant).map(({ person, role }) => {
      const known = directory.person(person);
      return { id: person, role, name: known?.name ?? "", email: known?.email ?? "" };
    }),
  }));

  app.put<{ Params: { person: string }; Body: { role: Role } }>(
    "/v1/members/:person",
    { schema: { params: PERSON, body: ROLE_ONLY } },
    async (request, reply) => {
      const { tenant } = principalOf(request);
      const { person } = request.params;
      // Whoever is not invited cannot be pulled in.
      if (!directory.members(tenant).some((member) => member.person === person)) {
        throw new CloudError("person.unknown", "no such member", "Invite them: POST /v1/invitations.");
      }
      await store.setMember({ person, tenant, role: request.body.role }, clock());
      directory.expire();
      return reply.code(204).send();
    },
  );

  app.delete<{ Params: { person: string } }>(
    "/v1/members/:person",
    { schema: { params: PERSON } },
    async (request, reply) => {
      await store.removeMember(principalOf(request).tenant, request.params.person);
      directory.expire();
      return reply.code(204).send();
    },
  );

  app.post<{ Body: { role: Role } }>(
    "/v1/invitations",
    { schema: { body: ROLE_ONLY } },
    async (request, reply) => {
      const { tenant } = principalOf(request);
      if (directory.members(tenant).length >= MAX_MEMBERS) {
        throw new CloudError(
          "person.too-many",
          `${MAX_MEMBERS} people belong here`,
          "Show somebody out first.",
        );
      }
      const { id: invitation, token, hash } = makeToken("invitation");
      const nowMs = clock();
      const expiresMs = nowMs + INVITATION_MS;
      await store.addInvitation(
        { invitation, tenant, role: request.body.role, tokenHash: hash, expiresMs },
        nowMs,
      );
      return reply.code(201).send({ id: invitation, token, expiresAt: expiresMs });
    },
  );

  app.post<{ Body: { token: string; email: string; name?: string; password: string } }>(
    "/v1/invitations/accept",
    { schema: { body: ACCEPT } },
    async (request, reply) => {
      const { token, email, name, password } = request.body;
      throttleAccount(rates, email);
      checkStrength(password);
      const invitation = readToken("invitation", token);
      const known = directory.personAt(email);
      // Whoever holds no invitation must not learn here who has an account, nor whether a password is somebody's.
      if (invitation === null || (known && !(await passwords.holds(password, known.password)))) {
        throw unopened();
      }
      const person: Person = known ?? {
        person: randomBytes(8).toString("hex"),
        email: email.toLowerCase(),
        name: name ?? email,
        password: await passwords.hash(password),
        administrator: false,
      };
      const tenant = await store.join(invitation, person, known !== null, clock()).catch((error: unknown) => {
        throw error instanceof CloudError && error.code === "invitation.unknown" ? unopened() : error;
      });
      directory.expire();
      await directory.refresh();
      signIn(parts, person, request, reply, tenant);
      return reply.code(201).send({ tenant });
    },
  );
}

/** One answer for all that may be wrong. */
function unopened(): CloudError {
  return new CloudError(
    "invitation.unknown",
    "the invitation opens nothing, or there is an account with this address and its password is another",
    "Use the password of your account if you have one, else ask for a new invitation.",
  );
}
