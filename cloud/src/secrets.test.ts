import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";
import { makeCode } from "./codes.ts";
import { Operations, operationsSettings } from "./operations/operations.ts";
import { Passwords } from "./passwords.ts";
import { HOME } from "./people.ts";
import { keyOf, openTestbed, REX, REX_KEY, SECRET, scratch } from "./testbed.ts";
import { wrappedKeys } from "./wrapped.ts";

const PASSWORD = "correct horse battery";
const MASTER = keyOf(60);

/** How a secret of bytes may be spelled. */
function spellings(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes);
  return [
    buffer.toString("hex"),
    buffer.toString("base64"),
    buffer.toString("base64url"),
    buffer.toString("latin1"),
  ];
}

test("no password, token, cookie, claim code or key is in a log line, in an answer to another, or in any file", async () => {
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const dir = scratch();
  const bed = await openTestbed({
    access: { mode: "token" },
    store: { dir, keys: wrappedKeys(MASTER) },
    more: async (store, clock) => {
      const parts = { dataDir: dir, store, master: MASTER, settings: operationsSettings({}), clock, log };
      return { log, operations: await Operations.open(parts) };
    },
  });
  const { app, store, clock } = bed;
  const password = await new Passwords().hash(PASSWORD);
  const ann = "00000000000000a2";
  await store.addPerson(
    { person: ann, email: "ann@example.org", name: "Ann", password, administrator: true },
    0,
  );
  await store.setMember({ person: ann, tenant: HOME, role: "owner" }, 0);
  const made = makeCode();
  await store.addCollar(
    { device: "00c0ffee0000aa01", serial: "SN", key: keyOf(61), claimHash: made.hash },
    0,
  );
  clock.now += 1000;

  type Asked = { method?: "GET" | "POST" | "PUT"; url: string; headers?: object; payload?: object };
  const ask = async ({ headers, ...rest }: Asked) => app.inject({ ...rest, headers: { ...headers } });
  const email = "ann@example.org";
  const entered = await ask({ method: "POST", url: "/v1/session", payload: { email, password: PASSWORD } });
  const cookie = String(entered.headers["set-cookie"]).split(";")[0]!;
  const headers = { cookie };
  const post = async (url: string, payload: object) =>
    (await ask({ method: "POST", url, headers, payload })).json() as { token: string; code: string };
  const key = await post("/v1/keys", { name: "k", role: "vet" });
  const share = await post(`/v1/devices/${REX}/shares`, { name: "Dr.", hours: 1 });
  const invitation = await post("/v1/invitations", { role: "carer" });
  const hub = await post("/v1/hubs", { name: "hall", devices: [REX] });
  await post("/v1/claims", { code: made.code, name: "Ida", species: "dog" });
  const released = await post(`/v1/devices/${REX}/release`, {});
  const next = "yet another good one";
  // What goes wrong is logged, too: bodies that do not fit, credentials that do not hold, a store that fails.
  await ask({ method: "POST", url: "/v1/session", payload: { email, password: PASSWORD, token: key.token } });
  await ask({ method: "POST", url: "/v1/session", payload: { token: `${key.token}x` } });
  await ask({ url: "/v1/devices", headers: { authorization: `Bearer ${hub.token}` } });
  await ask({ url: `/v1/devices?token=${key.token}`, headers });
  await ask({ url: `/v1/nothing/${share.token}`, headers });
  await ask({
    method: "PUT",
    url: "/v1/me/password",
    headers,
    payload: { current: PASSWORD, password: next },
  });
  const shown = await Promise.all(
    ["/v1/me", "/v1/members", "/v1/keys", "/v1/hubs", "/v1/admin/collars", "/v1/admin/audit"].map(
      async (url) => (await ask({ url, headers })).body,
    ),
  );
  await store.stop();
  await ask({ method: "POST", url: "/v1/keys", headers, payload: { name: "k", role: "vet" } });

  const tokens = [key, share, invitation, hub].map(({ token }) => token);
  const texts = [PASSWORD, next, cookie, made.code, made.payload.split(":")[1]!, released.code, ...tokens];
  const secrets = [...texts, ...[REX_KEY, keyOf(61), MASTER, SECRET].flatMap(spellings)];
  const files = readdirSync(dir).map((name) => readFileSync(join(dir, name), "latin1"));
  expect(lines.join("").length).toBeGreaterThan(1000);
  for (const secret of secrets) {
    expect(lines.join(""), "in the log").not.toContain(secret);
    expect(files.join(""), "in a file").not.toContain(secret);
    expect(shown.join(""), "in an answer").not.toContain(secret);
  }
  expect(shown.join("")).not.toContain("argon2");
});
