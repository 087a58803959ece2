import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { decodeAcknowledgement, encodeBatch, encodeFrame, PROTOBUF_TYPE } from "@petpulse/proto";
import Database from "better-sqlite3";
import { CloudProcess } from "./cloud.ts";
import { type Answer, request } from "./connection.ts";

/** A collar as the factory made it; `seq`: of its next frame. */
export interface Collar {
  device: string;
  key: Uint8Array;
  seq: number;
}

/** A hub and what it may carry. */
export interface Hub {
  hub: string;
  token: string;
  collars: Collar[];
}

/** Everybody a cloud is made to know, all of one tenant. */
export interface Fleet {
  /** The cloud's data folder. */
  dir: string;
  hubs: Hub[];
  /** May read all of it. */
  viewers: string[];
}

/** The tenant that every cloud has (cloud/migrations/0002-tenants.sql). */
const HOME = "0000000000000001";
/** Every collar's first frame starts there: a midnight (UTC) of the past. Unix s. */
export const T0 = 1_760_054_400;

/** What a token looks like, and what the cloud keeps of it (cloud/src/tokens.ts). */
function token(kind: "hub" | "viewer", id: string): { token: string; hash: Buffer } {
  const text = `petpulse-${kind}.${id}.${randomBytes(32).toString("base64url")}`;
  return { token: text, hash: createHash("sha256").update(text).digest() };
}

function id(prefix: number, n: number): string {
  return prefix.toString(16).padStart(8, "0") + n.toString(16).padStart(8, "0");
}

/**
 * Lets the cloud make its database in `dir` and writes `hubs` hubs with `collarsEach` collars and `viewers` readers into it: one
 * transaction, where the command line would need one each. Device keys are written bare; the cloud seals such keys when it starts.
 */
export async function settle(
  dir: string,
  { hubs, collarsEach, viewers = 0 }: { hubs: number; collarsEach: number; viewers?: number },
): Promise<Fleet> {
  await (await CloudProcess.start(dir)).stop();
  const db = new Database(join(dir, "cloud.sqlite"));
  const collar = db.prepare("INSERT INTO collars (device, made_ms) VALUES (?, 0)");
  const key = db.prepare("INSERT INTO device_keys (device, version, key, from_ms) VALUES (?, 1, ?, 0)");
  const pet = db.prepare(
    "INSERT INTO devices (device, name, species, added_ms, tenant) VALUES (?, ?, 'dog', 0, ?)",
  );
  const hub = db.prepare(
    "INSERT INTO hubs (hub, name, token_sha256, added_ms, tenant) VALUES (?, 'home', ?, 0, ?)",
  );
  const carries = db.prepare("INSERT INTO hub_devices (hub, device) VALUES (?, ?)");
  const viewer = db.prepare(
    "INSERT INTO viewers (viewer, tenant, role, name, token_sha256, added_ms) VALUES (?, ?, 'carer', 'dashboard', ?, 0)",
  );
  const fleet: Fleet = { dir, hubs: [], viewers: [] };
  db.transaction(() => {
    for (let h = 0; h < hubs; h++) {
      const made = token("hub", id(0xaa, h));
      const collars: Collar[] = [];
      hub.run(id(0xaa, h), made.hash, HOME);
      for (let c = h * collarsEach; c < (h + 1) * collarsEach; c++) {
        const bytes = randomBytes(32);
        const device = id(0x00c0ffee, c);
        collar.run(device);
        key.run(device, bytes);
        carries.run(id(0xaa, h), pet.run(device, `pet ${c}`, HOME).lastInsertRowid);
        collars.push({ device, key: bytes, seq: 1 });
      }
      fleet.hubs.push({ hub: id(0xaa, h), token: made.token, collars });
    }
    for (let v = 0; v < viewers; v++) {
      const made = token("viewer", id(0xbb, v));
      viewer.run(id(0xbb, v), HOME, made.hash);
      fleet.viewers.push(made.token);
    }
  })();
  db.close();
  return fleet;
}

/** Minutes of an animal that sleeps, plays and eats, the same for the same instant; `minute`: since T0. */
function columns(minute: number, count: number) {
  const of = (value: (m: number) => number) => Array.from({ length: count }, (_, i) => value(minute + i));
  const lively = (m: number) => (m % 360 < 60 ? (m % 7) + 1 : 0);
  return {
    heartRate: of((m) => 780 + 90 * lively(m) + ((m * 37) % 41)),
    confidence: of((m) => 88 - 6 * lively(m) + (m % 5)),
    rmssd: of((m) => 48 + ((m * 13) % 17)),
    breaths: of((m) => 190 + 20 * lively(m) + (m % 9)),
    activity: of((m) => (lively(m) > 4 ? 3 : lively(m) > 0 ? 2 : 1)),
    intensity: of((m) => 4 + 11 * lively(m) + (m % 3)),
    steps: of((m) => 17 * lively(m)),
    // Who moves at all does not rest, and a healthy animal raises no alerts.
    restShare: of((m) => (lively(m) > 0 ? 60 - 7 * lively(m) : 100)),
    scratches: of((m) => (m % 97 === 0 ? 2 : 0)),
    shakes: of((m) => (m % 151 === 0 ? 1 : 0)),
    temperature: of((m) => 3420 + (m % 23)),
    battery: of((m) => 100 - Math.floor(((m % 43_200) * 90) / 43_200)),
    anomaly: of((m) => m % 4),
    flags: of(() => 0),
  };
}

/** The collar's next frame: `count` minutes, all columns measured. */
export function nextFrame(collar: Collar, count = 1): Uint8Array {
  const seq = collar.seq++;
  const minute = (seq - 1) * count;
  const content = { kind: "minutes" as const, count, columns: columns(minute, count) };
  const uptimeS = minute * 60;
  return encodeFrame(
    { device: collar.device, epoch: 1, seq, uptimeS, utcS: T0 + uptimeS, content },
    collar.key,
  );
}

/** The request with which `hub` brings these frames. */
export function delivery(hub: Hub, frames: Uint8Array[]): Buffer {
  return request("/v1/frames", hub.token, { type: PROTOBUF_TYPE, bytes: encodeBatch({ frames, gaps: [] }) });
}

/** How many frames an answer says are stored. */
export function storedIn({ status, body }: Answer): number {
  if (status !== 200) return 0;
  return decodeAcknowledgement(body).stored.reduce((sum, { seqs }) => sum + (seqs?.length ?? 0), 0);
}
