import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Household } from "../src/process/household.ts";
import { ledger } from "../src/process/ledger.ts";

const PATIENCE = { timeout: 90_000, interval: 100 };

let dir: string;
let home: Household;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "petpulse-mqtt-"));
});
afterEach(async () => {
  await home.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Waits until the store holds everything that has been made so far. */
async function arrived(): Promise<void> {
  const goal = (home.said()?.nextSeq ?? 1) - 1;
  expect(goal).toBeGreaterThan(0);
  await expect.poll(() => ledger(home).stored, PATIENCE).toBeGreaterThanOrEqual(goal);
}

test("over the cloud's own broker everything arrives, also what was spooled while the cloud was dead", async () => {
  home = new Household(dir, 21, 40, { way: "mqtt" });
  await home.start();
  await expect.poll(() => home.said()?.ackedSeq ?? 0, PATIENCE).toBeGreaterThan(10);
  await arrived();
  await home.kill("cloud");
  const goal = (home.said()?.nextSeq ?? 0) + 10;
  await expect.poll(() => home.said()?.nextSeq ?? 0, PATIENCE).toBeGreaterThanOrEqual(goal);
  home.run("cloud");
  await arrived();
  expect(ledger(home)).toMatchObject({ missing: [], twice: [], forged: [] });
}, 240_000);

test("a broker that acknowledges, forgets a tenth, doubles and delays as much, and dies, loses nothing", async () => {
  home = new Household(dir, 22, 40, { way: "broker", trouble: 0.1 });
  await home.start();
  await expect.poll(() => home.said()?.ackedSeq ?? 0, PATIENCE).toBeGreaterThan(10);
  await arrived();
  await home.kill("broker");
  home.run("broker");
  await arrived();
  expect(ledger(home)).toMatchObject({ missing: [], twice: [], forged: [] });
}, 240_000);
