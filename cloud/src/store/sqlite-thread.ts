import { basename } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";
import type { Span } from "../store.ts";
import { accounts } from "./accounts.ts";
import { Changes } from "./change.ts";
import { collars } from "./collars.ts";
import { storeFailure } from "./failure.ts";
import { GroupCommit } from "./group-commit.ts";
import { hubs } from "./hubs.ts";
import { Losses } from "./losses.ts";
import { openForReading, openForWriting } from "./open.ts";
import type { Parcel, Receipt } from "./parcel.ts";
import { Reader, type Whose } from "./reader.ts";
import { readRegister } from "./register.ts";
import type { Call, Failure, Operations, Reply, ThreadData } from "./thread.ts";
import { Writer } from "./writer.ts";

const { role, file, quotaBytes } = workerData as ThreadData;
/** The file without its folder: what fails after opening may be read by people who do not run the cloud. */
const name = basename(file);

/** What the writing thread does. */
function writing(db: Database.Database) {
  const writer = new Writer(db);
  const changes = new Changes(db);
  let failed: unknown = null;
  const group = new GroupCommit<Parcel, Receipt>((parcels) => {
    try {
      const receipts = writer.commit(parcels);
      failed = null;
      return receipts;
    } catch (error) {
      failed = storeFailure(error, name);
      throw failed;
    }
  });
  return {
    deliver: (parcel: Parcel) => group.take(parcel),
    ...accounts(db, changes.change),
    ...collars(db, changes.change),
    ...hubs(db, changes.change),
    register: (version: string | null) => {
      const now = changes.version();
      return now === version ? null : readRegister(db, now);
    },
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
    devices: (whose: Whose, nowMs: number, after: string | null, limit: number) =>
      reader.devices(whose, nowMs, after, limit),
    device: (whose: Whose, nowMs: number, device: string) => reader.device(whose, nowMs, device),
    estimates: (whose: Whose, device: string, span: Span, limit: number) =>
      reader.estimates(whose, device, span, limit),
    minutes: (whose: Whose, device: string, span: Span, stepS: number) =>
      reader.minutes(whose, device, span, stepS),
    hours: (whose: Whose, device: string, span: Span, stepS: number) =>
      reader.hours(whose, device, span, stepS),
    gaps: (whose: Whose, device: string, span: Span, limit: number) =>
      losses.within(reader.row(whose, device), span, limit),
    events: (whose: Whose, device: string, span: Span, limit: number) =>
      reader.events(whose, device, span, limit),
    frames: (whose: Whose, device: string, after: number, limit: number) =>
      reader.frames(whose, device, after, limit),
    unplaced: (whose: Whose, device: string) => reader.unplaced(whose, device),
    quarantine: (whose: Whose, limit: number) => reader.quarantine(whose, limit),
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
