import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { scratch } from "../testbed.ts";
import { type Act, AUDIT_FILE, AuditLog } from "./audit.ts";

const MASTER = new Uint8Array(32).fill(7);
const act = (n: number): Act => ({
  who: "person:00000000000000aa",
  tenant: "home",
  act: "POST /v1/hubs",
  on: { n: String(n) },
  outcome: 200,
  address: "127.0.0.1",
  request: `req-${n}`,
});

function open(dir: string, master = MASTER) {
  const log = new AuditLog(dir, master);
  onTestFinished(() => log.close());
  return log;
}

function logOf(n: number) {
  const dir = scratch();
  const log = open(dir);
  for (let i = 1; i <= n; i++) log.append([act(i)], 1000 + i);
  return { dir, log };
}

/** Changes the file behind the log's back, as somebody with the disk could. */
function tamper(dir: string, ...statements: string[]) {
  const db = new Database(join(dir, AUDIT_FILE));
  db.exec("DROP TRIGGER entries_stay; DROP TRIGGER entries_remain");
  for (const statement of statements) db.exec(statement);
  db.close();
}

test("what was appended is read back, newest first, page by page, by another process too", () => {
  const { dir, log } = logOf(5);
  log.append([act(6), act(7)], 2000);
  const other = open(dir);
  expect(other.read(null, 3).map(({ seq, on }) => [seq, on.n])).toEqual([
    [7, "7"],
    [6, "6"],
    [5, "5"],
  ]);
  expect(other.read(3, 10).map(({ seq }) => seq)).toEqual([2, 1]);
  expect(other.read(null, 1)[0]).toEqual({ seq: 7, atMs: 2000, ...act(7) });
  expect(other.verify()).toEqual(log.head());
});

test("two processes append to one chain", () => {
  const { dir, log } = logOf(1);
  const other = open(dir);
  for (let i = 0; i < 5; i++) {
    log.append([act(i)], 3000);
    other.append([act(i)], 3000);
  }
  expect(log.verify().seq).toBe(11);
});

test("the log itself changes and deletes nothing", () => {
  const { dir } = logOf(2);
  const db = new Database(join(dir, AUDIT_FILE));
  onTestFinished(() => void db.close());
  expect(() => db.exec("UPDATE entries SET at_ms = 0")).toThrow("append-only");
  expect(() => db.exec("DELETE FROM entries")).toThrow("append-only");
});

test.each([
  ["a changed text", "UPDATE entries SET text = replace(text, 'aa', 'ab') WHERE seq = 3", "entry 3 is not"],
  ["a row taken out", "DELETE FROM entries WHERE seq = 2", "entry 2 is missing"],
  ["the first row taken out", "DELETE FROM entries WHERE seq = 1", "entry 1 is missing"],
  [
    "two rows swapped",
    "UPDATE entries SET seq = 9 WHERE seq = 2; UPDATE entries SET seq = 2 WHERE seq = 3; UPDATE entries SET seq = 3 WHERE seq = 9",
    "entry 2 is not",
  ],
  [
    "a row taken out and the rest moved up",
    "DELETE FROM entries WHERE seq = 2; UPDATE entries SET seq = seq - 1 WHERE seq > 2",
    "entry 2 is not",
  ],
  ["a seal cut short", "UPDATE entries SET seal = x'00' WHERE seq = 4", "entry 4 is not"],
  ["a row added", "INSERT INTO entries VALUES (6, 1, '{}', zeroblob(32))", "entry 6 is not"],
])("%s is found and named", (_what, statement, named) => {
  const { dir, log } = logOf(5);
  tamper(dir, statement);
  expect(() => log.verify()).toThrow(
    expect.objectContaining({ code: "audit.broken", message: expect.stringContaining(named) }),
  );
});

test("a tail cut off is found by whoever kept the head, and so is a rewritten log", () => {
  const { dir, log } = logOf(5);
  const head = log.head();
  tamper(dir, "DELETE FROM entries WHERE seq > 3");
  expect(log.verify().seq).toBe(3);
  expect(() => log.verify(head)).toThrow("it ends at entry 3");
  log.append([act(40), act(50), act(60)], 5);
  expect(() => log.verify(head)).toThrow("another one than was kept");
});

test("nobody without the master key can make a chain that holds", () => {
  const { dir } = logOf(2);
  const forged = open(dir, new Uint8Array(32).fill(8));
  expect(() => forged.verify()).toThrow(expect.objectContaining({ code: "audit.broken" }));
});
