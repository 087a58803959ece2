import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Household } from "../src/process/household.ts";
import { ledger } from "../src/process/ledger.ts";

const SEED = 3;
const SPEED = 40;
const PATIENCE = { timeout: 60_000, interval: 50 };

const dir = mkdtempSync(join(tmpdir(), "petpulse-crash-"));
const home = new Household(dir, SEED, SPEED);

beforeAll(() => home.start(), 60_000);
afterAll(async () => {
  await home.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Waits until the collar has heard of `more` frames beyond those acknowledged now. */
async function carried(more: number): Promise<void> {
  const goal = (home.said()?.ackedSeq ?? 0) + more;
  await expect.poll(() => home.said()?.ackedSeq ?? 0, PATIENCE).toBeGreaterThanOrEqual(goal);
}

async function made(more: number): Promise<void> {
  const goal = (home.said()?.nextSeq ?? 0) + more;
  await expect.poll(() => home.said()?.nextSeq ?? 0, PATIENCE).toBeGreaterThanOrEqual(goal);
}

function count(file: string): number {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare("SELECT count(*) FROM frames").pluck().get() as number;
  } finally {
    db.close();
  }
}

test("whatever is killed, unplugged or cut: acknowledged is stored once, everything else still waits", async () => {
  await carried(20);

  await home.kill("gateway");
  await made(10);
  home.run("gateway");
  await carried(20);

  await home.kill("cloud");
  await carried(20);
  home.run("cloud");

  home.controller("gateway")!.unplug();
  await made(10);
  await carried(20);

  const [hub, collar] = [home.controller("gateway")!, home.controller("collar")!];
  home.air.silence(hub, collar);
  await made(10);
  home.air.restore(hub, collar);
  await carried(20);

  await home.kill("collar");
  home.run("collar");
  await carried(20);

  const storedSoFar = count(home.storeFile);
  expect(storedSoFar).toBeGreaterThan(0);
  await expect.poll(() => count(home.storeFile), PATIENCE).toBeGreaterThan(storedSoFar);

  // The end comes for all at once, in mid-flight.
  await Promise.all([home.kill("cloud"), home.kill("gateway"), home.kill("collar")]);

  const book = ledger(home);
  expect(book.missing, "acknowledged, and nowhere").toEqual([]);
  expect(book.twice).toEqual([]);
  expect(book.forged).toEqual([]);
  expect(book.stored).toBeGreaterThan(storedSoFar);
  expect(book.stored + book.spooled + book.logged).toBe(book.made);
}, 180_000);
