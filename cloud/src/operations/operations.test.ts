import { encodeBatch } from "@petpulse/proto";
import { type Logger, pino } from "pino";
import { expect, test } from "vitest";
import { Passwords } from "../passwords.ts";
import { HOME } from "../people.ts";
import { POLICY } from "../policy.ts";
import {
  delivery,
  frame,
  gap,
  live,
  minutes,
  openTestbed,
  postBatch,
  REX,
  scratch,
  silent,
  T0,
} from "../testbed.ts";
import { readToken } from "../tokens.ts";
import { Operations } from "./operations.ts";

const TOKEN = "figures-of-the-cloud";

/** A testbed with everything that runs beside the store; whoever sits at this machine may do all. */
async function cloud(more: { token?: boolean; log?: Logger } = {}) {
  const dir = scratch();
  let operations!: Operations;
  const bed = await openTestbed({
    access: { mode: more.token ? "token" : "loopback" },
    store: { dir },
    ...(more.log && { log: more.log }),
    more: async (store, clock) => {
      const settings = { smtp: null, privateTargets: false, metricsToken: TOKEN };
      operations = await Operations.open({
        dataDir: dir,
        store,
        master: new Uint8Array(32).fill(3),
        settings,
        clock,
        log: silent,
      });
      return { operations, store: operations.watch(store), ...(more.log && { log: more.log }) };
    },
  });
  bed.app.addHook("onClose", () => operations.stop());
  const call = (
    method: "GET" | "POST" | "PUT" | "DELETE",
    url: string,
    payload?: object,
    headers: object = {},
  ) =>
    bed.app.inject({ method, url, headers: { host: "localhost", ...headers }, ...(payload && { payload }) });
  return { ...bed, operations, call, audited: () => operations.audit.read(null, 100) };
}

test("figures: what came, how old it was, what each hop lost, how long answers take", async () => {
  const { post, call, store, clock } = await cloud();
  const first = [frame(1, 0, minutes(80)), frame(3, 60, live(80)), frame(4, 120, gap(10, 14))];
  await post(first, [
    { device: Uint8Array.from(Buffer.from(REX, "hex")), fromSeq: 20, toSeq: 21, reason: 3 },
  ]);
  await post([first[0]!, new Uint8Array(9)]);
  const { body, headers } = await call("GET", "/metrics");
  expect(headers["content-type"]).toContain("version=0.0.4");
  for (const line of [
    'petpulse_frames_total{outcome="stored"} 3',
    'petpulse_frames_total{outcome="duplicate"} 1',
    'petpulse_frames_total{outcome="refused"} 1',
    'petpulse_frames_lost{where="collar",reason="log-overflow"} 5',
    'petpulse_frames_lost{where="hub",reason="spool-overflow"} 2',
    "petpulse_frame_age_seconds_count 3",
    "petpulse_store_deliver_seconds_count 2",
    "petpulse_store_waiting_frames 0",
    'petpulse_http_request_seconds_count{method="POST",route="/v1/frames",status="2xx"} 2',
    "petpulse_newest_frame_age_seconds 0",
    "petpulse_alerts_unseen_frames 3",
    "petpulse_alert_deliveries_pending 0",
  ])
    expect(body.split("\n"), line).toContain(line);
  expect(body).toMatch(/petpulse_file_bytes\{file="cloud.sqlite"\} \d{4,}/);
  expect(body).toMatch(/^nodejs_eventloop_lag_seconds /m);
  for (const secret of [REX, "Rex", "kitchen"]) expect(body).not.toContain(secret);
  await store.stop();
  clock.now += 1;
  const refused = await post([frame(5, 180, minutes(80))]);
  expect(refused.status).toBe(503);
  const after = await call("GET", "/metrics");
  expect(after.body).toContain('petpulse_deliveries_refused_total{code="store.closed"} 1');
});

test("figures are for this machine, or for whoever brings their token", async () => {
  const { app } = await cloud({ token: true });
  const ask = async (remoteAddress: string, headers = {}) =>
    (await app.inject({ url: "/metrics", remoteAddress, headers })).statusCode;
  expect(await ask("127.0.0.1")).toBe(200);
  expect(await ask("::1")).toBe(200);
  expect(await ask("192.168.1.9")).toBe(401);
  expect(await ask("127.0.0.1", { "x-forwarded-for": "203.0.113.9" })).toBe(401);
  expect(await ask("192.168.1.9", { authorization: `Bearer ${TOKEN}` })).toBe(200);
  expect(await ask("192.168.1.9", { authorization: `Bearer ${TOKEN}x` })).toBe(401);
  expect(await ask("192.168.1.9", { authorization: TOKEN })).toBe(401);
});

test("health in detail: each part with its own verdict, and 503 when one is failing", async () => {
  const { call, post, store } = await cloud();
  await post([frame(1, 0, minutes(80)), frame(3, 60, minutes(80))]);
  const well = (await call("GET", "/health/detailed")).json();
  expect(well).toMatchObject({
    status: "ok",
    parts: {
      store: { status: "ok" },
      disk: { status: "ok", freeBytes: expect.any(Number) },
      alerts: { status: "ok", unseenFrames: 2, stalled: null, pending: 0 },
      audit: { status: "ok", seq: 0 },
      ingest: { status: "ok", awaited: 1, newestFrameAgeMs: 0 },
    },
  });
  await store.stop();
  const ill = await call("GET", "/health/detailed");
  expect(ill.statusCode).toBe(503);
  expect(ill.json()).toMatchObject({
    status: "failing",
    parts: { store: { status: "failing", code: "store.closed" } },
  });
});

test("every change is written down with who, what and how it ended; what was in the body is not", async () => {
  const { call, audited, post } = await cloud();
  await post([frame(1, 0, minutes(80))]);
  await call("GET", "/v1/devices");
  expect(audited()).toEqual([]);
  await call("POST", "/v1/hubs", { name: "very private", devices: [] });
  await call("DELETE", `/v1/hubs/${"0".repeat(16)}`);
  await call("GET", "/v1/admin/tenants");
  await call("POST", "/v1/alert-channels", {
    kind: "ntfy",
    name: "x",
    settings: { url: "https://n.example", topic: "t", token: "tk_secret" },
  });
  const entries = audited();
  expect(entries.map(({ act, outcome, who, tenant }) => [act, outcome, who, tenant]).reverse()).toMatchObject(
    [
      ["POST /v1/hubs", expect.any(Number), "local", HOME],
      ["DELETE /v1/hubs/:hub", 404, "local", HOME],
      ["GET /v1/admin/tenants", 200, "local", HOME],
      ["POST /v1/alert-channels", 201, "local", HOME],
    ],
  );
  expect(entries.at(-2)).toMatchObject({ on: { hub: "0".repeat(16) }, address: "127.0.0.1" });
  expect(JSON.stringify(entries)).not.toMatch(/very private|tk_secret/);
  const read = (await call("GET", "/v1/admin/audit?limit=2")).json();
  expect(read).toMatchObject({ entries: [{ seq: 4 }, { seq: 3 }], next: 3, head: { seq: 4 } });
});

test("who signed in, by password or by token, is written down, and who signed out; a failed try is nobody's", async () => {
  const { call, audited, store, viewer, clock } = await cloud({ token: true });
  const password = await new Passwords().hash("correct horse battery");
  const person = { person: "00000000000000aa", email: "ann@example.org", name: "Ann", administrator: false };
  await store.addPerson({ ...person, password }, 0);
  await store.setMember({ person: person.person, tenant: HOME, role: "owner" }, 0);
  clock.now += 1000;
  const signIn = (payload: object, headers = {}) => call("POST", "/v1/session", payload, headers);
  await signIn({ email: "ann@example.org", password: "wrong horse battery" });
  const answer = await signIn({ email: "ann@example.org", password: "correct horse battery" });
  const cookie = String(answer.headers["set-cookie"]).split(";")[0];
  await signIn({ token: viewer.token });
  await call("DELETE", "/v1/session", undefined, { cookie });
  await call("DELETE", "/v1/session");
  const key = `viewer:${readToken("viewer", viewer.token)!.id}`;
  const told = audited().map(({ act, outcome, who, tenant }) => [act, outcome, who, tenant]);
  expect(told.reverse()).toEqual([
    ["POST /v1/session", 401, "", ""],
    ["POST /v1/session", 204, "person:00000000000000aa", HOME],
    ["POST /v1/session", 204, key, HOME],
    ["DELETE /v1/session", 204, "person:00000000000000aa", HOME],
    ["DELETE /v1/session", 204, "", ""],
  ]);
});

test("a refused try is written down, a flood of them is not", async () => {
  const { call, audited, clock } = await cloud({ token: true });
  const stranger = () => call("GET", "/v1/devices", undefined, { authorization: "Bearer nonsense" });
  for (let i = 0; i < 70; i++) await stranger();
  expect(audited()).toHaveLength(60);
  expect(audited()[0]).toMatchObject({ act: "GET /v1/devices", outcome: 401, who: "" });
  clock.now += 60_000;
  await stranger();
  expect(audited()).toHaveLength(61);
});

test("what cannot be written down is not confirmed", async () => {
  const { call, operations } = await cloud();
  operations.audit.append = () => {
    throw new Error("the disk is full");
  };
  const answer = await call("POST", "/v1/hubs", { name: "x", devices: [] });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain("petpulse-hub.");
});

test("a request has one number, in its answer, in the log and in the audit log", async () => {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const { call, audited } = await cloud({ log });
  const answer = await call("POST", "/v1/hubs", { name: "x", devices: [] });
  const id = answer.headers["x-request-id"];
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(audited()[0]!.request).toBe(id);
  expect(lines.find(({ msg }) => msg === "answered")).toMatchObject({
    reqId: id,
    method: "POST",
    route: "/v1/hubs",
    status: answer.statusCode,
    ms: expect.any(Number),
    who: "local",
  });
});

test("the documentation holds every route of the API, from the schemas that check it", async () => {
  const { call } = await cloud();
  const document = (await call("GET", "/docs/json")).json() as {
    openapi: string;
    paths: Record<string, Record<string, { parameters?: { name: string; schema: object }[] }>>;
  };
  expect(document.openapi).toBe("3.1.0");
  const told = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
  );
  const expected = Object.keys(POLICY).filter((route) => !/^GET \/(\*|docs)/.test(route));
  expect(told.filter((route) => !route.startsWith("HEAD")).sort()).toEqual(expected.sort());
  const limit = document.paths["/v1/alerts"]!.get!.parameters!.find(({ name }) => name === "limit");
  expect(limit).toMatchObject({ schema: { type: "integer", minimum: 1, maximum: 500 } });
});

test("the documentation's page keeps to the policy: nothing inline, nothing from elsewhere", async () => {
  const { call } = await cloud();
  const page = await call("GET", "/docs/static/index.html");
  expect(page.headers["content-security-policy"]).toContain("default-src 'self'");
  expect(page.body).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|https?:\/\//);
});

test("two clouds in one process do not share figures", async () => {
  const one = await cloud();
  const two = await cloud();
  await one.store.deliver(delivery([frame(1, 0, minutes(80))]));
  await postBatch(
    one.app,
    one.hub.token,
    encodeBatch({ frames: [frame(2, T0 % 60, minutes(80))], gaps: [] }),
  );
  expect((await two.call("GET", "/metrics")).body).not.toContain('outcome="stored"');
});
