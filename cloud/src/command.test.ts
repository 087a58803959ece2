import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { cloudCommand } from "./command.ts";
import { openMaster } from "./master.ts";
import { HOME } from "./people.ts";
import { keyOf, openStore, REX, REX_KEY, scratch, TOM } from "./testbed.ts";
import { readToken, sameHash } from "./tokens.ts";
import { wrappedKeys } from "./wrapped.ts";

const KEY_HEX = Buffer.from(REX_KEY).toString("hex");

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs `petpulse cloud …` and catches what it says. */
async function cloud(...words: string[]): Promise<Ran> {
  const said = { out: "", err: "" };
  const listen = (stream: NodeJS.WriteStream, name: "out" | "err") =>
    vi.spyOn(stream, "write").mockImplementation((text) => {
      said[name] += String(text);
      return true;
    });
  const spies = [listen(process.stdout, "out"), listen(process.stderr, "err")];
  try {
    await cloudCommand().parseAsync(words, { from: "user" });
    return { code: Number(process.exitCode ?? 0), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = undefined;
  }
}

test("from an identity to a hub and a viewer: what is told, what is kept, what is not said again", async () => {
  const data = join(scratch(), "data");
  const identity = join(scratch(), "collar.json");
  const tokenFile = join(scratch(), "hub.token");
  writeFileSync(identity, JSON.stringify({ device: REX, key: KEY_HEX, epoch: 4 }));

  const device = await cloud("device", "add", "--data", data, "--name", "Rex", "--identity", identity);
  expect(device).toMatchObject({ code: 0, out: `device ${REX} (Rex, dog)\n`, err: "" });
  const hub = await cloud(
    "hub",
    "add",
    "--data",
    data,
    "--name",
    "kitchen",
    "--device",
    REX,
    "--token-file",
    tokenFile,
  );
  expect(hub.code).toBe(0);
  const token = readFileSync(tokenFile, "utf8").trim();
  expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
  expect(hub.out).not.toContain(token);
  const viewer = await cloud("viewer", "add", "--data", data, "--name", "Ann", "--json");
  const told = JSON.parse(viewer.out) as { viewer: string; token: string };
  const list = await cloud("device", "list", "--data", data, "--json");
  expect(JSON.parse(list.out)).toMatchObject({ devices: [{ device: REX, name: "Rex", framesStored: 0 }] });

  const said = [device, hub, list].map(({ out, err }) => out + err).join();
  for (const secret of [KEY_HEX, token, told.token]) expect(said).not.toContain(secret);

  const store = await openStore({ dir: data, keys: wrappedKeys(openMaster(data, {}).key) });
  const register = await store.register(null);
  expect(register!.devices).toMatchObject([
    { device: REX, tenant: HOME, keys: [{ key: REX_KEY }], name: "Rex", species: "dog" },
  ]);
  const read = readToken("hub", token)!;
  expect(register!.hubs).toMatchObject([{ hub: read.id, devices: [REX] }]);
  expect(sameHash(register!.hubs[0]!.tokenHash, read.hash)).toBe(true);
  expect(sameHash(register!.viewers[0]!.tokenHash, readToken("viewer", told.token)!.hash)).toBe(true);
  const file = readFileSync(join(data, "cloud.sqlite"), "latin1");
  for (const secret of [token, told.token]) expect(file).not.toContain(secret);
});

test("a collar's life: made, claimed, given a new key, released, claimed by others, revoked", async () => {
  const dir = scratch();
  const data = ["--data", join(dir, "data"), "--json"];
  const run = async (...words: string[]) => {
    const ran = await cloud(...words, ...data);
    expect(ran.err).toBe("");
    return JSON.parse(ran.out) as Record<string, string>;
  };
  const identity = join(dir, "collar.json");
  const qr = join(dir, "code.svg");
  const made = await run("device", "provision", "--serial", "SN-1", "--identity", identity, "--qr", qr);
  const { device, key } = JSON.parse(readFileSync(identity, "utf8")) as { device: string; key: string };
  expect(made).toMatchObject({ device, serial: "SN-1", payload: expect.stringMatching(/^PETPULSE:/) });
  expect(statSync(identity).mode & 0o777).toBe(0o600);
  expect(readFileSync(qr, "utf8")).toContain("<svg");
  const twice = await cloud("device", "provision", "--serial", "SN-1", "--identity", join(dir, "2"), ...data);
  expect(twice).toMatchObject({ code: 1, err: expect.stringMatching(/^device.exists/) });
  expect(statSync(join(dir, "2"), { throwIfNoEntry: false })).toBeUndefined();

  const { tenant } = (await run("tenant", "add", "--name", "Kennel")) as { tenant: string };
  expect(await run("device", "claim", made.code!, "--name", "Ida")).toMatchObject({ device, name: "Ida" });
  const second = join(dir, "second.json");
  await run("device", "rotate", device, "--identity", second);
  const rotated = JSON.parse(readFileSync(second, "utf8")) as { device: string; key: string };
  expect(rotated.device).toBe(device);
  expect(rotated.key).not.toBe(key);
  const theirs = await cloud("device", "release", device, "--tenant", tenant, ...data);
  expect(theirs.err).toMatch(/^device.unknown/);
  const released = await run("device", "release", device);
  expect(released.kept).toMatch(new RegExp(`^${device}~[0-9]+$`));
  const fresh = await run("device", "reissue", device);
  const old = await cloud("device", "claim", released.code!, "--name", "Kim", "--tenant", tenant, ...data);
  expect(old.err).toMatch(/^claim.unknown/);
  await run("device", "claim", fresh.payload!, "--name", "Kim", "--species", "cat", "--tenant", tenant);
  await run("device", "revoke", device);
  const { collars } = (await run("device", "collars")) as unknown as { collars: object[] };
  expect(collars).toMatchObject([
    { device, serial: "SN-1", tenant, claimable: false, keys: [{ version: 2 }, { version: 1 }] },
  ]);
  const said = JSON.stringify([made, released, fresh, collars]);
  for (const secret of [key, rotated.key]) expect(said).not.toContain(secret);
});

test("people: added with a password from a file, given roles, taken them, listed; nothing of the password is told", async () => {
  const dir = scratch();
  const data = ["--data", join(dir, "data")];
  const file = join(dir, "password");
  writeFileSync(file, "correct horse battery\n");
  const ann = ["--email", "ann@example.org"];
  const add = await cloud("person", "add", ...data, ...ann, "--name", "Ann", "--password-file", file);
  expect(add).toMatchObject({ code: 0, err: "" });
  const again = await cloud("person", "add", ...data, ...ann, "--name", "Ann", "--password-file", file);
  expect(again.err).toMatch(/^person.exists/);
  const weak = join(dir, "weak");
  writeFileSync(weak, "secret");
  const short = await cloud("person", "password", ...data, ...ann, "--password-file", weak);
  expect(short.err).toMatch(/^password.weak/);
  const last = await cloud("person", "remove", ...data, ...ann);
  expect(last.err).toMatch(/^tenant.last-owner/);
  const bea = ["--email", "bea@example.org"];
  await cloud("person", "add", ...data, ...bea, "--name", "Bea", "--administrator", "--password-file", file);
  expect((await cloud("person", "role", ...data, ...bea, "--role", "owner")).code).toBe(0);
  expect((await cloud("person", "remove", ...data, ...ann)).code).toBe(0);
  const list = await cloud("person", "list", ...data, "--json");
  expect(JSON.parse(list.out)).toMatchObject({
    people: [
      { email: "ann@example.org", administrator: false, roles: [] },
      { email: "bea@example.org", administrator: true, roles: [{ tenant: HOME, role: "owner" }] },
    ],
  });
  expect([add, again, short, list].map(({ out, err }) => out + err).join()).not.toMatch(
    /argon2|horse|secret/,
  );
});

test("another master key takes the place of the first, and the first opens nothing any more", async () => {
  const dir = scratch();
  const data = join(dir, "data");
  const identity = join(dir, "collar.json");
  await cloud("device", "provision", "--data", data, "--serial", "SN-1", "--identity", identity);
  vi.stubEnv("PETPULSE_MASTER_KEY", Buffer.from(keyOf(77)).toString("hex"));
  try {
    const before = await cloud("device", "list", "--data", data);
    expect(before.err).toMatch(/^keys.sealed-otherwise/);
    const wrapped = await cloud("keys", "rewrap", "--data", data, "--from-file", join(data, "master.key"));
    expect(wrapped).toMatchObject({ code: 0, err: "" });
    expect((await cloud("device", "collars", "--data", data)).code).toBe(0);
  } finally {
    vi.unstubAllEnvs();
  }
  expect((await cloud("device", "list", "--data", data)).err).toMatch(/^keys.sealed-otherwise/);
});

test("what cannot be is refused with code and hint, exit code 1, and without the key", async () => {
  const dir = scratch();
  const bad = join(dir, "bad.key");
  writeFileSync(bad, KEY_HEX.slice(0, 60));
  const taken = join(dir, "taken");
  writeFileSync(taken, "");
  const junk = join(dir, "junk");
  writeFileSync(junk, "not json");
  const data = ["--data", join(dir, "data")];
  const rex = ["device", "add", ...data, "--name", "Rex"];
  const cases: [string[], string][] = [
    [[...rex], "identity.invalid"],
    [[...rex, "--identity", join(dir, "nowhere")], "identity.unreadable"],
    [[...rex, "--identity", junk], "identity.invalid"],
    [[...rex, "--device", REX, "--key-file", bad], "identity.invalid"],
    [["hub", "add", ...data, "--name", "x", "--device", "REX"], "identity.invalid"],
    [["hub", "add", ...data, "--name", "x", "--device", TOM], "device.unknown"],
    [["hub", "grant", ...data, "aaaaaaaaaaaaaaaa", REX], "hub.unknown"],
    [["viewer", "add", ...data, "--name", "x", "--token-file", taken], "token-file.exists"],
    [["serve", ...data, "--host", "0.0.0.0", "--access", "loopback"], "access.not-loopback"],
    [["serve", ...data, "--production"], "cloud.production"],
    [["serve", ...data, "--tls-cert", taken], "cloud.tls"],
    [["serve", ...data, "--tls-cert", taken, "--tls-key", taken], "cloud.tls"],
    [["person", "role", ...data, "--email", "nobody@example.org", "--role", "vet"], "person.unknown"],
    [["device", "claim", ...data, "--name", "x", "hello"], "claim.unknown"],
    [["device", "revoke", ...data, TOM], "device.unknown"],
    [["keys", "rewrap", "--data", join(dir, "nothing"), "--from-file", junk], "cloud.data-dir"],
  ];
  for (const [words, expected] of cases) {
    const { code, out, err } = await cloud(...words);
    expect(err, words.join(" ")).toMatch(new RegExp(`^${expected}: .+\n.+\n$`));
    expect([code, out], words.join(" ")).toEqual([1, ""]);
    expect(err).not.toContain(KEY_HEX.slice(0, 60));
  }
});

test("a hub that could not be added leaves no token behind", async () => {
  const dir = scratch();
  const file = join(dir, "token");
  const ran = await cloud(
    "hub",
    "add",
    "--data",
    join(dir, "d"),
    "--name",
    "x",
    "--device",
    TOM,
    "--token-file",
    file,
  );
  expect(ran.code).toBe(1);
  expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
});
