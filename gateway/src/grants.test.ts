import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { idFromHex, petpulse } from "@petpulse/proto";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Clock } from "./clock.ts";
import { GatewayError } from "./errors.ts";
import { Grants } from "./grants.ts";
import { Spool } from "./spool.ts";
import type { Uplink } from "./uplink.ts";

const REX = "00c0ffee12345678";
const TOM = "00c0ffee00000002";

let dir: string;
let timers: { ms: number; run: () => void }[];
const clock: Clock = {
  now: () => 0,
  later: (ms, run) => {
    const timer = { ms, run };
    timers.push(timer);
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  },
};

let spool: Spool;
/** What the cloud says next. */
let cloud: () => Promise<petpulse.v1.Grants>;
let grants: Grants;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "petpulse-grants-"));
  timers = [];
  spool = new Spool({ path: join(dir, "spool.db"), clock });
  open();
});
afterEach(() => {
  grants.stop();
  spool.close();
  rmSync(dir, { recursive: true, force: true });
});

function open(): void {
  const uplink = { grants: () => cloud() } as unknown as Uplink;
  grants = new Grants({ uplink, spool, clock, log: pino({ level: "silent" }) });
}

const some =
  (...devices: string[]) =>
  async () =>
    petpulse.v1.Grants.create({
      version: 1,
      grants: devices.map((device) => ({ device: idFromHex(device), hub: new Uint8Array(8), name: "x" })),
    });
const away = () => Promise.reject(new GatewayError("gateway.cloud-unreachable", "away", "wait"));

test("what the cloud grants is held, and kept for the time without it", async () => {
  cloud = some(REX);
  await grants.start();
  expect(grants.of(REX)?.name).toBe("x");
  grants.stop();
  cloud = away;
  open();
  await grants.start();
  expect(grants.of(REX)?.name).toBe("x");
});

test("with grants on disk the hub starts though the cloud never answers", async () => {
  cloud = some(REX);
  await grants.start();
  grants.stop();
  cloud = () => new Promise(() => {});
  open();
  await grants.start();
  expect(grants.size).toBe(1);
});

test("without any it asks again soon, with some every four minutes; what was taken back is gone", async () => {
  cloud = away;
  await grants.start();
  expect(timers.map(({ ms }) => ms)).toEqual([5000]);
  cloud = some(REX, TOM);
  timers.shift()!.run();
  await expect.poll(() => grants.size).toBe(2);
  expect(timers.map(({ ms }) => ms)).toEqual([240_000]);
  cloud = some(TOM);
  timers.shift()!.run();
  await expect.poll(() => grants.of(REX)).toBeUndefined();
  expect(grants.size).toBe(1);
});

test("an answer that comes after the end changes nothing", async () => {
  let answer: (grants: petpulse.v1.Grants) => void = () => {};
  cloud = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const started = grants.start();
  grants.stop();
  answer(await some(REX)());
  await started;
  expect(grants.size).toBe(0);
  expect(timers).toEqual([]);
});

test("a cloud that failed is asked again within a minute, so that two intervals of 5 min never pass in silence", async () => {
  cloud = some(REX);
  await grants.start();
  cloud = away;
  let silentMs = 0;
  for (const _ of [1, 2]) {
    const { ms, run } = timers.shift()!;
    silentMs += ms;
    run();
    await expect.poll(() => timers.length).toBe(1);
  }
  silentMs += timers[0]!.ms;
  expect(timers[0]!.ms).toBe(60_000);
  expect(silentMs).toBeLessThan(2 * 300_000);
  expect(grants.size).toBe(1);
});

test("the disk is written when the grants change, and again when writing failed", async () => {
  const save = vi.spyOn(spool, "saveGrants");
  const again = async () => {
    timers.shift()!.run();
    await expect.poll(() => timers.length).toBe(1);
  };
  cloud = some(REX);
  await grants.start();
  await again();
  expect(save).toHaveBeenCalledTimes(1);
  cloud = some(REX, TOM);
  save.mockImplementationOnce(() => {
    throw new Error("the disk is full");
  });
  await again();
  await again();
  await again();
  expect(save).toHaveBeenCalledTimes(3);
  expect(spool.grants()).toHaveLength(2);
  cloud = some();
  await again();
  expect(spool.grants()).toEqual([]);
});
