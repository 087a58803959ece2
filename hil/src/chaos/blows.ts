import { appendFileSync, existsSync } from "node:fs";
import type { Household, Part } from "../process/household.ts";
import type { Meddler } from "./meddler.ts";
import type { Cycle } from "./plan.ts";

/** Quota that a hub's spool fills soon, MiB. */
const SMALL_MB = "0.05";

/** A collar with so much flash never overflows here, pages. */
const MANY_PAGES = 64;

/** Waits until it holds; false when nobody's patience lasted. */
export type Until = (holds: () => boolean, patienceMs?: number) => Promise<boolean>;

/** More frames (60 bytes and more each) than the smallest flash, 16 KB, holds; and how long they may take to be made, ms. */
const OVERFLOW = 280;
const OUTAGE_MS = 60_000;
/** Frames that pass while a trouble lasts. */
const SOME = 5;
/** A trouble that does not come about in time is let be, ms. */
const TROUBLE_MS = 15_000;

/** Deals one cycle's blows; everything runs again when it is over, but nothing need have recovered. */
export async function strike(
  home: Household,
  cycle: Cycle,
  meddler: Meddler | null,
  until: Until,
): Promise<void> {
  const { trouble, kill } = cycle;
  const made = () => home.collars.reduce((sum, collar) => sum + (home.said(collar)?.nextSeq ?? 0), 0);
  const someMade = async () => {
    const goal = made() + SOME;
    await until(() => made() >= goal, TROUBLE_MS);
  };
  const hub = () => home.controller("gateway");
  switch (trouble.kind) {
    case "none":
      return killAndRun(home, kill);
    case "torn-write":
      return tear(home, kill, trouble.bytes, trouble.write, until);
    case "link-loss": {
      const [ours, theirs] = [hub(), home.controller(trouble.collar)];
      if (ours && theirs) home.air.silence(ours, theirs);
      await killAndRun(home, kill);
      await someMade();
      if (ours && theirs) home.air.restore(ours, theirs);
      return;
    }
    case "noise":
      home.air.setLoss(trouble.share);
      await killAndRun(home, kill);
      await someMade();
      home.air.setLoss(0);
      return;
    case "adapter-loss":
      hub()?.unplug();
      return killAndRun(home, kill);
    case "disk-full":
      return fill(home, kill, until);
    case "long-outage": {
      await Promise.all([...kill, "gateway" as const].map((part) => home.kill(part)));
      for (const part of kill) if (part !== "gateway") home.run(part);
      await until(() => home.collars.some((collar) => waiting(home, collar) > OVERFLOW), OUTAGE_MS);
      home.run("gateway");
      return;
    }
    case "meddling":
      if (meddler) meddler.meddling = true;
      await killAndRun(home, kill);
      await someMade();
      if (meddler) meddler.meddling = false;
      return;
    case "clock-jump":
      home.setClock(trouble.part, trouble.ms);
      return killAndRun(home, kill);
  }
}

/** Frames that a collar of little flash has made and nobody has acknowledged. */
function waiting(home: Household, collar: Part): number {
  if (home.pages(collar) >= MANY_PAGES) return 0;
  const said = home.said(collar);
  return said ? said.nextSeq - said.ackedSeq : 0;
}

async function killAndRun(home: Household, kill: readonly Part[]): Promise<void> {
  await Promise.all(kill.map((part) => home.kill(part)));
  for (const part of kill) home.run(part);
}

/** Kills with half a write left behind: a collar dies in the middle of one, a database finds the half of one in its journal. */
async function tear(
  home: Household,
  kill: readonly Part[],
  bytes: number,
  write: number,
  until: Until,
): Promise<void> {
  await Promise.all(kill.map((part) => home.kill(part)));
  for (const part of kill) {
    const journal = part === "gateway" ? home.spoolFile : part === "cloud" ? home.storeFile : null;
    if (journal && existsSync(`${journal}-wal`))
      appendFileSync(`${journal}-wal`, Buffer.alloc(bytes, bytes & 0xff));
    if (!part.startsWith("collar")) {
      home.run(part);
      continue;
    }
    home.run(part, [], write);
    await until(() => !home.alive(part), TROUBLE_MS);
    await home.kill(part);
    home.run(part);
  }
}

/** The cloud is away and the hub's disk full, until the hub says so; then there is room and the cloud is back. */
async function fill(home: Household, kill: readonly Part[], until: Until): Promise<void> {
  await Promise.all([...kill, "cloud" as const, "gateway" as const].map((part) => home.kill(part)));
  for (const part of kill) if (part !== "cloud" && part !== "gateway") home.run(part);
  home.codes.delete("gateway.spool-full");
  home.run("gateway", ["--quota-mb", SMALL_MB]);
  await until(() => home.codes.has("gateway.spool-full"), TROUBLE_MS);
  await home.kill("gateway");
  home.run("gateway");
  home.run("cloud");
}
