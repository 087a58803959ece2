import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { cloudCommand } from "./command.ts";
import { openMaster } from "./master.ts";
import { HOME } from "./people.ts";
import { openStore, REX, REX_KEY, scratch, TOM } from "./testbed.ts";
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
