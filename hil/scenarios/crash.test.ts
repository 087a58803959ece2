import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FrameLog } from "@petpulse/firmware/log/frame-log";
import { FileFlash } from "@petpulse/firmware/targets/node/file-flash";
import { loadIdentity } from "@petpulse/firmware/targets/node/identity";
import { decodeFrame, frameTagHolds } from "@petpulse/proto";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Household } from "../src/process/household.ts";

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
  const goal = (home.said?.ackedSeq ?? 0) + more;
  await expect.poll(() => home.said?.ackedSeq ?? 0, PATIENCE).toBeGreaterThanOrEqual(goal);
}

async function made(more: number): Promise<void> {
  const goal = (home.said?.nextSeq ?? 0) + more;
  await expect.poll(() => home.said?.nextSeq ?? 0, PATIENCE).toBeGreaterThanOrEqual(goal);
}

function count(file: string): number {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare("SELECT count(*) FROM frames").pluck().get() as number;
  } finally {
    db.close();
  }
}

function framesOf(file: string): Map<number, Uint8Array[]> {
  const db = new Database(file, { readonly: true });
  try {
    const bySeq = new Map<number, Uint8Array[]>();
    for (const bytes of db.prepare("SELECT bytes FROM frames").pluck().all() as Uint8Array[]) {
      const { seq } = decodeFrame(bytes);
      bySeq.set(seq, [...(bySeq.get(seq) ?? []), bytes]);
    }
    return bySeq;
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
  await expect.poll(() => count(home.storeFile), PATIENCE).toBeGreaterThan(storedSoFar);

  // The end comes for all at once, in mid-flight.
  await Promise.all([home.kill("cloud"), home.kill("gateway"), home.kill("collar")]);

  const { key } = loadIdentity(join(home.collarDir, "identity.json"));
  const flash = new FileFlash(join(home.collarDir, "flash.bin"), 256);
  const log = new FrameLog(flash);
  log.mount(0);
  const store = framesOf(home.storeFile);
  const spool = framesOf(home.spoolFile);
  const frame = new Uint8Array(1024);
  const counts = { stored: 0, spooled: 0, logged: 0 };
  for (let seq = 1; seq < log.nextSeq; seq++) {
    const stored = store.get(seq) ?? [];
    expect(stored.length, `frame ${seq} stands ${stored.length} times in the store`).toBeLessThanOrEqual(1);
    if (stored.length === 1) counts.stored++;
    else if (spool.has(seq)) counts.spooled++;
    else {
      expect(seq, `frame ${seq} was acknowledged and is nowhere`).toBeGreaterThan(log.ackedSeq);
      expect(log.read(seq, frame), `frame ${seq} is nowhere`).toBeGreaterThan(0);
      counts.logged++;
    }
  }
  for (const [seq, [bytes]] of store) {
    expect(
      frameTagHolds(Buffer.from(key, "hex"), bytes!),
      `frame ${seq} in the store is not the collar's`,
    ).toBe(true);
  }
  expect(counts.stored).toBeGreaterThan(100);
  expect(counts.stored + counts.spooled + counts.logged).toBe(log.nextSeq - 1);
  flash.close();
}, 180_000);
