import { basename } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";
import type { Delivery, Device, Hub, Span, Viewer } from "../store.ts";
import { storeFailure } from "./failure.ts";
import { GroupCommit } from "./group-commit.ts";
import { Losses } from "./losses.ts";
import { openForReading, openForWriting } from "./open.ts";
import { People } from "./people.ts";
import { Reader } from "./reader.ts";
import type { Call, Failure, Operations, Reply, ThreadData } from "./thread.ts";
import { Writer } from "./writer.ts";

const { role, file, quotaBytes } = workerData as ThreadData;
/** The file without its folder: what fails after opening may be read by people who do not run the cloud. */
const name = basename(file);

/** What the writing thread does. */
function writing(db: Database.Database) {
  const writer = new Writer(db);
  const people = new People(db);
  let failed: unknown = null;
  const group = new GroupCommit((deliveries) => {
    try {
      const delivered = writer.commit(deliveries);
      failed = null;
      return delivered;
    } catch (error) {
      failed = storeFailure(error, name);
      throw failed;
    }
  });
  return {
    deliver: (delivery: Delivery) => group.take(delivery),
    addDevice: (device: Device, addedMs: number) => people.addDevice(device, addedMs),
    addHub: (hub: Hub, addedMs: number) => people.addHub(hub, addedMs),
    addViewer: (viewer: Viewer, addedMs: number) => people.addViewer(viewer, addedMs),
    grant: (hub: string, device: string) => people.grant(hub, device),
    revoke: (hub: string, device: string) => people.revoke(hub, device),
    register: (version: string | null) => people.register(version),
    check: () => {
      if (failed !== null) throw failed;
    },
    close: () => {
      group.flush();
      db.close();
    },
  };
}

/** What the reading thread does. */
function reading(db: Database.Database) {
  const reader = new Reader(db);
  const losses = new Losses(db);
  return {
    devices: (nowMs: number, after: string | null, limit: number) => reader.devices(nowMs, after, limit),
    device: (nowMs: number, device: string) => reader.device(nowMs, device),
    estimates: (device: string, span: Span, limit: number) => reader.estimates(device, span, limit),
    minutes: (device: string, span: Span, stepS: number) => reader.minutes(device, span, stepS),
    hours: (device: string, span: Span, stepS: number) => reader.hours(device, span, stepS),
    gaps: (device: string, span: Span, limit: number) => losses.within(reader.row(device), span, limit),
    events: (device: string, span: Span, limit: number) => reader.events(device, span, limit),
    frames: (device: string, after: number, limit: number) => reader.frames(device, after, limit),
    unplaced: (device: string) => reader.unplaced(device),
    quarantine: (limit: number) => reader.quarantine(limit),
    close: () => db.close(),
  };
}

export type Writing = ReturnType<typeof writing>;
export type Reading = ReturnType<typeof reading>;

let operations: Operations = {
  open: () => {
    operations =
      role === "writer" ? writing(openForWriting(file, quotaBytes)) : reading(openForReading(file));
  },
};

function failureOf(error: unknown): Failure {
  const meant = storeFailure(error, name);
  if (meant instanceof CloudError) return meant.toJSON();
  return {
    code: null,
    message: meant instanceof Error ? (meant.stack ?? meant.message) : String(meant),
    hint: "",
  };
}

parentPort!.on("message", async ({ id, operation, parameters }: Call) => {
  let reply: Reply;
  try {
    reply = { id, value: await operations[operation]!(...(parameters as never[])) };
  } catch (error) {
    reply = { id, failure: failureOf(error) };
  }
  parentPort!.postMessage(reply);
  if (operation === "close") parentPort!.close();
});
