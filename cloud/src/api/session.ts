import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Access, standsFor } from "../access.ts";
import type { Directory } from "../directory.ts";
import { CloudError } from "../errors.ts";
import type { Passwords } from "../passwords.ts";
import type { Person } from "../people.ts";
import { principalOf } from "../principal.ts";
import type { Rates } from "../rates.ts";
import type { Session, Sessions } from "../sessions.ts";
import type { Store } from "../store.ts";
import { readToken } from "../tokens.ts";

export const EMAIL = { type: "string", maxLength: 254, pattern: "^[^@\\s]{1,64}@[^@\\s]{1,189}$" } as const;
export const PASSWORD = { type: "string", maxLength: 200 } as const;
const TENANT = { type: "string", pattern: "^[0-9a-f]{16}$" } as const;

const BODY = {
  type: "object",
  properties: { token: { type: "string", maxLength: 200 }, email: EMAIL, password: PASSWORD },
  oneOf: [{ required: ["token"] }, { required: ["email", "password"] }],
  additionalProperties: false,
} as const;

const SWITCH = {
  type: "object",
  properties: { tenant: TENANT },
  required: ["tenant"],
  additionalProperties: false,
} as const;

const CHANGE = {
  type: "object",
  properties: { current: PASSWORD, password: PASSWORD },
  required: ["current", "password"],
  additionalProperties: false,
} as const;

export interface SessionParts {
  access: Access;
  store: Store;
  directory: Directory;
  sessions: Sessions;
  passwords: Passwords;
  rates: Rates;
}

type Entrance = Pick<SessionParts, "directory" | "sessions">;

/** Sets the cookie, and from here on the request is theirs: the audit log says who signed in. */
function enter(
  { directory, sessions }: Entrance,
  who: Omit<Session, "expiresS">,
  credential: string | Uint8Array,
  request: FastifyRequest,
  reply: FastifyReply,
  untilMs?: number,
): void {
  sessions.set(request, reply, who, credential, untilMs);
  request.principal = standsFor(who, directory)?.principal ?? null;
}

/** Counts an attempt at the account of that address, whether there is one or not. Throws CloudError access.too-often. */
export function throttleAccount(rates: Rates, email: string): void {
  if (rates.take("sign-in", `account ${email.toLowerCase()}`) === 0) return;
  throw new CloudError("access.too-often", "too many attempts at this account", "Try again in a minute.");
}

/** Signs a person in where they belong first; somewhere else if `tenant` is one of theirs. */
export function signIn(
  entrance: Entrance,
  person: Person,
  request: FastifyRequest,
  reply: FastifyReply,
  tenant?: string,
): void {
  const where = tenant ?? entrance.directory.memberships(person.person)[0]?.tenant ?? "";
  enter(entrance, { holder: "person", id: person.person, tenant: where }, person.password, request, reply);
}

/**
 * `POST /v1/session` with `{"email","password"}` or `{"token"}` (an API key's, a link's) sets the cookie, `PUT` with `{"tenant"}` goes
 * to another of one's tenants, `DELETE` ends it; `GET /v1/me` says who asks; `PUT /v1/me/password` changes the password and ends
 * every other session.
 */
export function sessionRoutes(app: FastifyInstance, parts: SessionParts): void {
  const { access, store, directory, sessions, passwords, rates } = parts;

  async function byPassword(email: string, password: string): Promise<Person> {
    throttleAccount(rates, email);
    const person = directory.personAt(email);
    if (await passwords.holds(password, person?.password ?? null)) return person!;
    throw new CloudError("session.wrong", "address or password is wrong", "Check both, or ask an owner.");
  }

  function byToken(token: string, request: FastifyRequest, reply: FastifyReply): void {
    const viewer = directory.viewerOf(readToken("viewer", token));
    const share = directory.shareOf(readToken("share", token));
    if (viewer) {
      const { viewer: id, tenant, tokenHash } = viewer;
      enter(parts, { holder: "viewer", id, tenant }, tokenHash, request, reply);
    } else if (share) {
      const { share: id, tenant, tokenHash, expiresMs } = share;
      enter(parts, { holder: "share", id, tenant }, tokenHash, request, reply, expiresMs);
    } else {
      throw new CloudError("access.required", "this token opens nothing", "Check it, or ask for a new one.");
    }
  }

  app.post<{ Body: { token?: string; email?: string; password?: string } }>(
    "/v1/session",
    { schema: { body: BODY }, bodyLimit: 1024 },
    async (request, reply) => {
      const { token, email, password } = request.body;
      if (access.mode === "token") {
        if (token !== undefined) byToken(token, request, reply);
        else signIn(parts, await byPassword(email!, password!), request, reply);
      }
      return reply.code(204).send();
    },
  );

  app.put<{ Body: { tenant: string } }>(
    "/v1/session",
    { schema: { body: SWITCH }, bodyLimit: 1024 },
    async (request, reply) => {
      const { tenant } = request.body;
      const person = personOf(request, directory);
      if (!person || !directory.memberships(person.person).some((one) => one.tenant === tenant)) {
        throw new CloudError("tenant.unknown", "you do not belong there", "GET /v1/me lists where you do.");
      }
      signIn(parts, person, request, reply, tenant);
      return reply.code(204).send();
    },
  );

  app.delete("/v1/session", async (request, reply) => {
    sessions.end(request, reply, request.principal !== null);
    return reply.code(204).send();
  });

  app.get("/v1/me", async (request) => {
    const { id, name, tenant, role, administrator, device } = principalOf(request);
    const person = personOf(request, directory);
    const tenants = (person ? directory.memberships(person.person) : []).map((member) => ({
      id: member.tenant,
      name: directory.tenant(member.tenant)?.name ?? "",
      role: member.role,
    }));
    return {
      id,
      name,
      email: person?.email ?? null,
      role,
      administrator,
      device,
      tenant: tenant === "" ? null : { id: tenant, name: directory.tenant(tenant)?.name ?? "" },
      tenants,
      local: access.mode === "loopback",
    };
  });

  app.put<{ Body: { current: string; password: string } }>(
    "/v1/me/password",
    { schema: { body: CHANGE }, bodyLimit: 2048 },
    async (request, reply) => {
      const person = personOf(request, directory);
      if (!person) throw new CloudError("access.denied", "only people have passwords", "Sign in as one.");
      throttleAccount(rates, person.email);
      if (!(await passwords.holds(request.body.current, person.password)))
        throw new CloudError("session.wrong", "the current password is wrong", "Check it.");
      const password = await passwords.hash(request.body.password);
      await store.setPassword(person.person, password);
      directory.expire();
      signIn(parts, { ...person, password }, request, reply, principalOf(request).tenant);
      return reply.code(204).send();
    },
  );
}

function personOf(request: FastifyRequest, directory: Directory): Person | null {
  const [kind, id] = principalOf(request).id.split(":");
  return kind === "person" ? directory.person(id!) : null;
}
