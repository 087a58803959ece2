import type { EventEmitter } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { frame, live, minutes, openTestbed, random, scratch, silent } from "../testbed.ts";
import { Operations, operationsSettings } from "./operations.ts";
import { type Documented, METHODS, type Wild, Wilderness } from "./wild.ts";

/** Requests, the first of them every documented route by every method; a tenth of PETPULSE_FUZZ, which counts smaller things. */
const ROUNDS = Math.floor(Number(process.env.PETPULSE_FUZZ ?? 8000) / 10);

/** They answer for as long as the caller listens. */
const ENDLESS = /\/live$/;
/** Streams that one caller may hold (live/live.ts). */
const MOST_OF_ONE = 20;

/** A whole cloud with the document of its routes, and a seed that is said. */
async function fuzzed() {
  const seed = Number(process.env.PETPULSE_SEED ?? Date.now() % 1_000_000);
  process.stdout.write(`cloud routes: PETPULSE_SEED=${seed}\n`);
  const pick = random(seed);
  const dir = scratch();
  let operations!: Operations;
  const bed = await openTestbed({
    store: { dir },
    more: async (store, clock) => {
      const parts = {
        dataDir: dir,
        store,
        master: new Uint8Array(32).fill(3),
        settings: operationsSettings({}),
        clock,
        log: silent,
      };
      operations = await Operations.open({ ...parts, send: async () => "200" });
      return { operations };
    },
  });
  bed.app.addHook("onClose", () => operations.stop());
  const { paths } = (await bed.get("/docs/json")).body as Documented;
  return { ...bed, pick, paths: Object.keys(paths), wild: new Wilderness({ paths }, [bed.hub.token], pick) };
}

/** What `event` of it brings, whatever goes wrong: either side may end these connections first, which is what they are about. */
function come<T>(from: EventEmitter, event: string): Promise<T> {
  from.on("error", () => {});
  return new Promise((resolve) => from.once(event, resolve));
}

const told = ({ method, url, headers, payload }: Wild) =>
  `${method} ${url} ${JSON.stringify(headers)} ${String(payload).slice(0, 200)}`;

test(
  "no documented route answers 5xx, whatever it is asked: values, sizes, encodings, methods",
  async () => {
    const { app, post, paths, wild } = await fuzzed();
    await post([frame(1, 0, minutes(80))]);
    const routes = paths.filter((path) => !ENDLESS.test(path));
    expect(routes.length).toBeGreaterThan(40);
    const everything = routes.flatMap((path) => METHODS.map((method) => ({ path, method })));
    expect(ROUNDS).toBeGreaterThan(everything.length);
    const statuses = new Set<number>();
    for (let i = 0; i < ROUNDS; i++) {
      const path = everything[i]?.path ?? wild.one(routes);
      const asked = wild.request(path, everything[i]?.method ?? wild.method(path));
      const { payload, ...rest } = asked;
      const answer = await app.inject({ ...rest, ...(payload !== undefined && { payload }) });
      expect(answer.statusCode, `${told(asked)} → ${answer.body.slice(0, 300)}`).toBeLessThan(500);
      statuses.add(answer.statusCode);
    }
    // It reached what lies behind the door too.
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404]));
    expect((await app.inject({ url: "/health", headers: { host: "localhost" } })).statusCode).toBe(200);
  },
  Math.max(30_000, ROUNDS * 100),
);

test(
  "live streams: whatever is asked, torn, left at once or kept, none answers 5xx and none stays open",
  async () => {
    const { app, get, post, pick, paths, wild } = await fuzzed();
    const streams = paths.filter((path) => ENDLESS.test(path));
    expect(streams).toHaveLength(2);
    const port = Number(new URL(await app.listen({ port: 0, host: "127.0.0.1" })).port);
    const open = async () => {
      const { body } = await app.inject("/metrics");
      return Number(/^petpulse_live_streams (\d+)$/m.exec(body)![1]);
    };
    const send = ({ method, url, headers, payload }: Wild): ClientRequest => {
      const sent = request({ port, host: "127.0.0.1", method, path: url, headers, agent: false });
      sent.end(payload);
      return sent;
    };
    const statuses = new Set<number>();
    const kept: ClientRequest[] = [];
    const close = async (sent: ClientRequest) => {
      if (sent.destroyed) return;
      const closed = come(sent, "close");
      sent.destroy();
      await closed;
    };
    for (let i = 0; i < ROUNDS / 2; i++) {
      const path = wild.one(streams);
      const asked = wild.request(path, wild.method(path));
      if (pick(3) === 0) asked.url = asked.url.split("?", 1)[0]!;
      if (pick(8) === 0) Object.assign(asked.headers, { connection: "Upgrade", upgrade: "websocket" });
      if (pick(10) === 0) {
        const torn = connect(port, "127.0.0.1");
        const text = `${asked.method} ${asked.url} HTTP/1.1\r\nhost: localhost\r\n\r\n`;
        torn.end(text.slice(0, pick(text.length + 1))).resume();
        const closed = come(torn, "close");
        torn.destroySoon();
        await closed;
        continue;
      }
      const sent = send(asked);
      if (pick(4) === 0) {
        await close(sent);
        continue;
      }
      const answer = await Promise.race([
        come<IncomingMessage>(sent, "response"),
        come<IncomingMessage>(sent, "close").then(() => null),
      ]);
      // A body over the limit may end the connection before its answer is read.
      if (answer === null) continue;
      const status = answer.statusCode!;
      statuses.add(status);
      const ended = come(answer.resume(), "close");
      expect(status, told(asked)).toBeLessThan(500);
      const flows = status === 200 && asked.method === "GET";
      if (!flows) await ended;
      else if (pick(3) > 0) kept.push(sent);
      else await close(sent);
      expect(await open()).toBeLessThanOrEqual(MOST_OF_ONE);
      if (kept.length > 0 && pick(12) === 0) await close(kept.splice(pick(kept.length), 1)[0]!);
      if (pick(10) === 0) expect((await post([frame(i + 1, i, live(80 + pick(40)))])).status).toBe(200);
    }
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404, 429]));
    expect((await get("/health")).status).toBe(200);

    for (const sent of kept) await close(sent);
    // The other side hears of it when the event loop gets there.
    for (let i = 0; i < 500 && (await open()) > 0; i++);
    expect(await open()).toBe(0);
  },
  Math.max(30_000, ROUNDS * 100),
);
