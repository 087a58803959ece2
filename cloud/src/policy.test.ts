import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeBatch } from "@petpulse/proto";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Operations, operationsSettings } from "./operations/operations.ts";
import { HOME, ROLES } from "./people.ts";
import { POLICY } from "./policy.ts";
import {
  frame,
  keyOf,
  live,
  openTestbed,
  postBatch,
  REX,
  scratch,
  silent,
  T0,
  type Testbed,
  TOM,
} from "./testbed.ts";
import { makeToken } from "./tokens.ts";

/**
 * Who may call what, written down a second time and by hand: a route that is new, gone, or open to somebody else than before fails here
 * until this table says so too. `owner`, `carer`, … are roles at Rex's home, `link` reads Rex alone, `admin` runs the cloud.
 */
const EVERYBODY = "nobody hub owner carer vet operator link admin";
const KNOWN = "owner carer vet operator link admin";
const READ = "owner carer vet operator link";
const HOUSE = "owner carer operator";
const FLEET = "owner operator";
const EXPECTED: Record<string, string> = {
  "GET /*": EVERYBODY,
  "GET /docs": EVERYBODY,
  "GET /docs/": EVERYBODY,
  "GET /docs/json": EVERYBODY,
  "GET /docs/yaml": EVERYBODY,
  "GET /docs/static/*": EVERYBODY,
  "GET /docs/static/index.html": EVERYBODY,
  "GET /docs/static/swagger-initializer.js": EVERYBODY,
  "GET /health": EVERYBODY,
  "GET /health/detailed": "admin",
  // Asks for its own token, or that the caller be this machine, as every caller of this test is.
  "GET /metrics": EVERYBODY,
  "POST /v1/frames": "hub",
  "GET /v1/hub/grants": "hub",
  "POST /v1/session": EVERYBODY,
  "PUT /v1/session": KNOWN,
  "DELETE /v1/session": EVERYBODY,
  "POST /v1/invitations/accept": EVERYBODY,
  "GET /v1/me": KNOWN,
  "PUT /v1/me/password": KNOWN,
  "GET /v1/devices": READ,
  "GET /v1/devices/:id": READ,
  "GET /v1/devices/:id/unplaced": READ,
  "GET /v1/devices/:id/vitals": READ,
  "GET /v1/devices/:id/events": READ,
  "GET /v1/devices/:id/frames": READ,
  "GET /v1/devices/:id/live": READ,
  "GET /v1/live": READ,
  "GET /v1/quarantine": HOUSE,
  "POST /v1/claims": FLEET,
  "POST /v1/devices/:id/release": "owner",
  "GET /v1/devices/:id/shares": "owner",
  "POST /v1/devices/:id/shares": "owner",
  "DELETE /v1/shares/:share": "owner",
  "GET /v1/members": "owner",
  "PUT /v1/members/:person": "owner",
  "DELETE /v1/members/:person": "owner",
  "POST /v1/invitations": "owner",
  "GET /v1/keys": "owner",
  "POST /v1/keys": "owner",
  "DELETE /v1/keys/:key": "owner",
  "GET /v1/hubs": FLEET,
  "POST /v1/hubs": FLEET,
  "DELETE /v1/hubs/:hub": FLEET,
  "PUT /v1/hubs/:hub/devices/:device": FLEET,
  "DELETE /v1/hubs/:hub/devices/:device": FLEET,
  "GET /v1/alerts": READ,
  "GET /v1/alerts/:alert": READ,
  "POST /v1/alerts/:alert/acknowledge": HOUSE,
  "POST /v1/alerts/:alert/snooze": HOUSE,
  "POST /v1/alerts/:alert/resolve": HOUSE,
  "POST /v1/alerts/:alert/escalate": HOUSE,
  "GET /v1/devices/:id/alert-profile": READ,
  "PUT /v1/devices/:id/alert-profile": FLEET,
  "GET /v1/alert-channels": FLEET,
  "POST /v1/alert-channels": FLEET,
  "DELETE /v1/alert-channels/:channel": FLEET,
  "POST /v1/alert-channels/:channel/test": FLEET,
  "GET /v1/alert-deliveries": FLEET,
  "GET /v1/admin/audit": "admin",
  "GET /v1/admin/alert-channels": "admin",
  "POST /v1/admin/alert-channels": "admin",
  "DELETE /v1/admin/alert-channels/:channel": "admin",
  "POST /v1/admin/alert-channels/:channel/test": "admin",
  "GET /v1/admin/alert-deliveries": "admin",
  "GET /v1/admin/tenants": "admin",
  "POST /v1/admin/tenants": "admin",
  "GET /v1/admin/collars": "admin",
  "POST /v1/admin/collars/:device/revoke": "admin",
};

const NEIGHBOUR = "00000000000000b0";
const BOB = "00c0ffee000000b0";
const NOTHING = "00000000000000ff";
/** A device that can be given away without anybody missing it; claimed back by nobody. */
const SPARE = "00c0ffee000000ee";
const STREAMS = ["GET /v1/live", "GET /v1/devices/:id/live"];

type Headers = Record<string, string>;
/** How each cookie was come by. */
const ENTERED = new Map<Headers, object>();
interface Caller {
  role: string;
  /** At Rex's home, or next door. */
  home: boolean;
  headers: Headers;
}

/** Two households with everything in them that a route could leak or change. */
async function openVillage(atEnd: (undo: () => unknown) => void) {
  const dir = scratch(atEnd);
  const webRoot = join(dir, "web");
  mkdirSync(webRoot);
  writeFileSync(join(webRoot, "index.html"), "<!doctype html>");
  const bed = await openTestbed(
    {
      access: { mode: "token" },
      store: { dir },
      more: async (store, clock) => {
        const settings = operationsSettings({});
        const parts = { dataDir: dir, store, master: keyOf(7), settings, clock, log: silent };
        const operations = await Operations.open(parts);
        atEnd(() => operations.stop());
        return { webRoot, operations };
      },
    },
    atEnd,
  );
  const { store, app } = bed;
  await store.addTenant({ tenant: NEIGHBOUR, name: "Next door" }, 0);
  await store.addDevice({ device: BOB, key: keyOf(3), tenant: NEIGHBOUR, name: "Bob", species: "dog" }, 0);
  await store.addDevice({ device: SPARE, key: keyOf(4), tenant: HOME, name: "Spare", species: "dog" }, 0);

  const callers: Caller[] = [
    { role: "nobody", home: true, headers: {} },
    { role: "hub", home: true, headers: bearer(bed.hub.token) },
  ];
  for (const tenant of [HOME, NEIGHBOUR]) {
    for (const role of ROLES) {
      const { id, token, hash } = makeToken("viewer");
      await store.addViewer({ viewer: id, tenant, role, name: `Key ${role}`, tokenHash: hash }, 0);
      callers.push({ role, home: tenant === HOME, headers: bearer(token) });
    }
    const share = makeToken("share");
    const device = tenant === HOME ? REX : BOB;
    const expiresMs = (T0 + 7200) * 1000;
    await store.addShare(
      { share: share.id, tenant, device, name: "Dr. Vet", tokenHash: share.hash, expiresMs },
      bed.clock.now,
    );
    callers.push({
      role: "link",
      home: tenant === HOME,
      headers: await session(bed, { token: share.token }),
    });
  }
  const stranger = makeToken("hub");
  await store.addHub(
    { hub: stranger.id, tenant: NEIGHBOUR, name: "barn", tokenHash: stranger.hash, devices: [BOB] },
    0,
  );
  callers.push({ role: "hub", home: false, headers: bearer(stranger.token) });
  const password = "correct horse battery";
  const { Passwords } = await import("./passwords.ts");
  const encoded = await new Passwords().hash(password);
  const people = { admin: "00000000000000a1", ann: "00000000000000a2", bea: "00000000000000b2" };
  for (const [name, person] of Object.entries(people)) {
    await store.addPerson(
      {
        person,
        email: `${name}@example.org`,
        name: `Person ${name}`,
        password: encoded,
        administrator: name === "admin",
      },
      0,
    );
  }
  await store.setMember({ person: people.ann, tenant: HOME, role: "owner" }, 0);
  await store.setMember({ person: people.bea, tenant: NEIGHBOUR, role: "owner" }, 0);
  const admin = await session(bed, { email: "ADMIN@example.org", password });
  callers.push({ role: "admin", home: true, headers: admin });

  await bed.post([frame(1, 0, live(80, 81)), new Uint8Array(20)]);
  await postBatch(app, stranger.token, encodeBatch({ frames: [], gaps: [] }));
  const register = (await store.register(null))!;
  const home = {
    share: register.shares.find(({ tenant }) => tenant === HOME)!.share,
    key: register.viewers.find(({ tenant, role }) => tenant === HOME && role === "vet")!.viewer,
    hub: bed.hub.hub,
    person: people.ann,
  };
  return { bed, callers, home, stranger: stranger.id };
}

function bearer(token: string): Headers {
  return { authorization: `Bearer ${token}` };
}

async function session({ app, clock }: Testbed, payload: object): Promise<Headers> {
  // What was added a moment ago is known by now.
  clock.now += 1000;
  const answer = await app.inject({ method: "POST", url: "/v1/session", payload });
  expect(answer.statusCode).toBe(204);
  const headers = { cookie: String(answer.headers["set-cookie"]).split(";")[0]! };
  ENTERED.set(headers, payload);
  return headers;
}

describe("every route, for every role, at home and next door", () => {
  const undo: (() => unknown)[] = [];
  let village: Awaited<ReturnType<typeof openVillage>>;
  let base: string;
  let cells = 0;
  beforeAll(async () => {
    village = await openVillage((one) => undo.unshift(one));
    base = await village.bed.app.listen({ port: 0, host: "127.0.0.1" });
  });
  afterAll(async () => {
    for (const one of undo) await one();
    process.stdout.write(`authorisation matrix: ${cells} cells\n`);
  });

  const bed = (): Testbed => village.bed;

  /** Asks; a stream only for its first line. */
  async function ask(route: string, ids: Record<string, string>, headers: Headers) {
    const [method, path] = route.split(" ") as [NonNullable<InjectOptions["method"]>, string];
    const url = path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? NOTHING).replace("*", "index.html");
    if (!STREAMS.includes(route)) {
      const answer = await bed().app.inject({ method, url, headers });
      const entered = ENTERED.get(headers);
      // Whoever signed out comes in again, for the other cells.
      if (route === "DELETE /v1/session" && entered) Object.assign(headers, await session(bed(), entered));
      return { status: answer.statusCode, body: answer.body };
    }
    const abort = new AbortController();
    const answer = await fetch(base + url, { headers, signal: abort.signal });
    const body = answer.ok ? "" : await answer.text();
    abort.abort();
    return { status: answer.status, body };
  }

  const refused = ({ status, body }: { status: number; body: string }) =>
    status === 401 || (status === 403 && body.includes('"access.'));

  test("the app's own table of routes, the policy and this table name the same routes", () => {
    const routes = new Set(bed().app.routes.map((route) => route.replace("HEAD ", "GET ")));
    expect(routes).toEqual(new Set(Object.keys(EXPECTED)));
    expect(routes).toEqual(new Set(Object.keys(POLICY)));
  });

  test.each(Object.entries(EXPECTED))("%s is open to %s and to nobody else", async (route, roles) => {
    const allowed = roles.split(" ");
    // With ids that are nobody's, so that whoever is let in changes nothing that another cell needs.
    const ids = { id: route.endsWith("/release") ? SPARE : REX };
    for (const { role, home, headers } of village.callers) {
      if (!home) continue;
      const answer = await ask(route, ids, headers);
      expect(refused(answer), `${role}: ${answer.status} ${answer.body}`).toBe(!allowed.includes(role));
      expect(answer.status, `${role}: ${answer.body}`).toBeLessThan(500);
      cells++;
    }
  });

  /** What only Rex's home may ever see. */
  const secrets = () => {
    const { share, key, hub, person } = village.home;
    return [REX, TOM, SPARE, share, key, hub, person, "Rex", "kitchen", "ann@example.org"];
  };

  test.each(Object.keys(EXPECTED))(
    "%s tells next door nothing of Rex's home and changes nothing there",
    async (route) => {
      const { share, key, hub, person } = village.home;
      const ids = { id: REX, device: REX, share, key, hub, person, alert: NOTHING, channel: NOTHING };
      const before = await bed().store.register(null);
      for (const { role, home, headers } of village.callers) {
        if (home) continue;
        const answer = await ask(route, ids, headers);
        for (const secret of secrets()) {
          // A path that was asked for may be repeated in what is said about it.
          if (Object.values(ids).includes(secret) && answer.status === 404) continue;
          expect(answer.body, `${role} ${answer.status}`).not.toContain(secret);
        }
        const named = Object.keys(ids).some((name) => route.includes(`:${name}`));
        if (named) expect(answer.status, `${role}: ${answer.body}`).toBeGreaterThanOrEqual(400);
        cells++;
      }
      const after = await bed().store.register(null);
      const atHome = (register: typeof before) => ({
        devices: register!.devices.filter(({ tenant }) => tenant === HOME),
        hubs: register!.hubs.filter(({ tenant }) => tenant === HOME),
        members: register!.members.filter(({ tenant }) => tenant === HOME),
        viewers: register!.viewers.filter(({ tenant }) => tenant === HOME).length,
        shares: register!.shares.filter(({ tenant }) => tenant === HOME),
      });
      expect(atHome(after)).toEqual(atHome(before));
    },
  );

  test("a link reads its one pet and no other of the same home", async () => {
    const link = village.callers.find(({ role, home }) => role === "link" && home)!.headers;
    for (const [route, roles] of Object.entries(EXPECTED)) {
      if (!route.includes("/devices/:id") || !roles.includes("link")) continue;
      expect((await ask(route, { id: TOM }, link)).status, route).toBe(404);
    }
    const list = JSON.parse((await ask("GET /v1/devices", {}, link)).body) as { devices: { id: string }[] };
    expect(list.devices.map(({ id }) => id)).toEqual([REX]);
  });

  test("a link ends by its time, and every session with it", async () => {
    const link = village.callers.find(({ role, home }) => role === "link" && home)!.headers;
    const { clock } = bed();
    const before = clock.now;
    clock.now = (T0 + 7200) * 1000;
    expect((await ask("GET /v1/devices/:id", { id: REX }, link)).status).toBe(401);
    clock.now = before;
    expect((await ask("GET /v1/devices/:id", { id: REX }, link)).status).toBe(200);
  });

  test("a hub brings its neighbour's collar nothing in, even with the right key", async () => {
    const { app, store } = bed();
    const barn = village.callers.find(({ role, home }) => role === "hub" && !home)!.headers;
    const token = barn.authorization!.split(" ")[1]!;
    const answer = await postBatch(app, token, encodeBatch({ frames: [frame(9, 100, live(90))], gaps: [] }));
    expect(answer.ack!.stored).toEqual([]);
    expect((await store.frames(REX, 8, 9)).length).toBe(0);
    await expect(store.grant(village.stranger, REX)).rejects.toMatchObject({ code: "device.unknown" });
  });
});
