import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCollar } from "@petpulse/firmware/targets/node/collar-node";
import { Peripheral } from "@petpulse/firmware/targets/node/peripheral";
import { NobleCentral } from "@petpulse/gateway/central/noble";
import type { Clock } from "@petpulse/gateway/clock";
import { afterAll, expect, test } from "vitest";
import { Air } from "../src/air/air.ts";
import { Stacks } from "../src/air/stacks.ts";
import { VirtualDog } from "../src/dog/dog.ts";
import { BleRig } from "../src/rigs/ble.ts";
import { lived } from "../src/rigs/run.ts";
import { OBSERVED } from "../src/scenario/observed.ts";
import { Wearer } from "../src/start/wearer.ts";

/** Seconds of the test's time in a second. */
const SPEED = 20;
const began = Date.now();
const clock: Clock = {
  now: () => began + Math.round((performance.now() - from) * SPEED),
  later: (ms, run) => {
    const timer = setTimeout(run, ms / SPEED);
    return () => clearTimeout(timer);
  },
};
const from = performance.now();

const dir = mkdtempSync(join(tmpdir(), "petpulse-rig-ble-test-"));
const air = new Air({ mode: "fast", seed: 1 });
const stacks = new Stacks(air);

/** A collar that somebody wears, and has worn for a while. */
async function worn(name: string): Promise<{ wearer: Wearer; stop: () => Promise<void> }> {
  const source = new VirtualDog({ seed: 4, script: [{ doing: "rest", seconds: 3600 }] });
  const node = openCollar({ dir: join(dir, name), channels: source.ppgChannels });
  const wearer = new Wearer(name, source, node);
  for (let s = 0; s < 200; s++) wearer.second();
  const { bleno } = await stacks.peripheral(name);
  wearer.peripheral = new Peripheral(bleno, node, { name });
  await wearer.peripheral.start();
  const timer = setInterval(() => wearer.second(), 1000 / SPEED);
  const stop = async () => {
    clearInterval(timer);
    await wearer.peripheral?.stop();
    node.close();
  };
  return { wearer, stop };
}

const rex = await worn("PetPulse-rex");
const other = await worn("PetPulse-other");
afterAll(async () => {
  await rex.stop();
  await other.stop();
  air.stop();
  rmSync(dir, { recursive: true });
});

const rigFor = (key?: string) => {
  const { device } = rex.wearer.node;
  const identity = { device, key: key ?? Buffer.from(rex.wearer.node.key).toString("hex") };
  return new BleRig({ wanted: "petpulse-rex", identity, central: () => new NobleCentral(clock), clock });
};

test("a collar on the air is looked at from the middle of its life: nothing lost, nothing twice, no other one taken", async () => {
  const { verdict, seen } = await lived(rigFor(), { ...OBSERVED, seconds: 40, expects: {} });
  expect(verdict.failures).toEqual([]);
  expect(verdict.figures).toMatchObject({ seconds: 40, starts: 1, unnamed: 0, duplicates: 0, forged: 0 });
  expect(verdict.figures!.framesStored).toBeGreaterThan(10);
  expect(seen!.firstSeq).toBeGreaterThan(3);
  expect(seen!.boots[0]!.afterS).toBeLessThan(-190);
  expect(seen!.seconds.some(({ linked }) => linked)).toBe(true);
  // Timed, but not held to anything: this machine has more to do.
  expect(verdict.figures!.latencyP95S).not.toBeNull();
}, 60_000);

test("what it cannot do to a collar, and a collar that does not take the hub, is said", async () => {
  const away = { kind: "hub-away", atS: 1, seconds: 2 } as const;
  const asked = await lived(rigFor(), { ...OBSERVED, faults: [away] });
  expect(asked.verdict.failures[0]).toMatch(/^rig\.fault: /);
  const stranger = await lived(rigFor("00".repeat(32)), { ...OBSERVED, seconds: 5 });
  expect(stranger.verdict.failures[0]).toMatch(/^rig\.board-silent: petpulse-rex: /);
}, 60_000);
