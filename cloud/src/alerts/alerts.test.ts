import { encodeBatch, type FrameContent, petpulse } from "@petpulse/proto";
import { expect, onTestFinished, test } from "vitest";
import { buildApp } from "../app.ts";
import { Directory } from "../directory.ts";
import { Operations } from "../operations/operations.ts";
import { HOME, type Role } from "../people.ts";
import {
  addRex,
  delivery,
  frame,
  minutes,
  openStore,
  postBatch,
  REX,
  SECRET,
  scratch,
  silent,
  T0,
  TOM,
  TOM_KEY,
  UNLIMITED,
} from "../testbed.ts";
import { makeToken } from "../tokens.ts";
import type { Message } from "./delivery/message.ts";

const { EventKind } = petpulse.v1;
const OTHER = "0000000000000002";

/** A cloud with alerts but for socket and timers: Rex at home, Tom elsewhere; everybody who is told is written down. */
async function house(dir = scratch()) {
  const store = await openStore({ dir });
  const clock = { now: T0 * 1000 };
  const now = () => clock.now;
  await store.addTenant({ tenant: OTHER, name: "Other" }, 0).catch(() => {});
  await addRex(store);
  await store.addDevice({ device: TOM, key: TOM_KEY, tenant: OTHER, name: "Tom", species: "cat" }, 0);
  const hub = makeToken("hub");
  await store.addHub({ hub: hub.id, tenant: HOME, name: "kitchen", tokenHash: hub.hash, devices: [REX] }, 0);
  const told: Message[] = [];
  const operations = await Operations.open({
    dataDir: dir,
    store,
    master: SECRET,
    settings: { smtp: null, privateTargets: false, metricsToken: null },
    clock: now,
    log: silent,
    send: async (_channel, message) => {
      told.push(message);
      return "200 heard";
    },
  });
  const { alerts } = operations;
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await app.close();
    await operations.stop();
    await store.stop();
  };
  const app = buildApp({
    store,
    directory: new Directory(store, now),
    access: { mode: "token" },
    secret: SECRET,
    limits: UNLIMITED,
    clock: now,
    log: silent,
    operations,
  });
  onTestFinished(stop);
  const keys = new Map<string, string>();
  const call = async (
    who: `${Role}@${string}`,
    method: "GET" | "POST" | "PUT" | "DELETE",
    url: string,
    body?: object,
  ) => {
    if (!keys.has(who)) {
      const [role, tenant] = who.split("@") as [Role, string];
      const { id, token, hash } = makeToken("viewer");
      await store.addViewer({ viewer: id, tenant, role, name: `the ${role}`, tokenHash: hash }, 0);
      keys.set(who, token);
      clock.now += 1001;
    }
    const headers = { authorization: `Bearer ${keys.get(who)}` };
    const answer = await app.inject({ method, url, headers, ...(body && { payload: body }) });
    return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
  };
  let seq = 0;
  return {
    dir,
    store,
    stop,
    clock,
    told,
    alerts,
    app,
    call,
    hubToken: hub.token,
    owner: `owner@${HOME}` as const,
    /** Rex's frame, `at` seconds after T0, received when it is over. */
    async rex(
      at: number,
      content: FrameContent,
      receivedAt = at + (content.kind === "minutes" ? content.count * 60 : 0),
    ) {
      const receivedMs = (T0 + receivedAt) * 1000;
      await store.deliver(delivery([frame(++seq, at, content)], { receivedMs }));
    },
    async pass(seconds: number) {
      clock.now = (T0 + seconds) * 1000;
      await alerts.look();
      await alerts.tick();
      await alerts.tell();
    },
  };
}

const heart = (bpm: number, n: number): FrameContent => {
  const content = minutes(...Array<number>(n).fill(bpm));
  if (content.kind === "minutes") content.columns.restShare = Array<number>(n).fill(100);
  return content;
};
const tachycardia = (...after: number[]): FrameContent => ({
  kind: "events",
  events: after.map((afterS) => ({ kind: EventKind.EVENT_TACHYCARDIA, afterS, value: 2010 })),
});
const hook = { kind: "webhook", name: "hook", least: "info", settings: { url: "https://example.org/h" } };

test("from a frame to whoever is told, to the answer in the list", async () => {
  const h = await house();
  const added = await h.call(h.owner, "POST", "/v1/alert-channels", hook);
  expect(added).toMatchObject({
    status: 201,
    body: { secret: expect.stringMatching(/^whsec_/), settings: { url: hook.settings.url } },
  });
  const start = (h.clock.now - T0 * 1000) / 1000;
  await h.rex(600, tachycardia(0, 30));
  h.alerts.hubSeen("x");
  await h.pass(660 + start);
  expect(h.told).toMatchObject([
    { act: "opened", rule: "collar-tachycardia", pet: "Rex", worst: 201, fromMs: (T0 + 600) * 1000 },
  ]);
  const list = await h.call(h.owner, "GET", "/v1/alerts");
  expect(list.body).toMatchObject({
    alerts: [{ device: REX, pet: "Rex", state: "open", severity: "critical", title: "Fast heart at rest" }],
    next: null,
  });
  const { id } = (list.body as { alerts: { id: string }[] }).alerts[0]!;
  const acknowledged = await h.call(h.owner, "POST", `/v1/alerts/${id}/acknowledge`);
  expect(acknowledged).toMatchObject({ status: 200, body: { state: "acknowledged" } });
  const acts = (acknowledged.body as { history: { act: string; who: string; detail: string }[] }).history;
  expect(acts.map(({ act, who }) => `${act} ${who}`)).toEqual(["opened ", "told ", "acknowledged the owner"]);
  const log = await h.call(h.owner, "GET", "/v1/alert-deliveries");
  expect(log.body).toMatchObject({
    deliveries: [{ alert: id, name: "hook", state: "sent", attempts: 1, detail: "200 heard" }],
  });
});

test("a resting heart above its limit for ten minutes opens an alert; a running one does not; a puppy's is its own", async () => {
  const h = await house();
  await h.rex(0, heart(175, 12));
  await h.rex(720, minutes(...Array<number>(12).fill(190)));
  await h.pass(1440);
  const list = () =>
    h.alerts.shelf.list({ tenant: HOME, device: null, state: "all", after: null, limit: 10 });
  expect(list()).toMatchObject([{ rule: "heart-high", from: T0 * 1000, to: (T0 + 720) * 1000, worst: 175 }]);
  const put = await h.call(h.owner, "PUT", `/v1/devices/${REX}/alert-profile`, {
    born: "2026-08-01",
    size: "toy",
    everyS: 600,
  });
  expect(put).toMatchObject({
    status: 200,
    body: { species: "dog", born: "2026-08-01", size: "toy", everyS: 600 },
  });
  await h.rex(1440 + 3600, heart(210, 12));
  await h.pass(1440 + 3600 + 720);
  expect(list()).toHaveLength(1);
});

test("unlike its own last weeks: known only after enough sleep, and the same whatever comes first", async () => {
  const h = await house();
  const day = 86_400;
  for (let d = 0; d < 3; d++)
    for (let hour = 0; hour < 10; hour++) await h.rex(d * day + hour * 3600, heart(60 + (hour % 3), 60));
  await h.rex(3 * day + 30 * 60, heart(90, 30));
  await h.rex(3 * day, heart(90, 30));
  await h.pass(3 * day + 3600);
  const list = h.alerts.shelf.list({ tenant: HOME, device: null, state: "all", after: null, limit: 10 });
  expect(list.filter(({ rule }) => rule !== "no-data")).toMatchObject([
    { rule: "heart-unusual", from: (T0 + 3 * day) * 1000, to: (T0 + 3 * day + 3600) * 1000 },
  ]);
});

test("frames without a time of day count from when something places them", async () => {
  const h = await house();
  await h.store.deliver(
    delivery([frame(1, null, tachycardia(0), { uptimeS: 100 })], { receivedMs: (T0 + 300) * 1000 }),
  );
  await h.pass(300);
  const list = () =>
    h.alerts.shelf.list({ tenant: HOME, device: null, state: "all", after: null, limit: 10 });
  expect(list()).toEqual([]);
  await h.store.deliver(
    delivery([frame(2, 400, minutes(80), { uptimeS: 400 })], { receivedMs: (T0 + 460) * 1000 }),
  );
  await h.pass(460);
  expect(list()).toMatchObject([{ rule: "collar-tachycardia", from: (T0 + 100) * 1000 }]);
});

test("no data: after two intervals, with the broken hop, told once, over when data come again", async () => {
  const h = await house();
  await h.call(h.owner, "POST", "/v1/alert-channels", hook);
  h.clock.now = (T0 - 3600) * 1000;
  h.alerts.start();
  await h.rex(0, heart(80, 5));
  await postBatch(h.app, h.hubToken, encodeBatch({ frames: [], gaps: [] }));
  await h.pass(300 + 600);
  expect(h.told).toEqual([]);
  h.clock.now = (T0 + 902) * 1000;
  await postBatch(h.app, h.hubToken, encodeBatch({ frames: [], gaps: [] }));
  await h.pass(903);
  await h.pass(913);
  expect(h.told).toMatchObject([
    {
      act: "opened",
      rule: "no-data",
      detail: expect.stringMatching(/^out-of-range/),
      fromMs: (T0 + 300) * 1000,
    },
  ]);
  // The hub falls silent as well: the same alert, another hop, nobody is told again.
  await h.pass(2400);
  const [alert] = h.alerts.shelf.list({ tenant: HOME, device: null, state: "live", after: null, limit: 10 });
  expect(alert).toMatchObject({ rule: "no-data", detail: expect.stringMatching(/^hub/) });
  await h.rex(300, heart(80, 40), 2700);
  await h.pass(2710);
  expect(h.told.map(({ act, rule }) => `${act} ${rule}`)).toEqual(["opened no-data", "resolved no-data"]);
});

test("the cloud was down: an alert of its own from when it went, and no pet's absence before everybody could come back", async () => {
  const first = await house();
  await first.rex(0, heart(80, 5));
  await first.pass(310);
  await first.stop();

  const h = await house(first.dir);
  h.clock.now = (T0 + 7200) * 1000;
  h.alerts.start();
  await h.pass(7210);
  const down = h.alerts.shelf.list({ tenant: "", device: null, state: "all", after: null, limit: 10 });
  expect(down).toMatchObject([
    { rule: "ingest-down", from: (T0 + 310) * 1000, to: (T0 + 7200) * 1000, detail: "it was not running" },
  ]);
  expect(h.alerts.shelf.list({ tenant: HOME, device: null, state: "live", after: null, limit: 10 })).toEqual(
    [],
  );
  await h.pass(7200 + 601);
  expect(
    h.alerts.shelf.list({ tenant: HOME, device: null, state: "live", after: null, limit: 10 }),
  ).toMatchObject([{ rule: "no-data", detail: expect.stringMatching(/^hub/) }]);
});

test("killed after the store's commit and before it was read: nothing is missed, nothing told twice", async () => {
  const first = await house();
  await first.call(first.owner, "POST", "/v1/alert-channels", hook);
  await first.rex(600, tachycardia(0));
  await first.pass(610);
  await first.rex(1800, tachycardia(0));
  await first.stop();
  const h = await house(first.dir);
  await h.pass(1830);
  expect(
    [...first.told, ...h.told].filter(({ act }) => act === "opened").map(({ fromMs }) => fromMs / 1000 - T0),
  ).toEqual([600, 1800]);
});

test("another tenant's alerts and channels are unknown, a vet only reads, a link sees its one pet", async () => {
  const h = await house();
  await h.rex(600, tachycardia(0));
  const { body: added } = await h.call(h.owner, "POST", "/v1/alert-channels", hook);
  await h.pass(660);
  const [alert] = h.alerts.shelf.list({ tenant: HOME, device: null, state: "live", after: null, limit: 1 });
  const { id } = alert!;
  const { channel } = added as { channel: string };
  const foreign = `owner@${OTHER}` as const;
  expect((await h.call(foreign, "GET", "/v1/alerts?state=all")).body).toEqual({ alerts: [], next: null });
  expect((await h.call(foreign, "GET", `/v1/alerts?state=all&device=${REX}`)).body).toEqual({
    alerts: [],
    next: null,
  });
  expect((await h.call(foreign, "GET", "/v1/alert-channels")).body).toEqual({ channels: [] });
  expect((await h.call(foreign, "GET", "/v1/alert-deliveries")).body).toEqual({ deliveries: [] });
  for (const [method, url, body] of [
    ["GET", `/v1/alerts/${id}`],
    ["POST", `/v1/alerts/${id}/acknowledge`],
    ["POST", `/v1/alerts/${id}/resolve`],
    ["POST", `/v1/alerts/${id}/escalate`],
    ["POST", `/v1/alerts/${id}/snooze`, { minutes: 5 }],
    ["DELETE", `/v1/alert-channels/${channel}`],
    ["POST", `/v1/alert-channels/${channel}/test`],
    ["GET", `/v1/devices/${REX}/alert-profile`],
    ["PUT", `/v1/devices/${REX}/alert-profile`, { born: null, size: "toy", everyS: 60 }],
  ] as const)
    expect((await h.call(foreign, method, url, body)).status, `${method} ${url}`).toBe(404);
  const vet = `vet@${HOME}` as const;
  expect((await h.call(vet, "GET", `/v1/alerts/${id}`)).status).toBe(200);
  expect((await h.call(vet, "POST", `/v1/alerts/${id}/acknowledge`)).status).toBe(403);
  expect((await h.call(vet, "GET", "/v1/alert-channels")).status).toBe(403);
  expect((await h.call(h.owner, "GET", "/v1/admin/alert-channels")).status).toBe(403);
  expect(h.alerts.shelf.read(HOME, REX, id).state).toBe("open");
  expect(() => h.alerts.shelf.read(HOME, TOM, id)).toThrow(
    expect.objectContaining({ code: "alert.unknown" }),
  );
});

test("bad input is refused by name and changes nothing", async () => {
  const h = await house();
  const post = (body: object) => h.call(h.owner, "POST", "/v1/alert-channels", body);
  for (const body of [
    {},
    { ...hook, kind: "pigeon" },
    { ...hook, settings: {} },
    { ...hook, settings: { url: "http://example.org" } },
    { ...hook, settings: { url: "file:///etc/passwd" } },
    { ...hook, settings: { url: "x", more: 1 } },
    { ...hook, level: 9 },
    { kind: "email", name: "x", settings: { to: "a@b.c, d@e.f" } },
    { kind: "email", name: "x", settings: { url: "https://example.org" } },
    { kind: "pagerduty", name: "x", settings: { routingKey: "short" } },
    { kind: "ntfy", name: "x", settings: { url: "https://ntfy.sh", topic: "a/b", token: "" } },
  ])
    expect((await post(body)).status, JSON.stringify(body)).toBe(400);
  expect((await h.call(h.owner, "GET", "/v1/alert-channels")).body).toEqual({ channels: [] });
  expect((await h.call(h.owner, "GET", "/v1/alerts?limit=0")).status).toBe(400);
  expect((await h.call(h.owner, "POST", `/v1/alerts/${"0".repeat(16)}/resolve`)).status).toBe(404);
  expect(
    (
      await h.call(h.owner, "PUT", `/v1/devices/${REX}/alert-profile`, {
        born: "yesterday",
        size: "toy",
        everyS: 60,
      })
    ).status,
  ).toBe(400);
});

test("a channel can be tried out, and its secrets are never shown again", async () => {
  const h = await house();
  const settings = { url: "https://ntfy.sh", topic: "rex", token: "tk_very_secret" };
  const { body } = await h.call(h.owner, "POST", "/v1/alert-channels", {
    kind: "ntfy",
    name: "phone",
    settings,
  });
  const { channel } = body as { channel: string };
  expect(await h.call(h.owner, "POST", `/v1/alert-channels/${channel}/test`)).toMatchObject({
    body: { told: true, answer: "200 heard" },
  });
  expect(h.told).toMatchObject([{ title: "A test: nothing is wrong" }]);
  const list = await h.call(h.owner, "GET", "/v1/alert-channels");
  expect(JSON.stringify([body, list.body])).not.toContain("tk_very_secret");
  expect((await h.call(h.owner, "DELETE", `/v1/alert-channels/${channel}`)).status).toBe(204);
  expect((await h.call(h.owner, "DELETE", `/v1/alert-channels/${channel}`)).status).toBe(404);
});
