import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NodeCollar, openCollar } from "@petpulse/firmware/targets/node/collar-node";
import { Peripheral } from "@petpulse/firmware/targets/node/peripheral";
import * as proto from "@petpulse/proto";
import type { Characteristic, Noble } from "@stoprocent/noble";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Air } from "../src/air/air.ts";
import { Stacks } from "../src/air/stacks.ts";
import { VirtualDog } from "../src/dog/dog.ts";
import { Wearer } from "../src/start/wearer.ts";

const dir = mkdtempSync(join(tmpdir(), "petpulse-gatt-"));
let node: NodeCollar;
let wearer: Wearer;
let noble: Noble;
const found = new Map<string, Characteristic>();

beforeAll(async () => {
  const stacks = new Stacks(new Air({ mode: "fast", seed: 1 }));
  const source = new VirtualDog({ seed: 2 });
  node = openCollar({ dir, channels: source.ppgChannels });
  wearer = new Wearer("Rex", source, node);
  for (let i = 0; i < 600; i++) wearer.second();
  const { bleno } = await stacks.peripheral("collar");
  wearer.peripheral = new Peripheral(bleno, node, { name: "PetPulse-test" });
  await wearer.peripheral.start();
  const stack = createRequire(import.meta.url)("@stoprocent/noble") as typeof import("@stoprocent/noble");
  noble = stack.withBindings("hci", {});
  await noble.waitForPoweredOnAsync(2000);
  const heard = new Promise<string>((resolve) => noble.once("discover", (one) => resolve(one.id)));
  await noble.startScanningAsync([proto.PETPULSE_SERVICE], false);
  const peripheral = await noble.connectAsync(await heard, { timeout: 400 });
  const { characteristics } = await peripheral.discoverAllServicesAndCharacteristicsAsync();
  for (const one of characteristics) found.set(one.uuid, one);
});

afterAll(async () => {
  noble.stop();
  await wearer.peripheral?.stop();
  node.close();
  rmSync(dir, { recursive: true, force: true });
});

test("any BLE app sees the heart, the battery and who made it", async () => {
  const heart = found.get(proto.HEART_RATE_MEASUREMENT)!;
  const measured = new Promise<Buffer>((resolve) => heart.once("data", resolve));
  await heart.subscribeAsync();
  for (let i = 0; i < 4; i++) wearer.second();
  const [flags, bpm] = await measured;
  expect(flags! & 0x06).toBe(0x06);
  expect(bpm).toBeGreaterThan(40);
  expect((await found.get(proto.BATTERY_LEVEL)!.readAsync())[0]).toBeGreaterThan(50);
  expect((await found.get(proto.MANUFACTURER_NAME)!.readAsync()).toString()).toBe("PetPulse");
  expect((await found.get(proto.SERIAL_NUMBER)!.readAsync()).toString()).toBe(node.device);
  expect((await found.get(proto.BODY_SENSOR_LOCATION)!.readAsync())[0]).toBe(0);
});

test("a phone that cannot subscribe pulls the same stream by reading", async () => {
  const advertised = proto.petpulse.v1.Advertised.decode(
    await found.get(proto.STATUS_CHARACTERISTIC)!.readAsync(),
  );
  expect(proto.idToHex(advertised.device)).toBe(node.device);
  const control = found.get(proto.CONTROL_CHARACTERISTIC)!;
  const pull = found.get(proto.PULL_CHARACTERISTIC)!;
  const out = new proto.Fragmenter();
  const into = new proto.Reassembler();
  const say = async (message: proto.ToCollar, session: Uint8Array | null) => {
    for (const fragment of out.cut(proto.encodeToCollar(message, session), 100)) {
      await control.writeAsync(Buffer.from(fragment), false);
    }
  };
  const hear = async () => {
    const heard: proto.ToHub[] = [];
    for (let bytes = await pull.readAsync(); bytes.length > 0; bytes = await pull.readAsync()) {
      const message = into.push(bytes);
      if (message) heard.push(proto.decodeToHub(message));
    }
    return heard;
  };
  const hub = new Uint8Array(8).fill(1);
  const nonce = new Uint8Array(16).fill(2);
  await say({ kind: "hello", body: { version: 1, hub, scope: 1, notAfterS: 2_000_000_000, nonce } }, null);
  const [challenge] = await hear();
  if (challenge?.kind !== "challenge") throw new Error("no challenge");
  const session = proto.sessionKey(
    proto.grantKey(node.key, hub, 1, 2_000_000_000),
    nonce,
    challenge.body.nonce,
  );
  expect(proto.sealHolds(session, challenge.sealed)).toBe(true);
  await say({ kind: "sendFrom", body: { counter: 1, seq: 0 } }, session);
  const frames = (await hear()).flatMap((message) =>
    message.kind === "frame" ? [proto.decodeFrame(message.bytes)] : [],
  );
  expect(frames.map((frame) => frame.seq)).toEqual(
    Array.from({ length: node.collar.log.nextSeq - 1 }, (_, i) => i + 1),
  );
});
