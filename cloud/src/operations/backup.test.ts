import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ALERTS_FILE } from "../alerts/alerts.ts";
import { cloudCommand } from "../command.ts";
import { openMaster } from "../master.ts";
import { SqliteStore, STORE_FILE } from "../store/sqlite.ts";
import { addRex, delivery, frame, gap, keyOf, minutes, openStore, scratch, silent, T0 } from "../testbed.ts";
import { wrappedKeys } from "../wrapped.ts";
import { AUDIT_FILE, type Head } from "./audit.ts";
import { backup, MANIFEST_FILE, restore } from "./backup.ts";
import { Operations, operationsSettings } from "./operations.ts";
import { verify } from "./verify.ts";

const clock = () => T0 * 1000;

/** A cloud without its socket, with keys as they rest in a running one. */
async function cloud(dir: string) {
  const master = openMaster(dir, {}).key;
  const keys = wrappedKeys(master);
  const store = await openStore({ dir, keys });
  const parts = {
    dataDir: dir,
    store,
    master,
    settings: operationsSettings({}),
    clock: () => T0 * 1000,
    log: silent,
  };
  const operations = await Operations.open(parts);
  return { store, operations, master, keys, look: () => verify(dir, master, keys) };
}

/** One with twenty frames, a gap, an alert and an audit log, at rest; made once, every test has its own copy. */
let template = "";
const undo: (() => unknown)[] = [];
beforeAll(async () => {
  template = scratch((one) => undo.push(one));
  const master = openMaster(template, {}).key;
  const store = new SqliteStore({ dir: template, keys: wrappedKeys(master) });
  await store.start();
  const parts = { dataDir: template, store, master, settings: operationsSettings({}), clock, log: silent };
  const operations = await Operations.open(parts);
  await addRex(store);
  const frames = Array.from({ length: 20 }, (_, i) =>
    frame(i + 1, i * 60, i === 9 ? gap(30, 35) : minutes(80)),
  );
  await store.deliver(delivery(frames));
  operations.audit.append(
    [{ who: "local", tenant: "", act: "test", on: {}, outcome: 0, address: "", request: "" }],
    1,
  );
  await operations.alerts.look();
  await operations.stop();
  await store.stop();
});
afterAll(() => {
  for (const one of undo) one();
});

function atRest() {
  const dir = join(scratch(), "data");
  cpSync(template, dir, { recursive: true });
  const master = openMaster(dir, {}).key;
  const keys = wrappedKeys(master);
  return { dir, master, keys, look: (known: Head | null = null) => verify(dir, master, keys, known) };
}

const framesOf = (dir: string) => {
  const db = new Database(join(dir, STORE_FILE), { readonly: true });
  try {
    return new Map(db.prepare("SELECT seq, bytes FROM frames").raw().all() as [number, Buffer][]);
  } finally {
    db.close();
  }
};

test("the drill: backed up amid deliveries, the house burns down, restored: all that was acknowledged before is there", async () => {
  const dir = join(scratch(), "data");
  const target = join(scratch(), "backup");
  const running = await cloud(dir);
  await addRex(running.store);
  const acknowledged = new Set<number>();
  let stop = false;
  let seq = 0;
  const deliveries = Array.from({ length: 4 }, async () => {
    while (!stop) {
      const mine = [++seq, ++seq, ++seq];
      await running.store.deliver(delivery(mine.map((n) => frame(n, n * 60, minutes(80, 81)))));
      for (const n of mine) acknowledged.add(n);
    }
  });
  await vi.waitUntil(() => acknowledged.size > 60);
  const before = new Set(acknowledged);
  await running.operations.alerts.look();
  const manifest = await backup(dir, target, T0 * 1000);
  await vi.waitUntil(() => acknowledged.size > before.size + 30);
  stop = true;
  await Promise.all(deliveries);
  const original = framesOf(dir);
  await running.operations.stop();
  await running.store.stop();
  copyFileSync(join(dir, "master.key"), join(target, "..", "kept.key"));
  rmSync(dir, { recursive: true });

  const restored = join(scratch(), "new", "data");
  expect(await restore(target, restored)).toEqual(manifest);
  copyFileSync(join(target, "..", "kept.key"), join(restored, "master.key"));
  const held = framesOf(restored);
  for (const n of before) expect(held.get(n), `frame ${n}`).toEqual(original.get(n));
  expect(held.size).toBe(manifest.frames);
  const again = await cloud(restored);
  expect(again.look()).toMatchObject({ ok: true, frames: held.size, keys: 1, findings: [] });
  // What came later comes again from the hubs, and alerts go on from where they stood.
  const all = [...acknowledged].sort((a, b) => a - b).map((n) => frame(n, n * 60, minutes(80, 81)));
  for (let i = 0; i < all.length; i += 256) await again.store.deliver(delivery(all.slice(i, i + 256)));
  expect(framesOf(restored).size).toBe(acknowledged.size);
  await again.operations.alerts.look();
  expect(again.operations.state.read()).toMatchObject({ unseen: 0, awaited: 0 });
  await again.operations.stop();
});

test("nothing is overwritten: neither a backup nor a cloud", async () => {
  const { dir } = atRest();
  const target = join(scratch(), "backup");
  await backup(dir, target, 1);
  await expect(backup(dir, target, 2)).rejects.toMatchObject({ code: "backup.target" });
  await expect(restore(target, dir)).rejects.toMatchObject({
    code: "backup.target",
    message: expect.stringContaining("holds"),
  });
  await expect(backup(scratch(), join(scratch(), "x"), 1)).rejects.toMatchObject({ code: "cloud.data-dir" });
  expect(existsSync(join(target, "master.key"))).toBe(false);
});

test.each<[string, (backup: string) => void]>([
  [
    "a flipped bit",
    (dir) => {
      const bytes = readFileSync(join(dir, STORE_FILE));
      bytes[5000]! ^= 1;
      writeFileSync(join(dir, STORE_FILE), bytes);
    },
  ],
  ["a file cut short", (dir) => truncateSync(join(dir, ALERTS_FILE), 100)],
  ["a file that is gone", (dir) => rmSync(join(dir, AUDIT_FILE))],
  ["no manifest", (dir) => rmSync(join(dir, MANIFEST_FILE))],
  [
    "a manifest that leads elsewhere",
    (dir) => {
      const manifest = JSON.parse(readFileSync(join(dir, MANIFEST_FILE), "utf8"));
      manifest.files[0].file = "../../etc/passwd";
      writeFileSync(join(dir, MANIFEST_FILE), JSON.stringify(manifest));
    },
  ],
  ["a manifest that is not one", (dir) => writeFileSync(join(dir, MANIFEST_FILE), "null")],
])("a damaged backup restores nothing: %s", async (_what, damage) => {
  const { dir } = atRest();
  const target = join(scratch(), "backup");
  await backup(dir, target, 1);
  damage(target);
  const fresh = join(scratch(), "fresh");
  await expect(restore(target, fresh)).rejects.toMatchObject({ code: "backup.damaged" });
  expect(existsSync(fresh)).toBe(false);
});

function change(dir: string, file: string, sql: string) {
  const db = new Database(join(dir, file));
  db.pragma("foreign_keys = OFF");
  db.exec(sql);
  db.close();
}

test("verify finds nothing where everything holds, and changes nothing", async () => {
  const { dir, look } = atRest();
  const before = readFileSync(join(dir, STORE_FILE));
  expect(look()).toMatchObject({ ok: true, frames: 20, keys: 1, head: { seq: 1 }, findings: [], found: 0 });
  expect(readFileSync(join(dir, STORE_FILE)).equals(before)).toBe(true);
});

test.each([
  [
    STORE_FILE,
    "UPDATE frames SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'00' AS BLOB) WHERE seq = 3",
    "1/3 .* holds under no key",
  ],
  [STORE_FILE, "UPDATE frames SET bytes = x'ffff' WHERE seq = 4", "1/4 .* cannot be read"],
  [STORE_FILE, "UPDATE frames SET seq = 99 WHERE seq = 5", "1/99 .* says that it is"],
  [STORE_FILE, "DELETE FROM frames WHERE seq = 6", 'tells of .*"frames":20.* there is .*"frames":19'],
  [STORE_FILE, "DELETE FROM epochs", "is not told of"],
  [STORE_FILE, "UPDATE gaps SET from_seq = 2", "named as lost, and some are there"],
  [STORE_FILE, "UPDATE device_keys SET key = zeroblob(length(key))", "key 1 of device .* cannot be opened"],
  [
    STORE_FILE,
    "UPDATE frames SET device = 77 WHERE seq = 7",
    "row .* of frames names a row that devices does not have",
  ],
  [
    AUDIT_FILE,
    "DROP TRIGGER entries_stay; UPDATE entries SET text = '{}'",
    "audit log does not hold: entry 1",
  ],
])("verify names what does not hold: %s %s", async (file, sql, named) => {
  const { dir, look } = atRest();
  change(dir, file, sql);
  const { ok, findings } = look();
  expect(ok).toBe(false);
  expect(findings.join("\n")).toMatch(new RegExp(named));
});

test("verify names an unreadable file, a wrong master key, a log cut off, and counts what it does not name", async () => {
  const { dir, keys, master, look } = atRest();
  expect(look({ seq: 5, seal: "0".repeat(64) }).findings.join()).toContain("it ends at entry 1");
  const other = keyOf(50);
  const verdict = verify(dir, other, wrappedKeys(other));
  expect(verdict.findings.join("\n")).toMatch(/key 1 of device[\s\S]*the master key is another/);
  expect(verdict.findings.filter((text) => text.startsWith("frame"))).toHaveLength(20);
  change(dir, STORE_FILE, "UPDATE frames SET bytes = x'00'");
  truncateSync(join(dir, ALERTS_FILE), 1000);
  const worse = verify(dir, master, keys);
  expect(worse.findings.join("\n")).toContain(`${ALERTS_FILE}`);
  expect(worse.found).toBeGreaterThan(20);
});

test("the commands: backup, restore, verify, each written down where it changes something", async () => {
  const { dir } = atRest();
  const target = join(scratch(), "backup");
  const fresh = join(scratch(), "fresh");
  const said: string[] = [];
  const run = async (...words: string[]) => {
    said.length = 0;
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, "write").mockImplementation((text) => {
        said.push(String(text));
        return true;
      }),
    );
    try {
      await cloudCommand().parseAsync(words, { from: "user" });
      return Number(process.exitCode ?? 0);
    } finally {
      for (const spy of spies) spy.mockRestore();
      process.exitCode = undefined;
    }
  };
  expect(await run("backup", "--data", dir, "--to", target)).toBe(0);
  expect(said.join("")).toContain("20 frames");
  expect(await run("backup", "--data", dir, "--to", target)).toBe(1);
  expect(said.join("")).toContain("backup.target");
  expect(await run("restore", "--from", target, "--data", fresh, "--json")).toBe(0);
  expect(await run("verify", "--data", fresh)).toBe(1);
  expect(said.join("")).toContain("keys.unreadable");
  copyFileSync(join(dir, "master.key"), join(fresh, "master.key"));
  expect(await run("verify", "--data", fresh, "--json")).toBe(0);
  expect(JSON.parse(said.join(""))).toMatchObject({ ok: true, frames: 20 });
  change(fresh, STORE_FILE, "DELETE FROM frames WHERE seq = 1");
  expect(await run("verify", "--data", fresh)).toBe(1);
  const { operations } = await cloud(dir);
  expect(operations.audit.read(null, 9).map(({ act, outcome, on }) => [act, outcome, on.to])).toEqual([
    ["cloud backup", 1, target.slice(0, 100)],
    ["cloud backup", 0, target.slice(0, 100)],
    ["test", 0, undefined],
  ]);
  await operations.stop();
});
