import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Household } from "../src/process/household.ts";
import { ledger } from "../src/process/ledger.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };

const dir = mkdtempSync(join(tmpdir(), "petpulse-upgrade-"));
const home = new Household(dir, 14, 40);

beforeAll(() => home.start(), 60_000);
afterAll(async () => {
  await home.stop();
  rmSync(dir, { recursive: true, force: true });
});

test("a new hub takes over: the old one closes in good order, and nothing is lost in between", async () => {
  await expect.poll(() => home.said()?.ackedSeq ?? 0, PATIENCE).toBeGreaterThan(10);
  home.run("gateway");
  await expect.poll(() => home.alive("gateway"), PATIENCE).toBe(false);
  expect(home.codes).toContain("gateway.folder-taken");

  // The first one runs on beside the one that was refused; a third asks it to go.
  expect(home.formerEnds()).toEqual([null]);
  home.run("gateway", ["--take-over"]);
  await expect.poll(() => home.formerEnds(), PATIENCE).toEqual([0]);
  const goal = (home.said()?.ackedSeq ?? 0) + 10;
  await expect.poll(() => home.said()?.ackedSeq ?? 0, PATIENCE).toBeGreaterThan(goal);
  await expect.poll(() => ledger(home).stored, PATIENCE).toBeGreaterThan(goal);
  expect(ledger(home)).toMatchObject({ missing: [], twice: [], forged: [] });
}, 180_000);
