import { once } from "node:events";
import { createRequire } from "node:module";
import { PassThrough } from "node:stream";
import type { Bleno } from "@stoprocent/bleno";
import type { Characteristic, Noble, Peripheral } from "@stoprocent/noble";
import { expect, test } from "vitest";
import { Air } from "./air.ts";
import type { Controller } from "./controller.ts";
import { installHciDriver, socketsOpened } from "./driver.ts";
import { H4Framer } from "./h4.ts";
import { Stacks } from "./stacks.ts";

const SERVICE = "7d0a0001b5a3f393e0a9e50e24dcca9e";
const NOTIFY = "7d0a0002b5a3f393e0a9e50e24dcca9e";
const SEED = 11;

const air = new Air({ mode: "fast", seed: SEED });
const stacks = new Stacks(air);

interface Collar {
  bleno: Bleno;
  controller: Controller;
  notify: () => ((data?: Buffer) => void) | null;
}

async function collar(name: string): Promise<Collar> {
  const { bleno, controller } = await stacks.peripheral(name);
  let update: ((data?: Buffer) => void) | null = null;
  const characteristic = new bleno.Characteristic({
    uuid: NOTIFY,
    properties: ["notify"],
    onSubscribe: (_handle, _size, push) => {
      update = push;
    },
  });
  await bleno.setServicesAsync([
    new bleno.PrimaryService({ uuid: SERVICE, characteristics: [characteristic] }),
  ]);
  await bleno.startAdvertisingAsync(name, [SERVICE]);
  return { bleno, controller, notify: () => update };
}

async function central(name: string): Promise<{ noble: Noble; controller: Controller }> {
  const { withBindings } = createRequire(import.meta.url)(
    "@stoprocent/noble",
  ) as typeof import("@stoprocent/noble");
  const controller = stacks.next(name);
  const noble = withBindings("hci", {});
  await noble.waitForPoweredOnAsync(2000);
  return { noble, controller: await controller };
}

async function find(noble: Noble, name: string): Promise<Peripheral> {
  await noble.startScanningAsync([SERVICE], true);
  for (;;) {
    const [peripheral] = (await once(noble, "discover")) as [Peripheral];
    if (peripheral.advertisement.localName !== name) continue;
    await noble.stopScanningAsync();
    return peripheral;
  }
}

async function subscribe(
  noble: Noble,
  name: string,
  timeout = 400,
): Promise<{ peripheral: Peripheral; characteristic: Characteristic }> {
  const peripheral = await find(noble, name);
  await noble.connectAsync(peripheral.id, { minInterval: 6, maxInterval: 6, latency: 0, timeout });
  const found = await peripheral.discoverSomeServicesAndCharacteristicsAsync([SERVICE], [NOTIFY]);
  const characteristic = found.characteristics[0]!;
  await characteristic.subscribeAsync();
  return { peripheral, characteristic };
}

/** Sends numbered notifications as the stack takes them; resolves with the numbers heard. */
async function stream(from: Collar, to: Characteristic, count: number): Promise<number[]> {
  const heard: number[] = [];
  const whole = new Promise<void>((resolve) => {
    to.on("data", (data: Buffer) => {
      heard.push(data.readUInt32LE(0));
      if (heard.length === count) resolve();
    });
  });
  const queue = (from.bleno as unknown as { _bindings: { _hci: { _aclOutQueue: unknown[] } } })._bindings
    ._hci;
  for (let i = 0; i < count; ) {
    for (; i < count && queue._aclOutQueue.length < 32; i++) {
      const packet = Buffer.alloc(244);
      packet.writeUInt32LE(i);
      from.notify()!(packet);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await whole;
  return heard;
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

test("the stacks honour the driver hook: their HCI goes through our sockets", async () => {
  const before = socketsOpened;
  const { bleno } = await collar("hook");
  const { noble } = await central("hook-central");
  expect(
    socketsOpened,
    "noble or bleno opened a socket of its own: the hook is no longer honoured",
  ).toBeGreaterThanOrEqual(before + 2);
  expect(noble.state).toBe("poweredOn");
  expect(bleno.address).toMatch(/^c0:00:5e/);
  noble.stop();
  bleno.stop();
});

test("the hook refuses to come too late", () => {
  expect(() => installHciDriver(() => new PassThrough())).toThrow(/loaded already/);
});

test("10,000 notifications of 244 bytes arrive in order, without loss and with a tenth of the packets lost", async () => {
  for (const [loss, count] of [
    [0, 10_000],
    [0.1, 10_000],
  ] as const) {
    air.setLoss(loss);
    const from = await collar(`stream-${loss}`);
    const { noble } = await central("stream-central");
    const { characteristic, peripheral } = await subscribe(noble, `stream-${loss}`);
    expect(await stream(from, characteristic, count), `seed ${SEED}, loss ${loss}`).toEqual(numbers(count));
    air.setLoss(0);
    await peripheral.disconnectAsync();
    noble.stop();
    from.bleno.stop();
  }
});

test("20 collars are heard, connected and streamed from at once", async () => {
  const names = numbers(20).map((i) => `herd-${i}`);
  const herd = await Promise.all(names.map(collar));
  const { noble } = await central("herd-central");
  for (const [i, one] of herd.entries()) {
    const { characteristic } = await subscribe(noble, names[i]!);
    expect(await stream(one, characteristic, 20)).toEqual(numbers(20));
  }
  noble.stop();
  for (const one of herd) one.bleno.stop();
});

test("silence ends the link on both sides by the supervision timeout; once restored it can be made again", async () => {
  const one = await collar("silence");
  const two = await central("silence-central");
  const { peripheral } = await subscribe(two.noble, "silence", 100);
  const central8 = once(peripheral, "disconnect");
  const collarGone = once(one.bleno, "disconnect");
  air.silence(one.controller, two.controller);
  expect((await central8)[0]).toBe(8);
  await collarGone;
  air.restore(one.controller, two.controller);
  await one.bleno.startAdvertisingAsync("silence", [SERVICE]);
  await subscribe(two.noble, "silence");
  two.noble.stop();
  one.bleno.stop();
});

test("an unplugged adapter is heard of by its host, and by the other side after the timeout", async () => {
  const one = await collar("unplug");
  const two = await central("unplug-central");
  await subscribe(two.noble, "unplug", 100);
  const state = once(two.noble, "stateChange");
  const collarGone = once(one.bleno, "disconnect");
  two.controller.unplug();
  expect((await state)[0]).not.toBe("poweredOn");
  await collarGone;
  one.bleno.stop();
});

test("a collar out of range is not heard, and its strength is told in range", async () => {
  const near = await collar("near");
  const far = await collar("far");
  const two = await central("range-central");
  air.setRssi(near.controller, two.controller, -70);
  air.setRssi(far.controller, two.controller, -120);
  const heard = new Map<string, number>();
  two.noble.on("discover", (p) => heard.set(p.advertisement.localName, p.rssi));
  await find(two.noble, "near");
  expect(heard.get("near")).toBe(-70);
  expect(heard.has("far")).toBe(false);
  two.noble.stop();
  near.bleno.stop();
  far.bleno.stop();
});

test("a host that speaks garbage loses its adapter, and nobody else does", async () => {
  const one = await collar("steady");
  const wild = new PassThrough();
  const controller = air.attach(wild);
  const closed = new Promise((resolve) => wild.once("close", resolve));
  wild.write(Buffer.from([0x77, 1, 2, 3]));
  await closed;
  expect(controller.alive).toBe(false);
  const { noble } = await central("steady-central");
  await find(noble, "steady");
  noble.stop();
  one.bleno.stop();
});

test("the H4 framer survives 100,000 seeded bytes and holds at most one packet", () => {
  let state = SEED;
  const byte = () => {
    state = (state * 48271) % 2147483647;
    return state & 255;
  };
  let packets = 0;
  let refused = 0;
  let framer = new H4Framer(() => packets++);
  for (let i = 0; i < 10_000; i++) {
    const chunk = Buffer.from(
      Array.from({ length: 10 }, (_, k) => (k === 0 ? [1, 2, 4][byte() % 3]! : byte())),
    );
    try {
      framer.push(chunk);
    } catch (error) {
      expect((error as { code: string }).code, `seed ${SEED}, chunk ${i}`).toBe("air.h4");
      framer = new H4Framer(() => packets++);
      refused++;
    }
  }
  expect(packets).toBeGreaterThan(0);
  expect(refused).toBeGreaterThan(0);
});
