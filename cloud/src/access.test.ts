import { describe, expect, test } from "vitest";
import { checkAccess } from "./access.ts";
import { openTestbed, REX, sharedTestbed } from "./testbed.ts";

const READS = [
  "/v1/devices",
  `/v1/devices/${REX}`,
  `/v1/devices/${REX}/unplaced`,
  `/v1/devices/${REX}/vitals`,
  `/v1/devices/${REX}/events`,
  `/v1/devices/${REX}/frames`,
  "/v1/quarantine",
];
/** Streams never end under inject, so they are asked for only where they are refused. */
const STREAMS = ["/v1/live", `/v1/devices/${REX}/live`];

describe("access by token", () => {
  const shared = sharedTestbed({ access: { mode: "token" } });
  const ask = async (url: string, headers: Record<string, string> = {}) =>
    (await shared.bed.app.inject({ url, headers })).statusCode;

  async function session(): Promise<string> {
    const { bed } = shared;
    const answer = await bed.app.inject({
      method: "POST",
      url: "/v1/session",
      payload: { token: bed.viewer.token },
    });
    expect(answer.statusCode).toBe(204);
    const cookie = String(answer.headers["set-cookie"]);
    expect(cookie).toMatch(/; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(bed.viewer.token);
    return cookie.split(";")[0]!;
  }

  test.each([...READS, ...STREAMS])("%s is closed without a token, and to hubs", async (url) => {
    expect(await ask(url)).toBe(401);
    expect(await ask(url, { authorization: `Bearer ${shared.bed.hub.token}` })).toBe(401);
    expect(await ask(url, { cookie: "petpulse_session=aaaaaaaaaaaaaaaa.9999999999.x" })).toBe(401);
  });

  test("a viewer's token opens every read, and so does the session it is changed for", async () => {
    const cookie = `theme=dark; ${await session()}; other=1`;
    for (const url of READS) {
      expect(await ask(url, { authorization: `Bearer ${shared.bed.viewer.token}` }), url).toBe(200);
      expect(await ask(url, { cookie }), url).toBe(200);
    }
  });

  test("a session cannot be prolonged, passed to another or to another tenant, or outlive its week", async () => {
    const value = /=(.+)$/.exec(await session())![1]!;
    const tried = (cookie: string) => ask("/v1/devices", { cookie: `petpulse_session=${cookie}` });
    const [holder, id, tenant, expires, seal] = value.split(".") as [string, string, string, string, string];
    const other = seal.startsWith("A") ? `B${seal.slice(1)}` : `A${seal.slice(1)}`;
    expect(await tried(value)).toBe(200);
    for (const forged of [
      [holder, id, tenant, `${Number(expires) + 1}`, seal],
      [holder, "0".repeat(16), tenant, expires, seal],
      [holder, id, "2".padStart(16, "0"), expires, seal],
      [holder, id, "", expires, seal],
      ["person", id, tenant, expires, seal],
      ["share", id, tenant, expires, seal],
      [holder, id, tenant, expires, other],
    ]) {
      expect(await tried(forged.join(".")), forged.join(".")).toBe(401);
    }
    const { clock } = shared.bed;
    const before = clock.now;
    clock.now = Number(expires) * 1000;
    expect(await tried(value)).toBe(401);
    clock.now = before;
  });

  test("a session needs the token, and ends when asked", async () => {
    const { app } = shared.bed;
    const tried = async (payload: object) =>
      (await app.inject({ method: "POST", url: "/v1/session", payload })).statusCode;
    expect(await tried({ token: "guess" })).toBe(401);
    expect(await tried({ token: shared.bed.hub.token })).toBe(401);
    expect(await tried({})).toBe(400);
    expect(await tried({ token: "x".repeat(2000) })).toBe(413);
    const ended = await app.inject({ method: "DELETE", url: "/v1/session" });
    expect(ended.headers["set-cookie"]).toContain("Max-Age=0");
  });

  test("behind a TLS proxy on this machine the cookie stays on https", async () => {
    const { bed } = shared;
    const answer = await bed.app.inject({
      method: "POST",
      url: "/v1/session",
      payload: { token: bed.viewer.token },
      headers: { "x-forwarded-proto": "https" },
    });
    expect(answer.headers["set-cookie"]).toMatch(/; Secure$/);
  });

  test("over TLS a cookie that another host of the domain could have planted opens nothing", async () => {
    const headers = { "x-forwarded-proto": "https" };
    const { app, viewer } = shared.bed;
    const payload = { token: viewer.token };
    const answer = await app.inject({ method: "POST", url: "/v1/session", payload, headers });
    const cookie = String(answer.headers["set-cookie"]).split(";")[0]!;
    expect(cookie).toMatch(/^__Host-petpulse_session=/);
    expect(await ask("/v1/devices", { ...headers, cookie })).toBe(200);
    expect(await ask("/v1/devices", { ...headers, cookie: cookie.replace("__Host-", "") })).toBe(401);
    expect(await ask("/v1/devices", { ...headers, cookie: await session() })).toBe(401);
    expect(await ask("/v1/devices", { cookie })).toBe(401);
  });

  test("health needs no token and tells nothing but its state", async () => {
    expect((await shared.bed.app.inject("/health")).json()).toEqual({ status: "ok" });
  });
});

describe("access from this machine", () => {
  const shared = sharedTestbed({ access: { mode: "loopback" } });

  test.each(["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST"])(
    "host %s is let in",
    async (host) => {
      const answer = await shared.bed.app.inject({ url: "/v1/devices", headers: { host } });
      expect(answer.statusCode).toBe(200);
    },
  );

  test.each([
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example:8080",
    "evil.example:8080#localhost",
    "192.168.1.4:8080",
  ])("host %s is not: a name pointed at this machine opens nothing", async (host) => {
    for (const url of [...READS, ...STREAMS]) {
      const answer = await shared.bed.app.inject({ url, headers: { host } });
      expect(answer.statusCode, url).toBe(403);
      expect(answer.json(), url).toMatchObject({ error: { code: "access.host" } });
    }
  });

  test.each(["x-forwarded-for", "forwarded", "x-real-ip"])(
    "who comes through a proxy (%s) does not sit at this machine",
    async (name) => {
      const headers = { host: "localhost:8080", [name]: "for=192.0.2.7" };
      const answer = await shared.bed.app.inject({ url: "/v1/devices", headers });
      expect(answer.json()).toMatchObject({ error: { code: "access.host" } });
    },
  );

  test("hubs bring their token all the same", async () => {
    const { app } = shared.bed;
    const answer = await app.inject({ url: "/v1/hub/grants", headers: { host: "localhost" } });
    expect(answer.statusCode).toBe(401);
  });
});

test.each(["0.0.0.0", "::", "192.168.1.4", "example.org"])(
  "no login on %s is refused at the start",
  (host) => {
    expect(() => checkAccess({ mode: "loopback" }, host)).toThrow(
      expect.objectContaining({ code: "access.not-loopback" }),
    );
    checkAccess({ mode: "token" }, host);
  },
);

test("what answers of this moment no cache keeps, whatever its address has behind it", async () => {
  const { app } = await openTestbed();
  for (const url of ["/health", "/health?x=1", "/v1/devices", "/v1/nothing"]) {
    const { headers } = await app.inject({ url, headers: { host: "localhost" } });
    expect(headers["cache-control"], url).toBe("no-store");
  }
});

test("a body is small unless its route says otherwise, and is not read before it is known who sends it", async () => {
  const { app } = await openTestbed();
  const headers = { host: "localhost", "content-type": "application/json" };
  const payload = JSON.stringify({ more: "x".repeat(5000) });
  for (const url of [`/v1/devices/${REX}/release`, "/v1/keys", "/v1/claims", "/v1/admin/tenants"]) {
    const answer = await app.inject({ method: "POST", url, headers, payload });
    expect(answer.statusCode, url).toBe(413);
  }
  const anonymous = { ...headers, host: "evil.example" };
  const refused = await app.inject({ method: "POST", url: "/v1/keys", headers: anonymous, payload });
  expect(refused.statusCode).toBe(403);
});

test("every answer carries the security headers", async () => {
  const { app } = await openTestbed();
  for (const url of ["/health", "/v1/devices", "/nothing", "/v1/hub/grants"]) {
    const { headers } = await app.inject({ url, headers: { host: "localhost" } });
    expect(headers["content-security-policy"], url).toContain("default-src 'self'");
    expect(headers["content-security-policy"], url).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"], url).toBe("nosniff");
    expect(headers["referrer-policy"], url).toBe("no-referrer");
  }
});
