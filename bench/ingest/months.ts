import { join } from "node:path";
import { encodeBatch, PROTOBUF_TYPE } from "@petpulse/proto";
import Database from "better-sqlite3";
import { CloudProcess } from "./cloud.ts";
import { Connection, request } from "./connection.ts";
import { type Collar, type Fleet, storedIn, T0 } from "./fleet.ts";
import { DAYS, monthOf } from "./month.ts";
import { random } from "./random.ts";

/** When the months end, Unix ms: a midnight (UTC). */
export const END_MS = (T0 + DAYS * 86_400) * 1000;
/** Minutes in a frame: as collars come, and the longest there is. */
const FRAME_MIN = { usual: 5, longest: 60 };
/** Frames in a body, so that it has no more than 16 KB of the usual ones. */
const BODY_FRAMES = 100;
/** Tables that hold what a collar brought. */
const COPIED = ["frames", "epochs", "hours", "gaps"];

/** The month of `collar` in frames of `minutes`, brought to the cloud as any hub would. */
async function bring(fleet: Fleet, port: number, collar: Collar, minutes: number): Promise<void> {
  const { token } = fleet.hubs[0]!;
  const connection = new Connection(port);
  const { frames, lost } = monthOf(collar, minutes, random(minutes));
  try {
    for (let at = 0; at < frames.length; at += BODY_FRAMES) {
      const some = frames.slice(at, at + BODY_FRAMES);
      const bytes = encodeBatch({ frames: some, gaps: at === 0 ? lost : [] });
      const answer = await connection.ask(request("/v1/frames", token, { type: PROTOBUF_TYPE, bytes }));
      if (storedIn(answer) !== some.length)
        throw new Error(`the cloud did not take the month of ${collar.device}`);
    }
  } finally {
    connection.close();
  }
}

/**
 * Gives every collar of the fleet's only hub a month. The first two get theirs over HTTP, one in frames of 5 minutes, one in frames of an hour; the
 * others get copies of these in SQL: `usual` of them of the first, the rest of the second, which is a twelfth of the rows for the same
 * animals. The copies' frames name another collar and their tags hold for that one only; reading looks at neither.
 */
export async function fillMonths(fleet: Fleet, usual: number): Promise<void> {
  const { collars } = fleet.hubs[0]!;
  const cloud = await CloudProcess.start(fleet.dir);
  try {
    await bring(fleet, cloud.port, collars[0]!, FRAME_MIN.usual);
    await bring(fleet, cloud.port, collars[1]!, FRAME_MIN.longest);
  } finally {
    await cloud.stop();
  }
  const db = new Database(join(fleet.dir, "cloud.sqlite"));
  // What is made here can be made again; what is measured is reading.
  db.pragma("synchronous = OFF");
  const rowOf = db.prepare("SELECT id FROM devices WHERE device = ?").pluck();
  const copies = COPIED.map((table) => {
    const columns = (db.pragma(`table_info(${table})`) as { name: string }[])
      .map(({ name }) => name)
      .filter((name) => name !== "id" && name !== "device");
    return db.prepare(
      `INSERT INTO ${table} (device, ${columns}) SELECT ?, ${columns} FROM ${table} WHERE device = ?`,
    );
  });
  const [first, second] = collars.map(({ device }) => rowOf.get(device));
  for (const [n, { device }] of collars.entries()) {
    if (n < 2) continue;
    const from = n <= usual ? first : second;
    db.transaction(() => {
      for (const copy of copies) copy.run(rowOf.get(device), from);
    })();
  }
  readByAlerts(fleet.dir, db);
  db.close();
}

/** Lets alerts take the copies for read: otherwise they look at a thousand months while queries are measured. */
function readByAlerts(dir: string, store: Database.Database): void {
  const last = store.prepare("SELECT id, received_ms FROM frames ORDER BY id DESC LIMIT 1").get();
  const alerts = new Database(join(dir, "alerts.sqlite"));
  alerts.prepare("UPDATE progress SET cursor = @id, received_ms = @received_ms").run(last);
  alerts.close();
}
