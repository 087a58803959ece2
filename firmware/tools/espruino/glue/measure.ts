import { join } from "node:path";
import { crc32 } from "node:zlib";
import { compileKernel } from "../../asc.ts";
import { BLOB_SOURCE } from "../../build/thumb.ts";
import { blobLike } from "../fake/blob.ts";
import { FakeEspruino } from "../fake/espruino.ts";
import { FakeHub } from "../fake/hub.ts";
import { resting } from "../fake/resting.ts";
import { buildScripts } from "../script.ts";
import { COST, instructions, price } from "./cost.ts";
import { takeApart } from "./regions.ts";

/** The nRF52840 of Bangle.js 2. */
const CLOCK_HZ = 64_000_000;
/** Cycles an instruction of the interpreter takes, by assumption: the upper end of 1.5 to 2. Only a watch can say. */
const CYCLES = 2;
const KEY = new Uint8Array(32).map((_, i) => 5 * i + 1);
const DEVICE = "0123456789abcdef";
/** Until services are made, the first hub has come and taken what there was. */
const SETTLED_S = 30;
const COUNTED_S = 120;

/** What a script's own work takes of the watch's processor, by the model of cost.ts. */
export interface GlueShare {
  /** Arm instructions a second of the interpreter's; what it calls in C (radio, flash, screen) and native code not counted. */
  instructionsPerSecond: number;
  /** Events and timers a second. */
  eventsPerSecond: number;
  /** Of a 64 MHz Cortex-M4. */
  percent: number;
}

/** The script as it is built now, and the collar for the fake. `folder`: where the WASM is built. */
export async function glueInputs(folder: string): Promise<{ app: string; module: WebAssembly.Module }> {
  const module = new WebAssembly.Module(await compileKernel(join(folder, "glue.wasm"), BLOB_SOURCE));
  const { app } = await buildScripts({ crc: crc32(blobLike()), version: "0.1.0" });
  return { app, module };
}

/**
 * The worst of its days: the light always burns, acceleration always comes, a hub is always there and is told each second. Nobody looks
 * at the screen, which goes dark by itself.
 */
export function measureGlue(app: string, module: WebAssembly.Module): GlueShare {
  const { regions, counting } = takeApart(app);
  const fake = new FakeEspruino("BANGLEJS2", module);
  fake.storage.files.set("petpulse.bin", blobLike());
  fake.storage.files.set("petpulse.json", Buffer.from('{"continuous":true}'));
  const identity = { device: DEVICE, key: Buffer.from(KEY).toString("hex") };
  fake.storage.files.set("petpulse.id", Buffer.from(JSON.stringify(identity)));
  fake.evaluate(`var $entered = new Array(${regions.length}).fill(0)`);
  fake.run(counting);
  new FakeHub(fake.radio, KEY).connect();
  fake.watch.lcd = false;
  const wearer = resting(110);
  fake.live(SETTLED_S, wearer);
  const entered = fake.evaluate("$entered") as number[];
  const before = [...entered];
  const eventsBefore = fake.events;
  fake.live(COUNTED_S, wearer);
  const spent = entered.map((times, region) => times - before[region]!);
  const eventsPerSecond = (fake.events - eventsBefore) / COUNTED_S;
  const instructionsPerSecond =
    instructions(price(app, regions), spent) / COUNTED_S + eventsPerSecond * (COST.event - COST.call);
  return {
    instructionsPerSecond: Math.round(instructionsPerSecond),
    eventsPerSecond,
    percent: (100 * CYCLES * instructionsPerSecond) / CLOCK_HZ,
  };
}
