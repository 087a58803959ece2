import type { Role } from "./people.ts";
import type { Hub } from "./store.ts";

/** Whoever asks, once it is known who. */
export interface Principal {
  /** For logs and limits: `person:…`, `viewer:…`, `share:…`, or `local`. */
  id: string;
  name: string;
  /** Whose pets; empty for an administrator who belongs nowhere. */
  tenant: string;
  /** Null with an empty tenant. */
  role: Role | null;
  administrator: boolean;
  /** The one device of a link; null: all of the tenant's. */
  device: string | null;
}

declare module "fastify" {
  interface FastifyInstance {
    /** Every route there is, as `METHOD path`. */
    routes: readonly string[];
  }
  interface FastifyRequest {
    /** Set by the door on routes for people; where anybody may come, if it is known who; after a sign-in, whoever came in by it. */
    principal: Principal | null;
    /** Set by the door on routes for hubs. */
    hub: Hub | null;
  }
}

/** Who asks; only on routes whose policy lets nobody else in. */
export function principalOf(request: { principal: Principal | null }): Principal {
  if (request.principal) return request.principal;
  throw new Error("asked for a principal on a route that is open to everybody");
}
