import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { memoryDatabase } from "../../testbed.ts";
import { Book } from "../book.ts";
import { type Channel, Channels } from "./channels.ts";
import { Courier, type Send } from "./courier.ts";
import { DeliveryFailure } from "./failure.ts";
import type { Message } from "./message.ts";

const T = 1_790_035_200_000;
const MINUTE = 60_000;

function office(answer: (message: Message, channel: Channel) => string | DeliveryFailure) {
  const db = memoryDatabase(fileURLToPath(new URL("../migrations/", import.meta.url)));
  const channels = new Channels(db, new Uint8Array(32).fill(5));
  const clock = { now: T };
  const sent: string[] = [];
  const send: Send = async (channel, message) => {
    sent.push(`${channel.name} ${message.act} ${message.id}`);
    const said = answer(message, channel);
    if (typeof said === "string") return said;
    throw said;
  };
  let ids = 0;
  const book = new Book(db, () => String(++ids).padStart(16, "0"));
  const parts = { db, channels, send, nameOf: () => "Rex", clock: () => clock.now, chance: () => 0 };
  const courier = new Courier(parts);
  return {
    db,
    book,
    channels,
    clock,
    sent,
    courier,
    add(name: string, more: Partial<Channel> = {}) {
      const id = name.padStart(16, "c");
      const settings = { url: "https://example.org/", secret: "whsec_AAAA" };
      channels.add(
        {
          channel: id,
          tenant: "home",
          kind: "webhook",
          settings,
          name,
          least: "info",
          level: 0,
          ...more,
        } as Channel,
        T,
      );
      return id;
    },
    heart(atMs: number, tenant = "home") {
      const evidence = [
        { pet: 1, rule: "collar-tachycardia" as const, fromMs: atMs, toMs: atMs, value: 200 },
      ];
      book.take({ evidence, heard: [], tenantOf: () => tenant }, clock.now);
    },
    async drain() {
      while (await courier.run());
    },
    /** Deliveries as `state attempts: detail`. */
    log: () =>
      db
        .prepare("SELECT state || ' ' || attempts || ': ' || detail FROM deliveries ORDER BY id")
        .pluck()
        .all(),
  };
}

test("every channel of the tenant that wants it is told once; what each said is in the log", async () => {
  const o = office((_message, { name }) => `200 hello from ${name}`);
  o.add("a");
  o.add("b");
  o.add("quiet", { level: 1 });
  o.add("foreign", { tenant: "other" });
  o.heart(T);
  o.heart(T);
  await o.drain();
  expect(o.sent.map((line) => line.split(" ").slice(0, 2).join(" ")).sort()).toEqual([
    "a opened",
    "b opened",
  ]);
  expect(o.log()).toEqual(["sent 1: 200 hello from a", "sent 1: 200 hello from b"]);
  const history = o.db.prepare("SELECT act || ' ' || detail FROM history ORDER BY id").pluck().all();
  expect(history).toContain('told opened, webhook "a": 200 hello from a');
});

test("a failure is tried again later and later, nine times, then given up and said so", async () => {
  const o = office(() => new DeliveryFailure("delivery.unreachable", "nobody there", true));
  o.add("a");
  o.heart(T);
  const waits: number[] = [];
  for (let minute = 0, before = T; minute < 24 * 60 * 6; minute++) {
    o.clock.now = T + minute * 10_000;
    if (!(await o.courier.run())) continue;
    waits.push((o.clock.now - before) / 1000);
    before = o.clock.now;
  }
  expect(waits).toEqual([0, 10, 30, 90, 270, 810, 2430, 3600, 3600]);
  expect(o.log()).toEqual(["failed 9: nobody there"]);
  expect(new Set(o.sent).size).toBe(1);
});

test("the other side may ask for more time, but not for ever", async () => {
  const asked = [60_000, 10 * 86_400_000];
  const o = office(() => new DeliveryFailure("delivery.refused", "429", true, asked.shift()));
  o.add("a");
  o.heart(T);
  const due = () => Number(o.db.prepare("SELECT due_ms FROM deliveries").pluck().get());
  await o.drain();
  expect(due()).toBe(T + 60_000);
  o.clock.now = due();
  await o.drain();
  expect(due()).toBe(T + 60_000 + 3_600_000);
});

test("what is refused for good is not tried again", async () => {
  const o = office(() => new DeliveryFailure("delivery.refused", "410 gone", false));
  o.add("a");
  o.heart(T);
  await o.drain();
  o.clock.now = T + 86_400_000;
  await o.drain();
  expect(o.sent).toHaveLength(1);
  expect(o.log()).toEqual(["failed 1: 410 gone"]);
});

test("the end is not told before the beginning, nor without it", async () => {
  let up = false;
  const o = office(() => (up ? "200" : new DeliveryFailure("delivery.unreachable", "down", true)));
  o.add("a");
  o.heart(T);
  await o.drain();
  const id = o.db.prepare("SELECT id FROM episodes").pluck().get() as string;
  o.book.resolve(id, "ann", T + MINUTE);
  o.clock.now = T + MINUTE;
  await o.drain();
  expect(o.sent.map((line) => line.split(" ")[1])).toEqual(["opened", "opened"]);
  up = true;
  o.clock.now = T + MINUTE + 30_000;
  await o.drain();
  expect(o.sent.map((line) => line.split(" ")[1])).toEqual(["opened", "opened", "opened", "resolved"]);

  const quick = office(() => "200");
  quick.add("a");
  quick.heart(T);
  quick.book.resolve(quick.db.prepare("SELECT id FROM episodes").pluck().get() as string, "ann", T);
  await quick.drain();
  expect(quick.sent).toEqual([]);
  expect(quick.log()).toEqual(["failed 0: over before it could be told"]);
});

test("killed between sending and noting it: told again under the same id, never lost", async () => {
  const o = office(() => "200");
  o.add("a");
  o.heart(T);
  const died = new Courier({
    db: o.db,
    channels: o.channels,
    clock: () => T,
    nameOf: () => "Rex",
    chance: () => 0,
    // It never comes back from sending.
    send: async (channel, message) => {
      o.sent.push(`${channel.name} ${message.act} ${message.id}`);
      return new Promise(() => {});
    },
  });
  void died.run();
  await o.drain();
  expect(o.sent).toHaveLength(2);
  expect(new Set(o.sent).size).toBe(1);
  expect(o.log()).toEqual(["sent 1: 200"]);
});

test("settings rest sealed; a channel that goes takes its deliveries along", async () => {
  const o = office(() => "200");
  const id = o.add("a");
  expect(o.channels.get(id)).toMatchObject({ settings: { url: "https://example.org/" } });
  const rest = o.db.prepare("SELECT settings FROM channels").pluck().get() as Buffer;
  expect(rest.includes("example")).toBe(false);
  const others = new Channels(o.db, new Uint8Array(32).fill(6));
  expect(() => others.get(id)).toThrow(expect.objectContaining({ code: "channel.invalid" }));
  o.heart(T);
  expect(() => o.channels.remove("other", id, T)).toThrow(
    expect.objectContaining({ code: "channel.unknown" }),
  );
  o.channels.remove("home", id, T);
  await o.drain();
  expect(o.sent).toEqual([]);
  expect(o.log()).toEqual(["failed 0: the channel was removed"]);
});

test("no more than fifty channels a tenant, no more than 200 waiting for one", async () => {
  const o = office(() => "200");
  for (let i = 0; i < 50; i++) o.add(`n${i}`, { level: 3 });
  expect(() => o.add("one more")).toThrow(expect.objectContaining({ code: "channel.too-many" }));
  const flood = office(() => "200");
  flood.add("a");
  for (let pet = 1; pet <= 210; pet++) {
    const evidence = [{ pet, rule: "collar-tachycardia" as const, fromMs: T, toMs: T, value: 200 }];
    flood.book.take({ evidence, heard: [], tenantOf: () => "home" }, T);
  }
  expect(flood.log()).toHaveLength(200);
});
