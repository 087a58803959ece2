import type { Role } from "./people.ts";
import type { Principal } from "./principal.ts";

/** What a route costs whoever calls it too often; rates.ts has the numbers. */
export type Cost = "read" | "write" | "sign-in" | "claim";

/** Who may call a route. A member of one tenant is nobody in another, whatever the role. */
export type Rule =
  | { who: "anyone"; cost: Cost }
  | { who: "hub" }
  /** Whoever is known, in whatever role. */
  | { who: "signed-in"; cost: Cost }
  | { who: "administrator"; cost: Cost }
  | {
      who: readonly Role[];
      cost: Cost;
      /** Its answer holds no more than the one pet of whoever comes by a link. Routes with `/devices/:id` are so anyway. */
      narrowed?: boolean;
    };

const ALL: readonly Role[] = ["owner", "carer", "vet", "operator"];
const AT_HOME: readonly Role[] = ["owner", "carer", "operator"];
const FLEET: readonly Role[] = ["owner", "operator"];
const OWNER: readonly Role[] = ["owner"];

/**
 * Every route of the cloud and who may call it, by `METHOD path`. A route that is not here cannot be registered (HEAD goes with GET).
 * A `:id` after /v1/devices is checked against the caller's tenant before the route runs; what else a route reads or changes, it
 * does through its caller's tenant.
 */
export const POLICY: Readonly<Record<string, Rule>> = {
  "GET /*": { who: "anyone", cost: "read" },
  "GET /health": { who: "anyone", cost: "read" },
  "GET /health/detailed": { who: "administrator", cost: "read" },
  // Only from this machine, or with the token of the figures: they are of the whole cloud, and none of a pet.
  "GET /metrics": { who: "anyone", cost: "read" },

  // The documentation: what a route is, not what it answers.
  "GET /docs": { who: "anyone", cost: "read" },
  "GET /docs/": { who: "anyone", cost: "read" },
  "GET /docs/json": { who: "anyone", cost: "read" },
  "GET /docs/yaml": { who: "anyone", cost: "read" },
  "GET /docs/static/index.html": { who: "anyone", cost: "read" },
  "GET /docs/static/swagger-initializer.js": { who: "anyone", cost: "read" },
  "GET /docs/static/*": { who: "anyone", cost: "read" },

  "POST /v1/frames": { who: "hub" },
  "GET /v1/hub/grants": { who: "hub" },

  "POST /v1/session": { who: "anyone", cost: "sign-in" },
  "PUT /v1/session": { who: "signed-in", cost: "write" },
  "DELETE /v1/session": { who: "anyone", cost: "write" },
  "POST /v1/invitations/accept": { who: "anyone", cost: "sign-in" },
  "GET /v1/me": { who: "signed-in", cost: "read" },
  "PUT /v1/me/password": { who: "signed-in", cost: "sign-in" },

  "GET /v1/devices": { who: ALL, cost: "read", narrowed: true },
  "GET /v1/devices/:id": { who: ALL, cost: "read" },
  "GET /v1/devices/:id/unplaced": { who: ALL, cost: "read" },
  "GET /v1/devices/:id/vitals": { who: ALL, cost: "read" },
  "GET /v1/devices/:id/events": { who: ALL, cost: "read" },
  "GET /v1/devices/:id/frames": { who: ALL, cost: "read" },
  "GET /v1/devices/:id/live": { who: ALL, cost: "read" },
  "GET /v1/live": { who: ALL, cost: "read", narrowed: true },
  "GET /v1/quarantine": { who: AT_HOME, cost: "read" },

  "POST /v1/claims": { who: FLEET, cost: "claim" },
  "POST /v1/devices/:id/release": { who: OWNER, cost: "write" },
  "GET /v1/devices/:id/shares": { who: OWNER, cost: "read" },
  "POST /v1/devices/:id/shares": { who: OWNER, cost: "write" },
  "DELETE /v1/shares/:share": { who: OWNER, cost: "write" },

  "GET /v1/members": { who: OWNER, cost: "read" },
  "PUT /v1/members/:person": { who: OWNER, cost: "write" },
  "DELETE /v1/members/:person": { who: OWNER, cost: "write" },
  "POST /v1/invitations": { who: OWNER, cost: "write" },
  "GET /v1/keys": { who: OWNER, cost: "read" },
  "POST /v1/keys": { who: OWNER, cost: "write" },
  "DELETE /v1/keys/:key": { who: OWNER, cost: "write" },

  "GET /v1/hubs": { who: FLEET, cost: "read" },
  "POST /v1/hubs": { who: FLEET, cost: "write" },
  "DELETE /v1/hubs/:hub": { who: FLEET, cost: "write" },
  "PUT /v1/hubs/:hub/devices/:device": { who: FLEET, cost: "write" },
  "DELETE /v1/hubs/:hub/devices/:device": { who: FLEET, cost: "write" },

  "GET /v1/alerts": { who: ALL, cost: "read", narrowed: true },
  "GET /v1/alerts/:alert": { who: ALL, cost: "read", narrowed: true },
  "POST /v1/alerts/:alert/acknowledge": { who: AT_HOME, cost: "write" },
  "POST /v1/alerts/:alert/snooze": { who: AT_HOME, cost: "write" },
  "POST /v1/alerts/:alert/resolve": { who: AT_HOME, cost: "write" },
  "POST /v1/alerts/:alert/escalate": { who: AT_HOME, cost: "write" },
  "GET /v1/devices/:id/alert-profile": { who: ALL, cost: "read" },
  "PUT /v1/devices/:id/alert-profile": { who: FLEET, cost: "write" },
  "GET /v1/alert-channels": { who: FLEET, cost: "read" },
  "POST /v1/alert-channels": { who: FLEET, cost: "write" },
  "DELETE /v1/alert-channels/:channel": { who: FLEET, cost: "write" },
  "POST /v1/alert-channels/:channel/test": { who: FLEET, cost: "claim" },
  "GET /v1/alert-deliveries": { who: FLEET, cost: "read" },

  "GET /v1/admin/audit": { who: "administrator", cost: "read" },
  "GET /v1/admin/alert-channels": { who: "administrator", cost: "read" },
  "POST /v1/admin/alert-channels": { who: "administrator", cost: "write" },
  "DELETE /v1/admin/alert-channels/:channel": { who: "administrator", cost: "write" },
  "POST /v1/admin/alert-channels/:channel/test": { who: "administrator", cost: "claim" },
  "GET /v1/admin/alert-deliveries": { who: "administrator", cost: "read" },
  "GET /v1/admin/tenants": { who: "administrator", cost: "read" },
  "POST /v1/admin/tenants": { who: "administrator", cost: "write" },
  "GET /v1/admin/collars": { who: "administrator", cost: "read" },
  "POST /v1/admin/collars/:device/revoke": { who: "administrator", cost: "write" },
};

/** The rule of a route, HEAD being GET. */
export function ruleOf(method: string, path: string): Rule | null {
  return POLICY[`${method === "HEAD" ? "GET" : method} ${path}`] ?? null;
}

/** Whether the rule lets a known caller in; `path` as it was registered. Not for `hub`, which is nobody's role. */
export function permits(rule: Rule, path: string, caller: Principal): boolean {
  if (rule.who === "hub") return false;
  if (rule.who === "anyone" || rule.who === "signed-in") return true;
  if (rule.who === "administrator") return caller.administrator;
  if (caller.role === null || !rule.who.includes(caller.role)) return false;
  return caller.device === null || rule.narrowed === true || path.startsWith("/v1/devices/:id");
}
