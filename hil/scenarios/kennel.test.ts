import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCollar } from "@petpulse/firmware/targets/node/collar-node";
import { Peripheral } from "@petpulse/firmware/targets/node/peripheral";
import { NobleCentral } from "@petpulse/gateway/central/noble";
import { type Clock, systemClock } from "@petpulse/gateway/clock";
import { GatewayError } from "@petpulse/gateway/errors";
import { Gateway } from "@petpulse/gateway/gateway";
import { Spool } from "@petpulse/gateway/spool";
import { grantKey, idFromHex, petpulse } from "@petpulse/proto";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Air } from "../src/air/air.ts";
import type { Controller } from "../src/air/controller.ts";
import { Stacks } from "../src/air/stacks.ts";
import { VirtualDog } from "../src/dog/dog.ts";
import { Wearer } from "../src/start/wearer.ts";

const PATIENCE = { timeout: 60_000, interval: 20 };
const HUB = new Uint8Array(8).fill(7);
const NOT_AFTER_S = 2_000_000_000;

const air = new Air({ mode: "fast", seed: 31 });
const stacks = new Stacks(air);

let dir: string;
let spool: Spool;
let gateway: Gateway;
let herd: { wearer: Wearer; controller: Controller }[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "petpulse-kennel-"));
  herd = [];
});
afterEach(async () => {
  await gateway.stop();
  for (const { wearer } of herd) {
    await wearer.peripheral?.stop();
    wearer.node.close();
  }
  rmSync(dir, { recursive: true, force: true });
});

/** `count` collars that have lived ten minutes, advertising. */
async function collars(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const source = new VirtualDog({ seed: 40 + i });
    const node = openCollar({ dir: join(dir, `collar-${i}`), channels: source.ppgChannels, pages: 16 });
    const wearer = new Wearer(`dog ${i}`, source, node);
    for (let second = 0; second < 600; second++) wearer.second();
    const { bleno, controller } = await stacks.peripheral(`collar-${i}`);
    wearer.peripheral = new Peripheral(bleno, node, { name: `PetPulse-${i}` });
    await wearer.peripheral.start();
    herd.push({ wearer, controller });
  }
}

/** A hub that may carry all of them and has no cloud. */
async function hub(clock: Clock, maxLinks: number): Promise<void> {
  spool = new Spool({ path: join(dir, "spool.db"), clock });
  const terms = { hub: HUB, scope: 3, notAfterS: NOT_AFTER_S };
  const grants = herd.map(({ wearer: { node, name } }) => ({
    ...terms,
    device: idFromHex(node.device),
    key: grantKey(node.key, HUB, 3, NOT_AFTER_S),
    name,
  }));
  const none = new GatewayError("gateway.cloud-unreachable", "no cloud here", "none needed");
  gateway = new Gateway({
    central: new NobleCentral(clock),
    spool,
    uplink: {
      start: async () => {},
      stop: async () => {},
      send: () => Promise.reject(none),
      grants: async () => petpulse.v1.Grants.create({ version: 1, grants }),
    },
    clock,
    log: pino({ level: "silent" }),
    liveView: false,
    maxLinks,
  });
  await gateway.start();
}

const carried = () => herd.filter(({ wearer }) => wearer.node.collar.log.ackedSeq > 0).length;

test("twelve collars on one adapter all stream at once, though one that was heard hangs", async () => {
  await collars(13);
  await hub(systemClock, 64);
  const own = [...air.controllers].find(({ name }) => !name.startsWith("collar-"))!;
  air.silence(own, herd[0]!.controller);
  await expect.poll(() => gateway.streaming().length, PATIENCE).toBeGreaterThanOrEqual(12);
  await expect.poll(carried, PATIENCE).toBeGreaterThanOrEqual(12);
  air.restore(own, herd[0]!.controller);
  await expect.poll(() => gateway.streaming().length, PATIENCE).toBe(13);
}, 180_000);

test("eight collars on an adapter of three links take turns, and all are carried", async () => {
  await collars(8);
  // A minute of holding a link passes in a second.
  const start = Date.now();
  const clock: Clock = { now: () => start + (Date.now() - start) * 60, later: systemClock.later };
  await hub(clock, 3);
  const most = { links: 0 };
  await expect
    .poll(() => {
      most.links = Math.max(most.links, gateway.streaming().length);
      return carried();
    }, PATIENCE)
    .toBe(8);
  expect(most.links).toBeLessThanOrEqual(3);
}, 180_000);
