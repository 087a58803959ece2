import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { HOME } from "../people.ts";
import {
  delivery,
  frame,
  keyOf,
  minutes,
  openStore,
  REX,
  REX_KEY,
  scratch,
  TOM,
  TOM_KEY,
} from "../testbed.ts";
import { makeToken } from "../tokens.ts";
import { wrappedKeys } from "../wrapped.ts";
import { migrate } from "./migrate.ts";
import { STORE_FILE } from "./sqlite.ts";

const MIGRATIONS = fileURLToPath(new URL("../../migrations/", import.meta.url));
const MASTER = keyOf(50);

/** A database as the first version made it: two collars with bare keys, a hub for Rex, a viewer, one refused frame. */
function firstVersion(): {
  dir: string;
  hub: ReturnType<typeof makeToken>;
  viewer: ReturnType<typeof makeToken>;
} {
  const dir = scratch();
  const old = join(dir, "old-migrations");
  mkdirSync(old);
  copyFileSync(join(MIGRATIONS, "0001-frames.sql"), join(old, "0001-frames.sql"));
  const file = join(dir, STORE_FILE);
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  migrate(db, file, old);
  const device = db.prepare(
    "INSERT INTO devices (device, key, name, species, added_ms) VALUES (?, ?, ?, ?, 5)",
  );
  const rex = device.run(REX, REX_KEY, "Rex", "dog").lastInsertRowid;
  device.run(TOM, TOM_KEY, "Tom", "cat");
  const hub = makeToken("hub");
  const viewer = makeToken("viewer");
  db.prepare("INSERT INTO hubs (hub, name, token_sha256, added_ms) VALUES (?, 'kitchen', ?, 5)").run(
    hub.id,
    hub.hash,
  );
  db.prepare("INSERT INTO hub_devices (hub, device) VALUES (?, ?)").run(hub.id, rex);
  db.prepare("INSERT INTO viewers (viewer, name, token_sha256, added_ms) VALUES (?, 'Ann', ?, 5)").run(
    viewer.id,
    viewer.hash,
  );
  db.prepare(
    "INSERT INTO quarantine (received_ms, hub, reason, detail, bytes) VALUES (5, ?, 1, 'bad', x'00')",
  ).run(hub.id);
  db.close();
  return { dir, hub, viewer };
}

function filesOf(dir: string): string {
  return readdirSync(dir)
    .filter((name) => name.startsWith(STORE_FILE))
    .map((name) => readFileSync(join(dir, name), "latin1"))
    .join();
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

test("a database of the first version opens, becomes one household's, and goes on taking frames", async () => {
  const { dir, hub, viewer } = firstVersion();
  const store = await openStore({ dir, keys: wrappedKeys(MASTER) });
  const register = (await store.register(null))!;
  expect(register.tenants).toEqual([{ tenant: HOME, name: "Home" }]);
  expect(register.devices).toMatchObject([
    { device: REX, tenant: HOME, name: "Rex", species: "dog", revoked: false },
    { device: TOM, tenant: HOME, name: "Tom", species: "cat", revoked: false },
  ]);
  expect(register.devices.map(({ keys }) => keys)).toEqual([
    [{ version: 1, key: REX_KEY, untilMs: null }],
    [{ version: 1, key: TOM_KEY, untilMs: null }],
  ]);
  expect(register.hubs).toMatchObject([{ hub: hub.id, tenant: HOME, name: "kitchen", devices: [REX] }]);
  expect(Buffer.from(register.hubs[0]!.tokenHash).equals(hub.hash)).toBe(true);
  // Whoever could only look can still only look.
  expect(register.viewers).toMatchObject([{ viewer: viewer.id, tenant: HOME, role: "vet", name: "Ann" }]);
  expect(await store.within(HOME).quarantine(9)).toMatchObject([{ detail: "bad" }]);

  await store.deliver(delivery([frame(1, 0, minutes(80))], { hub: hub.id }));
  expect(await store.within(HOME).frames(REX, 0, 9)).toEqual([{ epoch: 1, seq: 1 }]);
});

test("keys that lay bare are wrapped at the first start, and no copy of them is left in the files", async () => {
  const { dir } = firstVersion();
  expect(filesOf(dir)).toContain(latin1(REX_KEY));
  const store = await openStore({ dir, keys: wrappedKeys(MASTER) });
  for (const key of [REX_KEY, TOM_KEY]) expect(filesOf(dir)).not.toContain(latin1(key));
  await store.stop();
  for (const key of [REX_KEY, TOM_KEY, MASTER]) expect(filesOf(dir)).not.toContain(latin1(key));
});

test("another master key opens nothing and says so; with the former one beside it, all is wrapped anew", async () => {
  const { dir } = firstVersion();
  await (await openStore({ dir, keys: wrappedKeys(MASTER) })).stop();
  await expect(openStore({ dir, keys: wrappedKeys(keyOf(51)) })).rejects.toMatchObject({
    code: "keys.sealed-otherwise",
  });
  await (await openStore({ dir, keys: wrappedKeys(keyOf(51), [MASTER]) })).stop();
  const store = await openStore({ dir, keys: wrappedKeys(keyOf(51)) });
  expect((await store.register(null))!.devices[0]!.keys[0]!.key).toEqual(REX_KEY);
});
