import { describe, expect, test } from "vitest";
import { Directory } from "../directory.ts";
import { Passwords } from "../passwords.ts";
import { HOME, type Role } from "../people.ts";
import { LIMITS } from "../rates.ts";
import { openTestbed, REX, type Testbed } from "../testbed.ts";
import { makeToken } from "../tokens.ts";

const NEIGHBOUR = "00000000000000b0";
const PASSWORD = "correct horse battery";
/** Of PASSWORD, made once: argon2id is slow on purpose. */
const encoded = new Passwords().hash(PASSWORD);

async function setUp(limits?: typeof LIMITS, known = (directory: Directory) => directory) {
  const bed = await openTestbed({
    access: { mode: "token" },
    more: async (store, clock) => ({
      directory: known(new Directory(store, clock)),
      ...(limits && { limits }),
    }),
  });
  await bed.store.addTenant({ tenant: NEIGHBOUR, name: "Next door" }, 0);
  await addPerson(bed, "ann", HOME, "owner");
  bed.clock.now += 1000;
  return bed;
}

async function addPerson({ store }: Testbed, name: string, tenant: string, role: Role): Promise<string> {
  const person = Buffer.from(name.padEnd(8)).toString("hex");
  await store.addPerson(
    { person, email: `${name}@example.org`, name, password: await encoded, administrator: false },
    0,
  );
  await store.setMember({ person, tenant, role }, 0);
  return person;
}

type Cookie = { cookie: string };

async function call(bed: Testbed, method: "GET" | "POST" | "PUT" | "DELETE", url: string, more: object = {}) {
  const answer = await bed.app.inject({ method, url, ...more });
  const cookie = answer.headers["set-cookie"];
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.body === "" ? null : answer.json(),
    cookie: { cookie: String(cookie ?? "").split(";")[0]! } satisfies Cookie,
  };
}

const signIn = (bed: Testbed, email = "ann@example.org", password = PASSWORD) =>
  call(bed, "POST", "/v1/session", { payload: { email, password } });

describe("signing in", () => {
  test("address and password open a session, in whatever case the address is typed", async () => {
    const bed = await setUp();
    const { status, cookie } = await signIn(bed, "Ann@Example.ORG");
    expect(status).toBe(204);
    expect(cookie.cookie).not.toContain(PASSWORD);
    const me = await call(bed, "GET", "/v1/me", { headers: cookie });
    expect(me.body).toMatchObject({
      name: "ann",
      email: "ann@example.org",
      role: "owner",
      administrator: false,
      tenant: { id: HOME, name: "Home" },
      tenants: [{ id: HOME, name: "Home", role: "owner" }],
      local: false,
    });
    expect(JSON.stringify(me.body)).not.toContain("argon2");
    expect((await call(bed, "GET", `/v1/devices/${REX}`, { headers: cookie })).status).toBe(200);
  });

  test("a wrong password and an address that nobody has are answered alike", async () => {
    const bed = await setUp();
    const wrong = await signIn(bed, "ann@example.org", "wrong horse battery");
    const nobody = await signIn(bed, "bea@example.org", PASSWORD);
    expect(wrong.status).toBe(401);
    expect(wrong.body.error.code).toBe("session.wrong");
    expect(nobody.body).toEqual(wrong.body);
  });

  test("an account is tried so many times a minute, from wherever; another account is not held back", async () => {
    const bed = await setUp({ ...LIMITS, "sign-in": 3 });
    await addPerson(bed, "bea", HOME, "carer");
    const from = (n: number) => ({
      payload: { email: "ann@example.org", password: "wrong" },
      headers: { "x-forwarded-for": `192.0.2.${n}` },
    });
    for (let i = 0; i < 3; i++) {
      expect((await call(bed, "POST", "/v1/session", from(i))).status).toBe(401);
    }
    const blocked = await call(bed, "POST", "/v1/session", from(11));
    expect(blocked.status).toBe(429);
    expect(blocked.body.error.code).toBe("access.too-often");
    bed.clock.now += 1000;
    expect((await signIn(bed, "bea@example.org")).status).toBe(204);
    bed.clock.now += 60_000;
    expect((await signIn(bed)).status).toBe(204);
  });

  test("an address is refused after many wrong tokens, for a while", async () => {
    const bed = await setUp(LIMITS);
    const headers = { authorization: "Bearer petpulse-viewer.nothing" };
    for (let i = 0; i < LIMITS.failed; i++) {
      expect((await call(bed, "GET", "/v1/devices", { headers })).status).toBe(401);
    }
    const refused = await call(bed, "GET", "/v1/devices", { headers });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    bed.clock.now += 60_000;
    expect((await call(bed, "GET", "/v1/devices", { headers })).status).toBe(401);
  });

  test("a page from another site cannot use the session", async () => {
    const bed = await setUp();
    const { cookie } = await signIn(bed);
    const end = (headers: object) =>
      call(bed, "POST", "/v1/invitations", { headers: { ...cookie, ...headers }, payload: { role: "vet" } });
    expect((await end({ origin: "https://evil.example" })).body.error.code).toBe("access.origin");
    expect((await end({ origin: "null" })).status).toBe(403);
    expect((await end({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await end({ "sec-fetch-site": "cross-site", origin: "http://localhost:80" })).status).toBe(403);
    const forwarded = { "x-forwarded-host": "pets.example" };
    expect((await end({ ...forwarded, origin: "https://pets.example" })).status).toBe(201);
    expect((await end({ "sec-fetch-site": "same-site" })).status).toBe(403);
    expect((await end({ origin: "http://localhost:80", "sec-fetch-site": "same-origin" })).status).toBe(201);
  });
});

describe("passwords", () => {
  test("a new one ends every other session; this one goes on", async () => {
    const bed = await setUp();
    const elsewhere = (await signIn(bed)).cookie;
    const here = (await signIn(bed)).cookie;
    const change = (current: string, password: string) =>
      call(bed, "PUT", "/v1/me/password", { headers: here, payload: { current, password } });
    expect((await change("wrong", "another good one")).status).toBe(401);
    expect((await change(PASSWORD, "short")).body.error.code).toBe("password.weak");
    const changed = await change(PASSWORD, "another good one");
    expect(changed.status).toBe(204);
    const me = (headers: Cookie) => call(bed, "GET", "/v1/me", { headers });
    expect((await me(elsewhere)).status).toBe(401);
    expect((await me(here)).status).toBe(401);
    expect((await me(changed.cookie)).status).toBe(200);
    expect((await signIn(bed)).status).toBe(401);
  });

  test("a taken session guesses no faster than whoever stands outside", async () => {
    const bed = await setUp({ ...LIMITS, "sign-in": 3 });
    const { cookie } = await signIn(bed);
    const guess = (current: string) =>
      call(bed, "PUT", "/v1/me/password", {
        headers: cookie,
        payload: { current, password: "another good one" },
      });
    for (let i = 0; i < 2; i++) expect((await guess("wrong")).status).toBe(401);
    expect((await guess(PASSWORD)).status).toBe(429);
  });

  test("they rest as argon2id, each with its own salt, and are checked by Unicode's own spelling", async () => {
    const passwords = new Passwords();
    const [one, two] = await Promise.all([passwords.hash("naïve Dackel!"), passwords.hash("naïve Dackel!")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await passwords.holds("naïve Dackel!".normalize("NFD"), one!)).toBe(true);
    expect(await passwords.holds("naive Dackel!", one!)).toBe(false);
    expect(await passwords.holds("naïve Dackel!", null)).toBe(false);
  });

  test("an empty one is wrong like any other, and disturbs nobody who signs in meanwhile", async () => {
    const bed = await setUp();
    const [empty, good] = await Promise.all([signIn(bed, "ann@example.org", ""), signIn(bed)]);
    expect(empty.body.error.code).toBe("session.wrong");
    expect(good.status).toBe(204);
  });

  test("more sign-ins than the machine can check are turned away at once", async () => {
    const passwords = new Passwords(2);
    const all = await Promise.allSettled(
      Array.from({ length: 5 }, async () => passwords.hash("a good long one")),
    );
    const refused = all.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(3);
    expect((refused[0] as PromiseRejectedResult).reason).toMatchObject({ code: "store.busy" });
  });
});

describe("belonging", () => {
  test("an invitation makes an account or uses the one there is, once; then both homes are open, one at a time", async () => {
    const bed = await setUp();
    const ann = (await signIn(bed)).cookie;
    await addPerson(bed, "bea", NEIGHBOUR, "owner");
    bed.clock.now += 1000;
    const invite = async (role: Role) =>
      (await call(bed, "POST", "/v1/invitations", { headers: ann, payload: { role } })).body.token as string;
    const accept = (payload: object) => call(bed, "POST", "/v1/invitations/accept", { payload });

    const token = await invite("carer");
    const carl = { token, email: "carl@example.org", name: "Carl", password: "a good long one" };
    const joined = await accept(carl);
    expect(joined.status).toBe(201);
    expect((await call(bed, "GET", "/v1/me", { headers: joined.cookie })).body).toMatchObject({
      role: "carer",
      tenant: { id: HOME },
    });
    expect((await accept({ ...carl, email: "dora@example.org" })).body.error.code).toBe("invitation.unknown");

    const second = await invite("vet");
    const bea = { token: second, email: "bea@example.org" };
    expect((await accept({ ...bea, password: "not her password" })).status).toBe(404);
    const came = await accept({ ...bea, password: PASSWORD });
    expect(came.status).toBe(201);
    const me = (await call(bed, "GET", "/v1/me", { headers: came.cookie })).body;
    expect(me).toMatchObject({ tenant: { id: HOME }, role: "vet" });
    expect(me.tenants).toHaveLength(2);
    const moved = await call(bed, "PUT", "/v1/session", {
      headers: came.cookie,
      payload: { tenant: NEIGHBOUR },
    });
    expect((await call(bed, "GET", "/v1/me", { headers: moved.cookie })).body.role).toBe("owner");
    expect((await call(bed, "GET", `/v1/devices/${REX}`, { headers: moved.cookie })).status).toBe(404);
    const away = await call(bed, "PUT", "/v1/session", {
      headers: ann,
      payload: { tenant: NEIGHBOUR },
    });
    expect(away.body.error.code).toBe("tenant.unknown");
  });

  test("who has no invitation learns neither who has an account nor whether a password is somebody's", async () => {
    const bed = await setUp({ ...LIMITS, "sign-in": 4 });
    const { token } = makeToken("invitation");
    const accept = (email: string, password: string, n: number) =>
      call(bed, "POST", "/v1/invitations/accept", {
        payload: { token, email, name: "Eve", password },
        headers: { "x-forwarded-for": `192.0.2.${n}` },
      });
    const [nobody, wrong, right] = [
      await accept("eve@example.org", PASSWORD, 1),
      await accept("ann@example.org", "another long password", 2),
      await accept("ann@example.org", PASSWORD, 3),
    ];
    expect([nobody.status, nobody.body.error.code]).toEqual([404, "invitation.unknown"]);
    for (const { status, body } of [wrong, right]) expect([status, body]).toEqual([404, nobody.body]);
    const weak = [await accept("eve@example.org", "short", 4), await accept("ann@example.org", "short", 5)];
    expect(weak.map(({ body }) => body.error.code)).toEqual(["password.weak", "password.weak"]);
    await accept("ann@example.org", "another long password", 6);
    // Attempts at an account count together, whichever door they are made at.
    expect((await accept("ann@example.org", PASSWORD, 7)).status).toBe(429);
    expect((await signIn(bed)).status).toBe(429);
  });

  test.each([
    ["key", "viewers", 100, "/v1/keys", { name: "one more", role: "vet" }],
    ["hub", "hubs", 1000, "/v1/hubs", { name: "one more", devices: [] }],
    ["person", "members", 500, "/v1/invitations", { role: "vet" }],
  ] as const)("a home has so many of one kind and no more: %s", async (kind, list, most, url, payload) => {
    let held = most - 1;
    const bed = await setUp(undefined, (directory) =>
      Object.assign(directory, { [list]: () => Array(held).fill({}) }),
    );
    const headers = (await signIn(bed)).cookie;
    expect((await call(bed, "POST", url, { headers, payload })).status).toBe(201);
    held = most;
    const full = await call(bed, "POST", url, { headers, payload });
    expect([full.status, full.body.error.code]).toEqual([409, `${kind}.too-many`]);
  });

  test("an invitation runs out after a week", async () => {
    const bed = await setUp();
    const ann = (await signIn(bed)).cookie;
    const { token } = (
      await call(bed, "POST", "/v1/invitations", { headers: ann, payload: { role: "carer" } })
    ).body;
    bed.clock.now += 7 * 86_400_000;
    const payload = { token, email: "carl@example.org", name: "Carl", password: "a good long one" };
    expect((await call(bed, "POST", "/v1/invitations/accept", { payload })).status).toBe(404);
  });

  test("a member who is shown out is out with the next request; the last owner stays", async () => {
    const bed = await setUp();
    const ann = (await signIn(bed)).cookie;
    const carl = await addPerson(bed, "carl", HOME, "carer");
    bed.clock.now += 1000;
    const his = (await signIn(bed, "carl@example.org")).cookie;
    expect((await call(bed, "GET", "/v1/devices", { headers: his })).status).toBe(200);
    expect((await call(bed, "DELETE", `/v1/members/${carl}`, { headers: ann })).status).toBe(204);
    expect((await call(bed, "GET", "/v1/devices", { headers: his })).status).toBe(401);
    const annId = Buffer.from("ann".padEnd(8)).toString("hex");
    const leave = await call(bed, "DELETE", `/v1/members/${annId}`, { headers: ann });
    expect(leave.body.error.code).toBe("tenant.last-owner");
    const lower = { headers: ann, payload: { role: "vet" } };
    expect((await call(bed, "PUT", `/v1/members/${annId}`, lower)).status).toBe(409);
    expect((await call(bed, "PUT", `/v1/members/${carl}`, lower)).status).toBe(404);
  });

  test("a key and a link work until they are withdrawn, and so does every session made from them", async () => {
    const bed = await setUp();
    const headers = (await signIn(bed)).cookie;
    const key = (await call(bed, "POST", "/v1/keys", { headers, payload: { name: "script", role: "vet" } }))
      .body;
    const link = (
      await call(bed, "POST", `/v1/devices/${REX}/shares`, { headers, payload: { name: "Dr. V", hours: 48 } })
    ).body;
    expect((await call(bed, "GET", `/v1/devices/${REX}/shares`, { headers })).body.shares).toEqual([
      { id: link.id, name: "Dr. V", expiresAt: bed.clock.now + 48 * 3_600_000 },
    ]);
    const sessions = await Promise.all(
      [key.token, link.token].map(
        async (token: string) => (await call(bed, "POST", "/v1/session", { payload: { token } })).cookie,
      ),
    );
    const open = () =>
      Promise.all(
        sessions.map(async (cookie) => (await call(bed, "GET", "/v1/devices", { headers: cookie })).status),
      );
    expect(await open()).toEqual([200, 200]);
    expect((await call(bed, "DELETE", `/v1/keys/${key.id}`, { headers })).status).toBe(204);
    expect((await call(bed, "DELETE", `/v1/shares/${link.id}`, { headers })).status).toBe(204);
    expect(await open()).toEqual([401, 401]);
    expect((await call(bed, "POST", "/v1/session", { payload: { token: link.token } })).status).toBe(401);
  });

  test("a hub of the API carries what it was given of its own home, and nothing once it is gone", async () => {
    const bed = await setUp();
    const headers = (await signIn(bed)).cookie;
    const made = await call(bed, "POST", "/v1/hubs", { headers, payload: { name: "hall", devices: [REX] } });
    const hub = { authorization: `Bearer ${made.body.token}` };
    expect((await call(bed, "GET", "/v1/hubs", { headers })).body.hubs).toContainEqual({
      id: made.body.id,
      name: "hall",
      devices: [REX],
    });
    const grants = async () => (await bed.app.inject({ url: "/v1/hub/grants", headers: hub })).statusCode;
    expect(await grants()).toBe(200);
    const pair = `/v1/hubs/${made.body.id}/devices/${REX}`;
    expect((await call(bed, "DELETE", pair, { headers })).status).toBe(204);
    expect((await call(bed, "PUT", pair, { headers })).status).toBe(204);
    expect((await call(bed, "DELETE", `/v1/hubs/${made.body.id}`, { headers })).status).toBe(204);
    expect(await grants()).toBe(401);
  });
});
