import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Clock } from "./clock.ts";
import { Spool, type SpoolOptions } from "./spool.ts";

const DEVICE = "00c0ffee12345678";

let dir: string;
let path: string;
let now: number;
let due: (() => void)[];

const clock: Clock = {
  now: () => now,
  later: (_ms, run) => {
    due.push(run);
    return () => {
      due = due.filter((one) => one !== run);
    };
  },
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "petpulse-spool-"));
  path = join(dir, "spool.db");
  now = 1_000_000;
  due = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function open(options: Partial<SpoolOptions> = {}): Spool {
  return new Spool({ path, clock, ...options });
}

function frame(seq: number, size = 60) {
  return { device: DEVICE, epoch: 1, seq, bytes: new Uint8Array(size).fill(seq & 255) };
}

/** Appends all, lets the commit window pass, settles. */
async function put(spool: Spool, ...seqs: number[]): Promise<void> {
  const done = seqs.map((seq) => spool.append(frame(seq)));
  tick();
  await Promise.all(done);
}

function tick(): void {
  for (const run of due.splice(0)) run();
}

const seqs = (spool: Spool) => spool.take(1000, 1 << 20).frames.map((one) => one.seq);

test("an append is held only after its commit, and one commit serves everybody who waits", async () => {
  const spool = open();
  const done = [1, 2, 3].map((seq) => spool.append(frame(seq)));
  expect(due).toHaveLength(1);
  expect(seqs(spool)).toEqual([]);
  tick();
  await Promise.all(done);
  expect(seqs(spool)).toEqual([1, 2, 3]);
});

test("a frame heard twice is held once", async () => {
  const spool = open();
  await put(spool, 1, 1);
  await put(spool, 1, 2);
  expect(seqs(spool)).toEqual([1, 2]);
  expect(spool.status().frames).toBe(2);
});

test("what is held survives the process", async () => {
  const spool = open();
  await put(spool, 1, 2, 3);
  const [first] = spool.take(10, 1 << 20).frames;
  spool.settle([first!.id], [], []);
  spool.close();
  expect(seqs(open())).toEqual([2, 3]);
});

test("what just arrived goes before the backlog", async () => {
  const spool = open();
  await put(spool, 1, 2);
  now += 3_600_000;
  await put(spool, 3, 4);
  expect(seqs(spool)).toEqual([3, 4, 1, 2]);
});

test("a batch keeps to its bytes, and to one frame at least", async () => {
  const spool = open();
  await put(spool, 1, 2, 3);
  expect(spool.take(10, 150).frames).toHaveLength(2);
  expect(spool.take(10, 1).frames).toHaveLength(1);
});

test("over its limit the oldest go, and one gap names them", async () => {
  const spool = open({ maxFrames: 5 });
  for (let seq = 1; seq <= 12; seq++) await put(spool, seq);
  expect(seqs(spool)).toEqual([8, 9, 10, 11, 12]);
  const { gaps } = spool.take(10, 1 << 20);
  expect(gaps).toMatchObject([{ device: DEVICE, fromSeq: 1, toSeq: 7, reason: 3 }]);
  spool.settle([], [], [gaps[0]!.id]);
  expect(spool.take(10, 1 << 20).gaps).toEqual([]);
});

test("a full disk refuses with a code, keeps what it has, and goes on once there is room", async () => {
  const spool = open({ maxPages: 16 });
  let seq = 1;
  let code = "";
  while (!code && seq < 1000) {
    const append = spool.append(frame(seq, 900));
    tick();
    await append.then(
      () => seq++,
      (error: { code: string }) => {
        code = error.code;
      },
    );
  }
  expect(code).toBe("gateway.spool-full");
  const held = seqs(spool);
  expect(held).toEqual(Array.from({ length: seq - 1 }, (_, i) => i + 1));
  spool.settle(
    spool.take(20, 1 << 20).frames.map((one) => one.id),
    [],
    [],
  );
  await put(spool, seq);
  expect(seqs(spool)).toContain(seq);
});

test("a frame the cloud refused for good waits in quarantine, with the reason", async () => {
  const spool = open();
  await put(spool, 1);
  spool.settle([], [{ id: spool.take(1, 1 << 20).frames[0]!.id, reason: "REJECTION_TAG" }], []);
  spool.quarantine("wire.malformed", new Uint8Array(3));
  expect(spool.status()).toMatchObject({ frames: 0, quarantined: 2 });
});

test("a file that is no database is set aside, and the hub goes on", async () => {
  writeFileSync(path, "this is not a database, and long enough to be looked at as one ".repeat(40));
  const spool = open();
  expect(spool.damage?.code).toBe("gateway.spool-corrupt");
  expect(readdirSync(dir).some((file) => file.includes("damaged"))).toBe(true);
  await put(spool, 1);
  expect(seqs(spool)).toEqual([1]);
});

test("grants are kept for the time without a cloud", () => {
  const spool = open();
  spool.saveGrants([{ device: DEVICE, bytes: Uint8Array.of(1, 2) }]);
  spool.close();
  expect(open().grants()).toEqual([Buffer.from([1, 2])]);
});

test("a file of a newer hub is left alone, not set aside", async () => {
  const spool = open();
  await put(spool, 1);
  spool.close();
  const db = new Database(path);
  db.pragma("user_version = 99");
  db.close();
  expect(() => open()).toThrow(expect.objectContaining({ code: "gateway.spool-newer" }));
  expect(readdirSync(dir).some((file) => file.includes("damaged"))).toBe(false);
});
