import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeBatch, decodeFrame, encodeFrame, idFromHex, petpulse } from "@petpulse/proto";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Clock } from "./clock.ts";
import { Courier } from "./courier.ts";
import { Spool } from "./spool.ts";
import { HttpUplink } from "./uplink/http.ts";

const DEVICE = "00c0ffee12345678";
const KEY = new Uint8Array(32).fill(1);

/** Waits are over at once, and remembered. */
let waits: number[];
const clock: Clock = {
  now: () => 5_000_000,
  later: (ms, run) => {
    waits.push(ms);
    const timer = setImmediate(run);
    return () => clearImmediate(timer);
  },
};

let dir: string;
let spool: Spool;
let server: Server;
let courier: Courier;
let stored: Map<number, number>;
let requests: number;
/** What the cloud does with the n-th request instead of answering truly; null: nothing. */
let misbehave: (n: number, response: ServerResponse, answer: Uint8Array) => boolean;

function answerFor(body: Buffer): Uint8Array {
  const batch = decodeBatch(body);
  const seqs = batch.frames.map((bytes) => decodeFrame(bytes).seq);
  let duplicates = 0;
  for (const seq of seqs) {
    if (stored.has(seq)) duplicates++;
    stored.set(seq, (stored.get(seq) ?? 0) + 1);
  }
  const answer = {
    version: 1,
    stored: [{ device: idFromHex(DEVICE), epoch: 1, seqs }],
    rejected: [],
    duplicates,
    gaps: batch.gaps.length,
  };
  return petpulse.v1.Acknowledgement.encode(answer).finish();
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "petpulse-courier-"));
  waits = [];
  stored = new Map();
  requests = 0;
  misbehave = () => false;
  server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const answer = answerFor(Buffer.concat(parts));
      if (!misbehave(++requests, response, answer)) response.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  spool = new Spool({ path: join(dir, "spool.db"), clock });
  const uplink = new HttpUplink(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "token");
  courier = new Courier({ spool, uplink, clock, log: pino({ level: "silent" }), random: () => 1 });
});

afterEach(async () => {
  await courier.stop();
  spool.close();
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

async function put(count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, (_, i) => {
      const frame = { device: DEVICE, epoch: 1, seq: i + 1, uptimeS: 0, utcS: null };
      const bytes = encodeFrame({ ...frame, content: { kind: "gap", fromSeq: 1, toSeq: 1, reason: 1 } }, KEY);
      return spool.append({ device: DEVICE, epoch: 1, seq: i + 1, bytes });
    }),
  );
}

const empty = () => expect.poll(() => spool.status().frames, { timeout: 10_000 }).toBe(0);
const all = (count: number) =>
  expect([...stored.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i + 1));

test("carries everything in batches and deletes what is acknowledged", async () => {
  await put(600);
  courier.start();
  await empty();
  all(600);
  expect(requests).toBe(3);
});

test("an answer lost after the commit means sending again, not losing", async () => {
  misbehave = (n, response) => {
    if (n > 2) return false;
    response.destroy();
    return true;
  };
  await put(10);
  courier.start();
  await empty();
  all(10);
  expect(stored.get(1)).toBe(3);
});

test("a cloud in trouble is asked again later and later, as it says", async () => {
  misbehave = (n, response) => {
    if (n > 4) return false;
    response.writeHead(503, n === 4 ? { "retry-after": "7" } : {}).end();
    return true;
  };
  await put(3);
  waits = [];
  courier.start();
  await empty();
  expect(waits.filter((ms) => ms >= 500 && ms < 20_000)).toEqual([500, 1000, 2000, 11_000]);
});

test("garbage for an answer deletes nothing", async () => {
  misbehave = (n, response) => {
    if (n > 1) return false;
    response.end("hello, I am a captive portal");
    return true;
  };
  await put(3);
  courier.start();
  await empty();
  expect(requests).toBe(2);
});

test("an answer about frames that were not sent deletes nothing else", async () => {
  await put(4);
  misbehave = (n, response) => {
    if (n > 1) return false;
    const lie = { version: 1, stored: [{ device: idFromHex(DEVICE), epoch: 9, seqs: [1, 2, 3, 4] }] };
    response.end(petpulse.v1.Acknowledgement.encode(lie).finish());
    return true;
  };
  courier.start();
  await empty();
  expect(stored.get(4)).toBe(2);
});

test("a frame refused for good goes to quarantine, the others on", async () => {
  await put(3);
  misbehave = (n, response) => {
    if (n > 1) return false;
    const answer = {
      version: 1,
      stored: [{ device: idFromHex(DEVICE), epoch: 1, seqs: [1, 3] }],
      rejected: [{ index: 1, reason: petpulse.v1.Rejection.REJECTION_TAG, retry: false }],
    };
    response.end(petpulse.v1.Acknowledgement.encode(answer).finish());
    return true;
  };
  courier.start();
  await empty();
  expect(spool.status().quarantined).toBe(1);
});

test("a hub the cloud does not know keeps its frames and asks seldom", async () => {
  misbehave = (n, response) => {
    if (n > 1) return false;
    response.writeHead(401).end();
    return true;
  };
  await put(2);
  waits = [];
  courier.start();
  await empty();
  expect(waits).toContain(60_000);
  all(2);
});
