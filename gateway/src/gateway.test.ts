import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { idFromHex, petpulse } from "@petpulse/proto";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MemoryCentral, MemoryCollar } from "./central/memory.ts";
import type { Clock } from "./clock.ts";
import { GatewayError } from "./errors.ts";
import { Gateway, type GatewayOptions } from "./gateway.ts";
import { Spool } from "./spool.ts";

/** Time that passes only when told to. */
class TestClock implements Clock {
  #now = 1_790_000_000_000;
  #timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  later(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((one) => one !== due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
      for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = until;
  }
}

const device = (n: number) => n.toString(16).padStart(16, "0");
const identity = (n: number) =>
  petpulse.v1.Advertised.encode({ version: 1, device: idFromHex(device(n)) }).finish();

let dir: string;
let clock: TestClock;
let central: MemoryCentral;
let gateway: Gateway;
/** Devices the hub may carry. */
let carried: number[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "petpulse-gateway-"));
  clock = new TestClock();
  central = new MemoryCentral(clock);
  carried = [];
});
afterEach(async () => {
  await gateway.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function start(options: Partial<GatewayOptions> = {}): Promise<void> {
  const unreachable = new GatewayError("gateway.cloud-unreachable", "no cloud here", "none needed");
  gateway = new Gateway({
    central,
    spool: new Spool({ path: join(dir, "spool.db"), clock }),
    uplink: {
      start: async () => {},
      stop: async () => {},
      send: () => Promise.reject(unreachable),
      grants: async () => {
        const terms = {
          hub: new Uint8Array(8),
          scope: 1,
          notAfterS: 2e9,
          key: new Uint8Array(32),
          name: "Rex",
        };
        const grants = carried.map((n) => ({ ...terms, device: idFromHex(device(n)) }));
        return petpulse.v1.Grants.create({ version: 1, grants });
      },
    },
    clock,
    log: pino({ level: "silent" }),
    liveView: false,
    ...options,
  });
  await gateway.start();
}

function collar(n: number): MemoryCollar {
  const one = new MemoryCollar(`collar-${n}`, identity(n));
  central.add(one);
  return one;
}

test("a hub that finds no adapter at its start leaves nothing open that would keep its process", async () => {
  central.start = () => Promise.reject(new GatewayError("gateway.adapter", "no adapter", "plug it in"));
  const spool = new Spool({ path: join(dir, "spool.db"), clock });
  let open = 0;
  const uplink = {
    start: async () => void open++,
    stop: async () => void open--,
    send: () => new Promise<never>(() => {}),
    grants: async () => petpulse.v1.Grants.create({ version: 1, grants: [] }),
  };
  await expect(start({ spool, uplink })).rejects.toMatchObject({ code: "gateway.adapter" });
  expect(open).toBe(0);
  expect(() => spool.grants()).toThrow();
});

const asked = (name: string) => central.asked.filter((one) => one === name).length;

test("three collars that hang do not keep thirty others from their links", async () => {
  for (let n = 1; n <= 33; n++) {
    collar(n).hangs = n <= 3;
    carried.push(n);
  }
  await start();
  // The hanging ones were heard first: one patient turn (10 s, nobody else was known yet) and two hasty ones (4 s).
  await clock.pass(19_000);
  expect(gateway.status().collars.filter((one) => one.device !== null)).toHaveLength(30);
  expect(asked("collar-1")).toBeLessThan(3);
});

test("who failed waits longer each time, and is tried again", async () => {
  collar(1).hangs = true;
  await start();
  await clock.pass(300_000);
  // 10 s a try, then pauses of 0, 1, 2, 3 … s.
  expect(asked("collar-1")).toBeGreaterThanOrEqual(10);
  expect(asked("collar-1")).toBeLessThanOrEqual(25);
});

test("a collar without a grant is asked who it is and let go", async () => {
  const one = collar(1);
  await start();
  await clock.pass(200);
  expect(one.link).toBeNull();
  expect(gateway.status().collars).toMatchObject([{ device: device(1), lastError: "gateway.no-grant" }]);
});

test("more collars than links: the one that had its link longest gives way, and everybody gets one", async () => {
  for (let n = 1; n <= 5; n++) carried.push(n);
  const all = carried.map(collar);
  // Nobody answers the hello; the hub gives up each session after 10 s, so only giving way is shorter than that.
  await start({ maxLinks: 2 });
  await clock.pass(1000);
  expect(all.filter(({ link }) => link).length).toBe(2);
  await clock.pass(120_000);
  for (const { name } of all) expect(asked(name), name).toBeGreaterThan(0);
  expect(gateway.status().collars.filter(({ state }) => state === "connected").length).toBeLessThanOrEqual(2);
});

test("an adapter that hears nobody is reset, later and later; one that only rests is left alone", async () => {
  const one = collar(1);
  carried.push(1);
  await start();
  await clock.pass(1000);
  expect(central.resets).toBe(0);
  one.silence();
  await clock.pass(240_000);
  expect(central.resets).toBe(1);
  await clock.pass(300_000);
  expect(central.resets).toBe(1);
  await clock.pass(120_000);
  expect(central.resets).toBe(2);
});

test("connections that hang one after the other, whoever they go to, are the adapter's fault", async () => {
  for (let n = 1; n <= 6; n++) collar(n).hangs = true;
  await start();
  await clock.pass(30_000);
  expect(central.resets).toBe(1);
});

test("a stranger's collars do not fill the memory for ever", async () => {
  const strangers = Array.from({ length: 64 }, (_, n) => collar(n + 1));
  await start();
  await clock.pass(1000);
  for (const one of strangers) one.silence();
  collar(100);
  await clock.pass(1000);
  expect(gateway.status().collars).toHaveLength(64);
  expect(asked("collar-100")).toBeGreaterThan(0);
});
