import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MASTER_FILE, openMaster, readMaster, sessionSecret } from "./master.ts";
import { checkProduction } from "./production.ts";
import { scratch } from "./testbed.ts";

const HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const code = (what: string) => expect.objectContaining({ code: what });

test("without a word about it a key is made beside the database, its owner's alone, and stays the same", () => {
  const dir = join(scratch(), "data");
  const first = openMaster(dir, {});
  expect(first.beside).toBe(true);
  expect(openMaster(dir, {})).toEqual(first);
  expect(statSync(join(dir, MASTER_FILE)).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual([MASTER_FILE]);
  expect(openMaster(scratch(), {}).key).not.toEqual(first.key);
});

test("a key from the environment or from a named file is taken, and nothing is made", () => {
  const dir = scratch();
  const file = join(scratch(), "key");
  writeFileSync(file, `${HEX}\n`);
  const key = new Uint8Array(Buffer.from(HEX, "hex"));
  expect(openMaster(dir, { PETPULSE_MASTER_KEY: HEX.toUpperCase() })).toEqual({ key, beside: false });
  expect(openMaster(dir, { PETPULSE_MASTER_KEY_FILE: file })).toEqual({ key, beside: false });
  expect(readdirSync(dir)).toEqual([]);
});

test.each(["", "secret", HEX.slice(2), "0".repeat(64), "ab".repeat(32), `${HEX}00`])(
  "%j is no master key",
  (text) => {
    expect(() => openMaster(scratch(), { PETPULSE_MASTER_KEY: text })).toThrow(code("keys.invalid"));
  },
);

test("a file that cannot be read is named, and its content is never told", () => {
  expect(() => readMaster(join(scratch(), "nowhere"))).toThrow(code("keys.unreadable"));
  const file = join(scratch(), "short");
  writeFileSync(file, HEX.slice(0, 62));
  expect(() => readMaster(file)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(HEX.slice(0, 8)) }),
  );
  expect(readFileSync(file, "utf8")).toBe(HEX.slice(0, 62));
});

test("what signs sessions is not the master key, and another for each", () => {
  const key = new Uint8Array(Buffer.from(HEX, "hex"));
  expect(sessionSecret(key)).not.toEqual(key);
  expect(sessionSecret(key)).toHaveLength(32);
  expect(sessionSecret(new Uint8Array(32))).not.toEqual(sessionSecret(key));
});

const FIT = {
  access: { mode: "token" },
  host: "0.0.0.0",
  tls: true,
  master: { key: new Uint8Array(32), beside: false },
} as const;

test("production takes what is fit for it", () => {
  checkProduction(FIT);
  checkProduction({ ...FIT, host: "127.0.0.1", tls: false });
});

test.each([
  ["no login", { access: { mode: "loopback" } as const }],
  ["a master key beside the database", { master: { key: new Uint8Array(32), beside: true } }],
  ["clear text on the network", { tls: false }],
])("production refuses %s", (_, change) => {
  expect(() => checkProduction({ ...FIT, ...change })).toThrow(code("cloud.production"));
});
