import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Directory } from "./directory.ts";
import { CloudError } from "./errors.ts";
import { HOME, type Person, type Viewer } from "./people.ts";
import { permits, type Rule, ruleOf } from "./policy.ts";
import { type Principal, principalOf } from "./principal.ts";
import { addressOf, type Rates } from "./rates.ts";
import type { Session, Sessions } from "./sessions.ts";
import { readBearer } from "./tokens.ts";

/** Who is let in: whoever is known, or whoever sits at this machine, as an owner at home. */
export type Access = { mode: "token" } | { mode: "loopback" };

const LOCAL_ADDRESSES = ["127.0.0.1", "::1", "localhost"];
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
/** Set by proxies (RFC 7239, and what was usual before it). */
const PROXIED = ["forwarded", "x-forwarded-for", "x-real-ip"];
const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

const LOCAL: Principal = {
  id: "local",
  name: "this machine",
  tenant: HOME,
  role: "owner",
  administrator: true,
  device: null,
};

/** Throws CloudError access.not-loopback when no login is asked for on an address that others can reach. */
export function checkAccess(access: Access, host: string): void {
  if (access.mode === "token" || isLocal(host)) return;
  throw new CloudError(
    "access.not-loopback",
    `access without a login is refused on ${host}`,
    "Bind to 127.0.0.1 or ::1, or use access mode token.",
  );
}

/** True for an address that only this machine reaches. */
export function isLocal(host: string): boolean {
  return LOCAL_ADDRESSES.includes(host);
}

export interface DoorParts {
  access: Access;
  directory: Directory;
  sessions: Sessions;
  rates: Rates;
}

/** Lets a request in or not, by policy.ts alone. What is not declared there does not exist. */
export class Door {
  readonly #access: Access;
  readonly #directory: Directory;
  readonly #sessions: Sessions;
  readonly #rates: Rates;

  constructor({ access, directory, sessions, rates }: DoorParts) {
    this.#access = access;
    this.#directory = directory;
    this.#sessions = sessions;
    this.#rates = rates;
  }

  /** Stands before every route registered after it. Registering one without a rule throws CloudError access.undeclared. */
  guard(app: FastifyInstance): void {
    const routes: string[] = [];
    app.decorate("routes", routes);
    app.decorateRequest("principal", null);
    app.decorateRequest("hub", null);
    app.addHook("onRoute", ({ method, url }) => {
      for (const one of [method].flat()) {
        demandRule(one, url);
        routes.push(`${one} ${url}`);
      }
    });
    app.addHook("onRequest", async (request, reply) => {
      const path = request.routeOptions.url;
      // No route: the answer says so and nothing else.
      if (path === undefined) return;
      await this.#admit(demandRule(request.method, path), path, request, reply);
    });
    // After the schema, so that what cannot be a device is said to be that.
    app.addHook("preHandler", async ({ routeOptions, params, principal }) => {
      if (principal === null || !routeOptions.url?.startsWith("/v1/devices/:id")) return;
      if (this.#owns(principal, (params as { id: string }).id)) return;
      // Somebody else's pet is as unknown as one that never was.
      throw new CloudError("device.unknown", "no such device", "See GET /v1/devices.");
    });
  }

  /** Whether the caller of that request, who was let in, may still see that device. */
  sees(request: FastifyRequest, device: string): boolean {
    // Most devices are somebody else's, and were: for them no credential has to be looked at again.
    if (!this.#owns(principalOf(request), device)) return false;
    const caller = this.#caller(request);
    return caller !== null && this.#owns(caller, device);
  }

  /** Whether the caller of that request is still known. */
  knows(request: FastifyRequest): boolean {
    return this.#caller(request) !== null;
  }

  async #admit(rule: Rule, path: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const address = addressOf(request.ip);
    this.#tell(reply, this.#rates.full("failed", address));
    await this.#directory.refresh();
    if (rule.who === "hub") {
      request.hub = this.#directory.hubOf(readBearer("hub", request.headers.authorization));
      if (request.hub === null) throw this.#stranger(address, "a hub's token is needed");
      return;
    }
    this.#checkHost(rule, request);
    this.#checkOrigin(request);
    const caller = this.#caller(request);
    this.#tell(reply, this.#rates.take(rule.cost, rule.who === "anyone" || !caller ? address : caller.id));
    // Who signs out is known, and so is who signs in anew.
    if (rule.who === "anyone") {
      request.principal = caller;
      return;
    }
    if (caller === null) throw this.#stranger(address, "it is not known who asks");
    if (!permits(rule, path, caller)) {
      throw new CloudError("access.denied", "your role does not allow this", "Ask an owner.");
    }
    request.principal = caller;
  }

  #owns({ tenant, device }: Principal, id: string): boolean {
    if (device !== null && device !== id) return false;
    return this.#directory.device(id)?.tenant === tenant;
  }

  #stranger(address: string, message: string): CloudError {
    this.#rates.take("failed", address);
    return new CloudError(
      "access.required",
      message,
      "Sign in, or send `Authorization: Bearer <token>`; `petpulse cloud viewer add` makes one.",
    );
  }

  #tell(reply: FastifyReply, waitS: number): void {
    if (waitS === 0) return;
    reply.header("retry-after", String(waitS));
    throw new CloudError("access.too-often", "too many requests", `Try again in ${waitS} s.`);
  }

  /**
   * A page from elsewhere whose name was pointed at 127.0.0.1 still sends its own name (DNS rebinding), and a proxy says for whom it
   * asks: whoever is behind it does not sit at this machine.
   */
  #checkHost(rule: Rule, { headers }: FastifyRequest): void {
    if (this.#access.mode === "token" || rule.who === "anyone") return;
    if (PROXIED.some((name) => headers[name] !== undefined)) {
      throw new CloudError(
        "access.host",
        "the request came through a proxy",
        "Behind one people have to sign in: use access mode token.",
      );
    }
    if (LOCAL_HOST.test(headers.host ?? "")) return;
    throw new CloudError(
      "access.host",
      "the Host header does not name this machine",
      "Open http://localhost:… in a browser on this machine, or use access mode token.",
    );
  }

  /** A browser says which page a change comes from; only our own may use its cookie (OWASP CSRF Cheat Sheet). */
  #checkOrigin({ method, headers, host }: FastifyRequest): void {
    if (SAFE_METHODS.includes(method) || headers.authorization !== undefined) return;
    const { origin, "sec-fetch-site": site } = headers;
    // What the browser says of the page is not changed by a proxy on the way; its origin is compared where it says nothing.
    const own =
      site === undefined
        ? origin === undefined || hostOf(origin) === host
        : site === "same-origin" || site === "none";
    if (own) return;
    throw new CloudError("access.origin", "the request comes from another site", "Use the dashboard itself.");
  }

  #caller(request: FastifyRequest): Principal | null {
    if (this.#access.mode === "loopback") return LOCAL;
    const header = request.headers.authorization;
    if (header !== undefined) {
      const viewer = this.#directory.viewerOf(readBearer("viewer", header));
      return viewer && viewerPrincipal(viewer);
    }
    const brought = this.#sessions.read(request);
    if (!brought) return null;
    const known = standsFor(brought.session, this.#directory);
    return known && brought.holds(known.credential) ? known.principal : null;
  }
}

/** Whom a session stands for, and what its seal has to hold under; null for one that nobody has any more. */
export function standsFor(
  { holder, id, tenant }: Omit<Session, "expiresS">,
  directory: Directory,
): { principal: Principal; credential: string | Uint8Array } | null {
  if (holder === "person") {
    const person = directory.person(id);
    return person && personIn(person, tenant, directory);
  }
  if (holder === "viewer") {
    const viewer = directory.viewer(id);
    return viewer && { principal: viewerPrincipal(viewer), credential: viewer.tokenHash };
  }
  const share = directory.share(id);
  return (
    share && {
      principal: {
        id: `share:${id}`,
        name: share.name,
        tenant: share.tenant,
        role: "vet",
        administrator: false,
        device: share.device,
      },
      credential: share.tokenHash,
    }
  );
}

function viewerPrincipal({ viewer, tenant, role, name }: Viewer): Principal {
  return { id: `viewer:${viewer}`, name, tenant, role, administrator: false, device: null };
}

function personIn(
  person: Person,
  tenant: string,
  directory: Directory,
): { principal: Principal; credential: string } | null {
  const member = directory.memberships(person.person).find((one) => one.tenant === tenant);
  if (!member && tenant !== "") return null;
  return {
    principal: {
      id: `person:${person.person}`,
      name: person.name,
      tenant,
      role: member?.role ?? null,
      administrator: person.administrator,
      device: null,
    },
    credential: person.password,
  };
}

function demandRule(method: string, path: string): Rule {
  const rule = ruleOf(method, path);
  if (rule) return rule;
  throw new CloudError(
    "access.undeclared",
    `${method} ${path} has no rule`,
    "Declare who may call it in cloud/src/policy.ts.",
  );
}

function hostOf(origin: string): string | null {
  return /^https?:\/\/([^/]+)$/.exec(origin)?.[1] ?? null;
}
