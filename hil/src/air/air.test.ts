import { once } from "node:events";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { Air } from "./air.ts";
import { socketsOpened } from "./driver.ts";
import { Stacks } from "./stacks.ts";

const SERVICE = "7d0a0001b5a3f393e0a9e50e24dcca9e";
const NOTIFY = "7d0a0002b5a3f393e0a9e50e24dcca9e";

const air = new Air({ mode: "fast", seed: 1 });
const stacks = new Stacks(air);

test("x", async () => {
  const { bleno } = await stacks.peripheral("p");
  console.error("sockets", socketsOpened);
  let update: ((d?: Buffer) => void) | null = null;
  const ch = new bleno.Characteristic({
    uuid: NOTIFY,
    properties: ["notify"],
    onSubscribe: (_h, s, u) => {
      update = u;
      console.error("max", s);
    },
  });
  await bleno.setServicesAsync([new bleno.PrimaryService({ uuid: SERVICE, characteristics: [ch] })]);
  await bleno.startAdvertisingAsync("p", [SERVICE]);
  const noble = createRequire(import.meta.url)("@stoprocent/noble").withBindings("hci", {});
  await noble.waitForPoweredOnAsync(2000);
  const found = once(noble, "discover");
  await noble.startScanningAsync([SERVICE], false);
  const [p] = await found;
  await noble.stopScanningAsync();
  await p.connectAsync();
  const { characteristics: c } = await p.discoverSomeServicesAndCharacteristicsAsync([SERVICE], [NOTIFY]);
  let n = 0;
  c[0].on("data", () => n++);
  await c[0].subscribeAsync();
  for (let i = 0; i < 100; i++) update!(Buffer.alloc(244));
  await new Promise((r) => setTimeout(r, 500));
  expect(n).toBe(100);
  await p.disconnectAsync();
});
