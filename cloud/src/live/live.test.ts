import { EventEmitter, once } from "node:events";
import { decodeFrame } from "@petpulse/proto";
import fastify from "fastify";
import { expect, onTestFinished, test } from "vitest";
import type { Door } from "../access.ts";
import type { Principal } from "../principal.ts";
import { frame, gap, live, minutes, openTestbed, REX, T0, TOM, TOM_KEY } from "../testbed.ts";
import { Live, type LiveClient, type LiveHolder } from "./live.ts";
import { liveRoutes } from "./route.ts";

const at = (seconds: number) => (T0 + seconds) * 1000;

let listeners = 0;

/** A client that keeps what it is told; nobody's, unless it says whose. */
function listener(device: string | null = null, holder: Partial<LiveHolder> = {}) {
  const heard: string[] = [];
  const state = { waiting: 0, dropped: false };
  const own = `${listeners++}`;
  const client: LiveClient = {
    holder: { tenant: own, address: own, caller: own, ...holder },
    sees: (one) => device === null || one === device,
    welcome: () => true,
    write: (text) => void heard.push(text),
    waiting: () => state.waiting,
    drop: () => {
      state.dropped = true;
    },
  };
  return { client, heard, state };
}

const committed = (bytes: Uint8Array, startMs: number | null) => ({ frame: decodeFrame(bytes), startMs });

/** Reads a stream until `count` events have come. */
async function events(url: string, count: number, act: () => Promise<unknown>): Promise<[string, object][]> {
  const abort = new AbortController();
  const answer = await fetch(url, { signal: abort.signal });
  expect(answer.headers.get("content-type")).toBe("text/event-stream");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  await act();
  let text = "";
  const found: [string, object][] = [];
  while (found.length < count) {
    text += (await reader.read()).value ?? "";
    const parts = text.split("\n\n");
    text = parts.pop()!;
    for (const part of parts) {
      const match = /^event: (\w+)\ndata: (.+)$/.exec(part);
      if (match) found.push([match[1]!, JSON.parse(match[2]!)]);
    }
  }
  abort.abort();
  return found;
}

test("what is committed is told to whoever listens, each by its kind", async () => {
  const bed = await openTestbed();
  const url = await bed.app.listen({ port: 0, host: "127.0.0.1" });
  const told = await events(`${url}/v1/live`, 5, () =>
    bed.post([
      frame(1, 0, minutes(80)),
      frame(2, 61, live(95, 96)),
      frame(5, 63, gap(3, 4)),
      frame(6, 64, { kind: "events", events: [{ kind: 5, afterS: 2, value: 2000 }] }),
    ]),
  );
  expect(told.map(([kind]) => kind)).toEqual(["minute", "estimate", "estimate", "gap", "event"]);
  const data = told.map(([, body]) => body);
  expect(data[0]).toMatchObject({
    device: REX,
    t: at(0),
    heartRate: 80,
    confidence: 0.8,
    steps: 1,
    battery: 90,
  });
  expect(data[1]).toEqual({
    device: REX,
    at: at(61),
    heartRate: 95,
    confidence: 0.75,
    intensity: 0,
    activity: "unknown",
    flags: [],
  });
  expect(data[3]).toEqual({
    device: REX,
    fromSeq: 3,
    toSeq: 4,
    frames: 2,
    reason: "log-overflow",
    where: "collar",
  });
  expect(data[4]).toEqual({
    device: REX,
    at: at(66),
    kind: "tachycardia",
    value: 200,
    unit: "bpm",
    detail: "",
  });
});

test("a device's own stream tells about no other", async () => {
  const bed = await openTestbed();
  await bed.store.grant(bed.hub.hub, TOM);
  const url = await bed.app.listen({ port: 0, host: "127.0.0.1" });
  const told = await events(`${url}/v1/devices/${TOM}/live`, 1, () =>
    bed.post([frame(1, 0, live(80)), frame(1, 0, live(150), { device: TOM, key: TOM_KEY })]),
  );
  expect(told).toMatchObject([["estimate", { device: TOM, heartRate: 150 }]]);
});

test("duplicates and refused frames are not told again", async () => {
  const bed = await openTestbed();
  const url = await bed.app.listen({ port: 0, host: "127.0.0.1" });
  await bed.post([frame(1, 0, live(80))]);
  const told = await events(`${url}/v1/live`, 1, async () => {
    await bed.post([frame(1, 0, live(80)), frame(9, 0, live(99), { key: TOM_KEY })]);
    await bed.post([frame(2, 5, live(81))]);
  });
  expect(told).toMatchObject([["estimate", { heartRate: 81 }]]);
});

test("history that comes late is not told as if it were now", () => {
  const hub = new Live();
  const { client, heard } = listener();
  hub.add(client);
  heard.length = 0;
  hub.publish([committed(frame(9, 100, live(90)), at(100))]);
  hub.publish([committed(frame(1, 0, live(80)), at(0)), committed(frame(2, null, live(70)), null)]);
  hub.publish([committed(frame(10, 101, live(91)), at(101))]);
  expect(heard.map((text) => /"heartRate":(\d+)/.exec(text)![1])).toEqual(["90", "91"]);
});

test("a client that does not read is dropped, the others stay", () => {
  const hub = new Live();
  const slow = listener();
  const quick = listener();
  hub.add(slow.client);
  hub.add(quick.client);
  slow.state.waiting = 300 * 1024;
  hub.publish([committed(frame(1, 0, live(80)), at(0))]);
  expect([slow.state.dropped, quick.state.dropped]).toEqual([true, false]);
  slow.state.waiting = 0;
  hub.heartbeat();
  expect(slow.heard).toHaveLength(1);
  expect(quick.heard.at(-1)).toBe(": heartbeat\n\n");
});

test("there is a limit to listeners, and one who leaves makes room", () => {
  const hub = new Live();
  const first = listener();
  hub.add(first.client);
  for (let i = 1; i < 500; i++) hub.add(listener().client);
  expect(() => hub.add(listener().client)).toThrow(expect.objectContaining({ code: "live.full" }));
  hub.remove(first.client);
  hub.add(listener().client);
});

test.each([
  ["caller", 20],
  ["address", 100],
  ["tenant", 200],
] as const)("one %s holds no more than its share, and the others come in", (part, most) => {
  const hub = new Live();
  const first = listener(null, { [part]: "same" });
  hub.add(first.client);
  for (let i = 1; i < most; i++) hub.add(listener(null, { [part]: "same" }).client);
  const more = listener(null, { [part]: "same" });
  expect(() => hub.add(more.client)).toThrow(expect.objectContaining({ code: "live.too-many" }));
  expect([hub.open, more.heard]).toEqual([most, []]);
  hub.add(listener().client);
  hub.remove(first.client);
  hub.add(more.client);
});

test("a collar whose clock was put back is told live at once", () => {
  const hub = new Live();
  const { client, heard } = listener();
  hub.add(client);
  heard.length = 0;
  hub.publish([committed(frame(1, 80_000, live(80)), at(80_000))]);
  hub.publish([committed(frame(2, 5, live(81)), at(5))]);
  hub.publish([committed(frame(1, 5, live(82), { epoch: 2 }), at(5))]);
  expect(heard).toHaveLength(3);
});

test("HEAD of a stream answers with its headers and holds none", async () => {
  const bed = await openTestbed();
  const url = await bed.app.listen({ port: 0, host: "127.0.0.1" });
  const answer = await fetch(`${url}/v1/live`, { method: "HEAD" });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  expect(await answer.text()).toBe("");
});

test("a listener gone before it was let in leaves no stream behind", async () => {
  const live = new Live();
  const failures: Error[] = [];
  const app = fastify();
  app.setErrorHandler(async (error) => void failures.push(error as Error));
  onTestFinished(() => app.close());
  const doorbell = new EventEmitter();
  const [knocked, served] = [once(doorbell, "knocked"), once(doorbell, "served")];
  app.decorateRequest("principal", null);
  app.addHook("onRequest", async (request) => {
    request.principal = { id: "viewer:1", tenant: "1" } as Principal;
    doorbell.emit("knocked");
    await once(request.raw.socket, "close");
  });
  app.addHook("preHandler", async () => void setImmediate(() => doorbell.emit("served")));
  liveRoutes(app, live, { sees: () => true, knows: () => true } as unknown as Door);
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  const abort = new AbortController();
  const answer = fetch(`${url}/v1/live`, { signal: abort.signal });
  await knocked;
  abort.abort();
  await expect(answer).rejects.toThrow();
  await served;
  expect([live.open, failures]).toEqual([0, []]);
});

test("closing ends every stream", async () => {
  const bed = await openTestbed();
  const url = await bed.app.listen({ port: 0, host: "127.0.0.1" });
  const answer = await fetch(`${url}/v1/live`);
  const read = answer.text().catch(() => "ended");
  await bed.app.close();
  expect(await read).toBe("ended");
});
