import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Batch,
  decodeAcknowledgement,
  decodeFrame,
  encodeBatch,
  encodeFrame,
  type FrameContent,
  PROTOBUF_TYPE,
} from "@petpulse/proto";
import Database from "better-sqlite3";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import type { Access } from "./access.ts";
import { type AppParts, buildApp } from "./app.ts";
import { Directory } from "./directory.ts";
import { plainKeys } from "./keys.ts";
import { HOME } from "./people.ts";
import type { Limits } from "./rates.ts";
import { migrate } from "./store/migrate.ts";
import { type SqliteOptions, SqliteStore } from "./store/sqlite.ts";
import type { Delivery, Store } from "./store.ts";
import { makeToken } from "./tokens.ts";

export const REX = "00c0ffee12345678";
export const TOM = "00c0ffee00000002";
/** A midnight (UTC), so also the start of an hour. Unix s. */
export const T0 = 1_790_035_200;
/** Signs the sessions of every testbed. */
export const SECRET = new Uint8Array(32).fill(9);
/** Tests call as fast as they can, from one address. */
export const UNLIMITED: Limits = { read: 1e9, write: 1e9, "sign-in": 1e9, claim: 1e9, failed: 1e9 };
export const silent = pino({ level: "silent" });

/** A 32-byte key, another for each number. */
export function keyOf(n: number): Uint8Array {
  return new Uint8Array(32).map((_, i) => i * 7 + n);
}
export const REX_KEY = keyOf(1);
export const TOM_KEY = keyOf(2);

/** Takes what has to be undone; the default does it when the running test is over. */
type AtEnd = (undo: () => unknown) => void;
const afterTest: AtEnd = (undo) => onTestFinished(async () => void (await undo()));

/** A folder of its own, gone at the end. */
export function scratch(atEnd: AtEnd = afterTest): string {
  const dir = mkdtempSync(join(tmpdir(), "petpulse-cloud-"));
  atEnd(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A database in memory with the schema of `migrations`, closed at the test's end: for stories by the hundred, that need no disk. */
export function memoryDatabase(migrations: string): Database.Database {
  const db = new Database(":memory:");
  db.pragma("foreign_keys = ON");
  migrate(db, "memory", migrations);
  onTestFinished(() => void db.close());
  return db;
}

/** A started store, stopped at the end; in a folder of its own unless one is given. */
export async function openStore(
  options: Partial<SqliteOptions> = {},
  atEnd: AtEnd = afterTest,
): Promise<SqliteStore> {
  const store = new SqliteStore({ dir: options.dir ?? scratch(atEnd), keys: plainKeys, ...options });
  await store.start();
  atEnd(() => store.stop());
  return store;
}

/** A store that knows Rex, and a hub that may carry him. */
export async function addRex(store: Store): Promise<void> {
  await store.addDevice({ device: REX, key: REX_KEY, tenant: HOME, name: "Rex", species: "dog" }, T0 * 1000);
}

/** A frame of Rex's. `at`: seconds after T0, null before the time was set; `uptimeS` as `at` unless given. */
export function frame(
  seq: number,
  at: number | null,
  content: FrameContent,
  { device = REX, key = REX_KEY, epoch = 1, uptimeS = at ?? 0 } = {},
): Uint8Array {
  return encodeFrame({ device, epoch, seq, uptimeS, utcS: at === null ? null : T0 + at, content }, key);
}

/** Minutes with these heart rates in bpm; null: the collar abstains. */
export function minutes(...heart: (number | null)[]): FrameContent {
  return {
    kind: "minutes",
    count: heart.length,
    columns: {
      heartRate: heart.map((bpm) => (bpm ?? 0) * 10),
      confidence: heart.map((bpm) => (bpm === null ? 0 : 80)),
      steps: heart.map((_, i) => i + 1),
      battery: heart.map((_, i) => 90 - i),
      flags: heart.map((bpm) => (bpm === null ? 2 : 0)),
    },
  };
}

/** Live estimates, one a second, at these heart rates in bpm. */
export function live(...heart: number[]): FrameContent {
  return {
    kind: "live",
    count: heart.length,
    stepS: 1,
    columns: { heartRate: heart.map((bpm) => bpm * 10), confidence: heart.map(() => 75) },
  };
}

export function gap(fromSeq: number, toSeq: number, reason = 1): FrameContent {
  return { kind: "gap", fromSeq, toSeq, reason };
}

/** A delivery of these frames, received a minute after `at` seconds past T0. */
export function delivery(frames: Uint8Array[], more: Partial<Delivery> = {}): Delivery {
  return {
    hub: "aa00000000000001",
    receivedMs: (T0 + 86_400) * 1000,
    frames: frames.map((bytes) => ({ frame: decodeFrame(bytes), bytes })),
    gaps: [],
    refused: [],
    ...more,
  };
}

export interface Testbed {
  app: FastifyInstance;
  store: SqliteStore;
  /** Set it to move the cloud's clock, Unix ms. */
  clock: { now: number };
  /** May carry Rex, not Tom. */
  hub: { hub: string; token: string };
  viewer: { token: string };
  /** Sends a batch as that hub; `ack` is null unless the answer was 200. */
  post(frames: Uint8Array[], gaps?: Batch["gaps"]): ReturnType<typeof postBatch>;
  get(path: string): Promise<{ status: number; body: unknown }>;
}

/** Sends bytes to /v1/frames. */
export async function postBatch(app: FastifyInstance, token: string, payload: Uint8Array) {
  const answer = await app.inject({
    method: "POST",
    url: "/v1/frames",
    headers: { authorization: `Bearer ${token}`, "content-type": PROTOBUF_TYPE },
    payload: Buffer.from(payload),
  });
  const ok = answer.statusCode === 200;
  return {
    status: answer.statusCode,
    headers: answer.headers,
    ack: ok ? decodeAcknowledgement(answer.rawPayload) : null,
    error: ok ? null : (answer.json() as { error: { code: string; message: string; hint: string } }).error,
  };
}

/** A whole cloud but for the socket, an hour after T0, with Rex and Tom; the hub may carry Rex only. */
export async function openTestbed(
  options: {
    access?: Access;
    store?: Partial<SqliteOptions>;
    /** Further parts of the app. */
    more?: (store: Store, clock: () => number) => Promise<Partial<AppParts>>;
  } = {},
  atEnd: AtEnd = afterTest,
): Promise<Testbed> {
  const store = await openStore(options.store, atEnd);
  const clock = { now: (T0 + 3600) * 1000 };
  await addRex(store);
  await store.addDevice({ device: TOM, key: TOM_KEY, tenant: HOME, name: "Tom", species: "cat" }, clock.now);
  const hub = makeToken("hub");
  await store.addHub(
    { hub: hub.id, tenant: HOME, name: "kitchen", tokenHash: hub.hash, devices: [REX] },
    clock.now,
  );
  const viewer = makeToken("viewer");
  await store.addViewer(
    { viewer: viewer.id, tenant: HOME, role: "carer", name: "Ann", tokenHash: viewer.hash },
    clock.now,
  );
  const now = () => clock.now;
  const app = buildApp({
    store,
    directory: new Directory(store, now),
    access: options.access ?? { mode: "loopback" },
    secret: SECRET,
    limits: UNLIMITED,
    clock: now,
    log: silent,
    ...(await options.more?.(store, now)),
  });
  atEnd(() => app.close());
  return {
    app,
    store,
    clock,
    hub: { hub: hub.id, token: hub.token },
    viewer: { token: viewer.token },
    post: (frames, gaps = []) => postBatch(app, hub.token, encodeBatch({ frames, gaps })),
    async get(path) {
      const answer = await app.inject({ url: path, headers: { host: "localhost:8080" } });
      return { status: answer.statusCode, body: answer.json() };
    },
  };
}

/** One testbed for all tests of a describe block. */
export function sharedTestbed(options: { access?: Access } = {}): { readonly bed: Testbed } {
  const undo: (() => unknown)[] = [];
  let bed: Testbed | null = null;
  beforeAll(async () => {
    bed = await openTestbed(options, (one) => undo.unshift(one));
  });
  afterAll(async () => {
    for (const one of undo) await one();
  });
  return {
    get bed() {
      return bed!;
    },
  };
}

/** Small seeded generator (Lehmer, Park and Miller 1988): whole numbers below `n`. */
export function random(seed: number): (n: number) => number {
  let state = (seed % 2147483646) + 1;
  return (n) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
}
