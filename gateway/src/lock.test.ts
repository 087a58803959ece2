import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "./clock.ts";
import { FolderLock } from "./lock.ts";

/** Holds the lock until it is asked to close. */
const HOLDER = `
  import { FolderLock } from ${JSON.stringify(join(import.meta.dirname, "lock.ts"))};
  import { systemClock } from ${JSON.stringify(join(import.meta.dirname, "clock.ts"))};
  await new FolderLock(process.argv[1]).take(false, systemClock);
  process.once("SIGTERM", () => process.exit(0));
  setInterval(() => {}, 1000);
  console.log("held");
`;

let dir: string;
let holder: ChildProcess | null = null;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "petpulse-lock-"));
});
afterEach(() => {
  holder?.kill("SIGKILL");
  holder = null;
  rmSync(dir, { recursive: true, force: true });
});

async function hold(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", HOLDER, dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  holder = child;
  await once(child.stdout!, "data");
  return child;
}

test("a second hub on the folder is refused by name, and takes it once the first is gone", async () => {
  const child = await hold();
  const lock = new FolderLock(dir);
  await expect(lock.take(false, systemClock)).rejects.toMatchObject({ code: "gateway.folder-taken" });
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
  await lock.take(false, systemClock);
  lock.release();
});

test("taking over asks the first to close and waits for it", async () => {
  const child = await hold();
  const gone = once(child, "exit");
  const lock = new FolderLock(dir);
  await lock.take(true, systemClock);
  expect((await gone)[0]).toBe(0);
  lock.release();
});

test("without a process to ask nobody is killed", async () => {
  await hold();
  writeFileSync(join(dir, "hub.pid"), "0\n");
  await expect(new FolderLock(dir).take(true, systemClock)).rejects.toMatchObject({
    code: "gateway.folder-taken",
  });
});
