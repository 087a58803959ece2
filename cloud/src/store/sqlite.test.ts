import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plainKeys } from "../keys.ts";
import { storeContract } from "../store.contract.ts";
import { addRex, delivery, frame, live, minutes, openStore, REX, scratch, T0 } from "../testbed.ts";
import { SqliteStore, STORE_FILE } from "./sqlite.ts";

storeContract("SqliteStore", (dir) => new SqliteStore({ dir, keys: plainKeys }));

const FULL = Array.from({ length: 60 }, (_, i) => 60 + ((i * 37) % 90));
const bulky = (seq: number) => frame(seq, seq * 3600, minutes(...FULL));
const all = (n: number) => Array.from({ length: n }, (_, i) => bulky(i + 1));
/** Late enough for every frame above. */
const late = (frames: Uint8Array[]) => delivery(frames, { receivedMs: (T0 + 1e8) * 1000 });

/** A closed database of Rex and 100 frames, made once. */
const original = mkdtempSync(join(tmpdir(), "petpulse-original-"));
beforeAll(async () => {
  const store = new SqliteStore({ dir: original, keys: plainKeys });
  await store.start();
  await addRex(store);
  await store.deliver(late(all(100)));
  await store.stop();
});
afterAll(() => rmSync(original, { recursive: true }));

/** A folder with a copy of it. */
function closedStore(): { dir: string; file: string } {
  const dir = scratch();
  cpSync(original, dir, { recursive: true });
  return { dir, file: join(dir, STORE_FILE) };
}

test("what was stored is there after a restart, and the file is its owner's alone", async () => {
  const { dir, file } = closedStore();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const store = await openStore({ dir });
  expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600);
  expect(await store.frames(REX, 0, 999)).toHaveLength(100);
  expect((await store.deliver(late(all(100)))).frames).toEqual(Array(100).fill({ outcome: "duplicate" }));
});

test("frames rest byte for byte, tag included", async () => {
  const { file } = closedStore();
  const db = new Database(file, { readonly: true });
  const bytes = db.prepare("SELECT bytes FROM frames ORDER BY seq").pluck().all() as Buffer[];
  db.close();
  expect(bytes.map((b) => b.toString("hex"))).toEqual(all(100).map((b) => Buffer.from(b).toString("hex")));
});

test("a full quota refuses whole deliveries by name, keeps what it took, and goes on when there is room", async () => {
  const dir = scratch();
  const small = await openStore({ dir, quotaBytes: 400 * 1024 });
  await addRex(small);
  const taken: number[] = [];
  let seq = 0;
  let failure: unknown = null;
  while (failure === null && seq < 2000) {
    const seqs = [++seq, ++seq, ++seq, ++seq];
    try {
      await small.deliver(late(seqs.map(bulky)));
      taken.push(...seqs);
    } catch (error) {
      failure = error;
    }
  }
  expect(failure).toMatchObject({ code: "store.full", status: 507 });
  expect(taken.length).toBeGreaterThan(100);
  await expect(small.check()).rejects.toMatchObject({ code: "store.full" });
  const held = async (store: SqliteStore) => (await store.frames(REX, 0, 5000)).map((f) => f.seq);
  expect(await held(small)).toEqual(taken);
  await small.stop();

  const roomy = await openStore({ dir, quotaBytes: 4 * 1024 * 1024 });
  const rest = Array.from({ length: seq }, (_, i) => bulky(i + 1));
  const again = await roomy.deliver(late(rest));
  expect(again.frames.filter(({ outcome }) => outcome === "duplicate")).toHaveLength(taken.length);
  expect(await held(roomy)).toEqual(rest.map((_, i) => i + 1));
});

test("a full store takes frames again as soon as space is free, without a restart", async () => {
  const dir = scratch();
  const store = await openStore({ dir, quotaBytes: 400 * 1024 });
  await addRex(store);
  const junk = Array.from({ length: 150 }, () => ({
    reason: 1,
    detail: "",
    bytes: new Uint8Array(1024).fill(1),
  }));
  await store.deliver(delivery([], { refused: junk }));
  let seq = 0;
  const fill = async () => {
    for (;;) await store.deliver(late([bulky(++seq)]));
  };
  await expect(fill()).rejects.toMatchObject({ code: "store.full" });
  const db = new Database(join(dir, STORE_FILE));
  db.exec("DELETE FROM quarantine");
  db.close();
  expect((await store.deliver(late([bulky(seq)]))).frames).toMatchObject([{ outcome: "stored" }]);
  await store.check();
});

test("more than it will queue is refused at once, and nothing of it taken", async () => {
  const store = await openStore({ maxQueuedFrames: 8 });
  await addRex(store);
  const five = [1, 2, 3, 4, 5].map((seq) => frame(seq, seq, live(80)));
  const four = [6, 7, 8, 9].map((seq) => frame(seq, seq, live(80)));
  const first = store.deliver(delivery(five));
  await expect(store.deliver(delivery(four))).rejects.toMatchObject({ code: "store.busy" });
  await first;
  expect(await store.frames(REX, 0, 99)).toHaveLength(5);
  await store.deliver(delivery(four));
  expect(await store.frames(REX, 0, 99)).toHaveLength(9);
});

/** Opens, expecting refusal; the file must not have been touched. */
async function refused(dir: string, code: string): Promise<void> {
  const file = join(dir, STORE_FILE);
  const before = readFileSync(file);
  const store = new SqliteStore({ dir, keys: plainKeys });
  await expect(store.start()).rejects.toMatchObject({ code, message: expect.stringContaining(file) });
  expect(readFileSync(file).equals(before)).toBe(true);
}

test.each([
  [
    "garbage",
    (file: string) => writeFileSync(file, "this is not a database, whatever its name says".repeat(99)),
  ],
  ["an empty file", (file: string) => writeFileSync(file, "")],
  ["half of a database", (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 30_000))],
  ["a database with a page overwritten", (file: string) => overwrite(file, 4 * 4096)],
])("%s is refused by name and left as it is, never made anew", async (_, damage) => {
  const { dir, file } = closedStore();
  damage(file);
  await refused(dir, "store.corrupt");
});

function overwrite(file: string, position: number): void {
  const handle = openSync(file, "r+");
  writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, position);
  closeSync(handle);
}

test("a database from a newer version is refused", async () => {
  const { dir, file } = closedStore();
  const db = new Database(file);
  db.prepare("INSERT INTO migrations (name, sha256) VALUES ('9999-later.sql', 'x')").run();
  db.close();
  await refused(dir, "store.migration");
});

test("a migration that changed after it was applied is refused", async () => {
  const { dir, file } = closedStore();
  const db = new Database(file);
  db.prepare("UPDATE migrations SET sha256 = 'x'").run();
  db.close();
  await refused(dir, "store.migration");
});

test("a folder that cannot be used is named", async () => {
  const file = join(scratch(), "file");
  writeFileSync(file, "");
  const store = new SqliteStore({ dir: join(file, "data"), keys: plainKeys });
  await expect(store.start()).rejects.toMatchObject({ code: "cloud.data-dir" });
});

test("two processes may add people at once; the other sees it", async () => {
  const dir = scratch();
  const serving = await openStore({ dir });
  const before = await serving.register(null);
  const command = await openStore({ dir });
  await addRex(command);
  const after = await serving.register(before!.version);
  expect(after?.devices.map(({ device }) => device)).toEqual([REX]);
  expect(await serving.register(after!.version)).toBeNull();
});
