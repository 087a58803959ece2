import { join } from "node:path";
import type { CloudProcess } from "./cloud.ts";
import { type Answer, Connection } from "./connection.ts";
import { delivery, type Fleet, nextFrame, storedIn } from "./fleet.ts";
import { type Blob, rawRate } from "./raw.ts";

/** Frames of five minutes, as collars make them unless told otherwise, in a body, so that it has 16 KB. */
const BODY_FRAMES = 108;
/** Bodies a hub brings in a round, one after the other. */
const BODIES = 40;
/** How long the cloud may take to be done with a round's alerts, ms. */
const QUIET_MS = 120_000;

/** What a round found, frames a second. */
export interface Round {
  cloud: number;
  raw: number;
  /** Frames in a commit: of the cloud on average, of SQLite alone in each. */
  group: number;
}

/** Not every frame was acknowledged: the rate is worth nothing. */
export class UnacknowledgedError extends Error {
  readonly code = "bench.unacknowledged";
  readonly hint = "the cloud's log says what it refused: npx petpulse cloud serve --data DIR";

  constructor(message: string) {
    super(message);
    this.name = "UnacknowledgedError";
  }
}

/**
 * Every hub of the fleet brings a backlog over a connection of its own, as fast as the cloud takes it; then SQLite alone takes the same
 * frames, as many in a commit as the cloud had. Throws UnacknowledgedError.
 */
export async function round(fleet: Fleet, cloud: CloudProcess, n: number): Promise<Round> {
  const blobs: Blob[] = [];
  const backlogs = fleet.hubs.map((hub) =>
    Array.from({ length: BODIES }, () => {
      const frames = Array.from({ length: BODY_FRAMES }, (_, i) => {
        const collar = hub.collars[i % hub.collars.length]!;
        const blob = { device: collar.device, seq: collar.seq, bytes: nextFrame(collar, 5) };
        blobs.push(blob);
        return blob.bytes;
      });
      return delivery(hub, frames);
    }),
  );
  const connections = fleet.hubs.map(() => new Connection(cloud.port));
  const answers: Answer[] = [];
  const commits = async () => (await cloud.figures()).get("petpulse_store_commits_total") ?? Number.NaN;
  const before = await commits();
  const begin = performance.now();
  await Promise.all(
    connections.map(async (connection, i) => {
      for (const body of backlogs[i]!) answers.push(await connection.ask(body));
    }),
  );
  const spent = performance.now() - begin;
  for (const connection of connections) connection.close();
  const stored = answers.reduce((sum, answer) => sum + storedIn(answer), 0);
  if (stored !== blobs.length)
    throw new UnacknowledgedError(`${stored} of ${blobs.length} frames were acknowledged`);
  const group = Math.round(blobs.length / ((await commits()) - before));
  await quiet(cloud);
  const raw = rawRate(join(fleet.dir, `raw-${n}.sqlite`), blobs, group);
  return { cloud: (blobs.length / spent) * 1000, raw, group };
}

/** Waits until nothing the cloud does slows what is measured next. */
async function quiet(cloud: CloudProcess): Promise<void> {
  const until = performance.now() + QUIET_MS;
  while ((await cloud.figures()).get("petpulse_alerts_unseen_frames") !== 0) {
    if (performance.now() > until) throw new UnacknowledgedError("alerts are not done with the frames");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
