import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Household } from "../src/process/household.ts";
import { ledger } from "../src/process/ledger.ts";

const SEED = 8;
// A live view of 600 simulated seconds has to outlast the filling of the disk.
const SPEED = 40;
const PATIENCE = { timeout: 60_000, interval: 50 };

const dir = mkdtempSync(join(tmpdir(), "petpulse-full-"));
const home = new Household(dir, SEED, SPEED);

beforeAll(() => home.start(), 60_000);
afterAll(async () => {
  await home.stop();
  rmSync(dir, { recursive: true, force: true });
});

const acked = () => home.said()?.ackedSeq ?? 0;
const made = () => (home.said()?.nextSeq ?? 1) - 1;

test("a hub whose disk is full acknowledges nothing more; once there is room, all of it arrives", async () => {
  await expect.poll(acked, PATIENCE).toBeGreaterThan(10);
  await home.kill("cloud");
  await home.kill("gateway");
  home.run("gateway", ["--quota-mb", "0.06"]);
  await expect.poll(() => home.codes.has("gateway.spool-full"), PATIENCE).toBe(true);

  const before = ledger(home);
  expect(before.missing, "acknowledged, and nowhere").toEqual([]);
  expect(before.twice).toEqual([]);

  await home.kill("gateway");
  home.run("cloud");
  home.run("gateway");
  const goal = made();
  await expect.poll(() => ledger(home).stored, PATIENCE).toBeGreaterThanOrEqual(goal);
  await Promise.all([home.kill("cloud"), home.kill("gateway"), home.kill("collar")]);
  const after = ledger(home);
  expect(after.missing).toEqual([]);
  expect(after.twice).toEqual([]);
}, 150_000);
