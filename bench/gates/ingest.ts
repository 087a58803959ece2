import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "../figure.ts";
import { round } from "../ingest/batched.ts";
import { CloudProcess } from "../ingest/cloud.ts";
import { batchedFigures, growth, loadFigures } from "../ingest/figures.ts";
import { settle } from "../ingest/fleet.ts";
import { type Load, offer, quantile } from "../ingest/load.ts";
import { random } from "../ingest/random.ts";
import type { Measurement, Note } from "../measurement.ts";

/** Hubs that bring a backlog at once, each of as many collars as its spool is made for. */
const BATCHED = { hubs: 8, collarsEach: 4 };
/** The first makes the cloud compile what it runs often, and does not count. */
const ROUNDS = 6;
/** Ten times 10,000 pets with a frame a minute each. */
const RATE = 1670;
const PETS = 10_000;
const WARM_S = 6;
/** A round is so long, s. */
const ROUND_S = 20 / 3;
/** A load that lasts so long also says whether memory stands, s. */
const LONG_S = 600;

/** How long the load lasts, s: 20, or what PETPULSE_LOAD_S says, for the run of an hour, whose rounds are a hundredth of it. */
function loadSeconds(): number {
  const seconds = Number(process.env.PETPULSE_LOAD_S ?? 20);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 20;
}

async function batched(dir: string, note: Note): Promise<Figure[]> {
  note("backlogs of eight hubs into the cloud, and the same frames into SQLite alone");
  const fleet = await settle(dir, BATCHED);
  const cloud = await CloudProcess.start(dir);
  try {
    const rounds = [];
    for (let n = 0; n < ROUNDS; n++) rounds.push(await round(fleet, cloud, n));
    const counted = rounds.slice(1);
    for (const one of counted)
      note(
        `${Math.round(one.cloud)} frames/s, SQLite alone ${Math.round(one.raw)} frames/s, ${one.group} in a commit`,
      );
    return batchedFigures(counted);
  } finally {
    await cloud.stop();
  }
}

async function loaded(dir: string, note: Note): Promise<Figure[]> {
  const seconds = loadSeconds();
  note(`${RATE} frames/s from ${PETS} homes for ${seconds} s`);
  const { hubs } = await settle(dir, { hubs: PETS, collarsEach: 1 });
  const cloud = await CloudProcess.start(dir);
  const rss = async () => (await cloud.figures()).get("process_resident_memory_bytes") ?? Number.NaN;
  const chance = random(6);
  try {
    await offer(hubs, cloud.port, { rate: RATE, seconds: WARM_S, random: chance });
    const resident: number[] = [];
    const loads: Load[] = [];
    const roundS = Math.max(ROUND_S, seconds / 100);
    // The clock decides, not the count: a round lasts until its last answer.
    const end = performance.now() + (seconds - 1) * 1000;
    while (performance.now() < end) {
      const load = await offer(hubs, cloud.port, { rate: RATE, seconds: roundS, random: chance });
      resident.push(await rss());
      const [p50, p99] = [0.5, 0.99].map((p) => quantile(load.latenciesMs, p).toFixed(1));
      const mb = Math.round(resident.at(-1)! / 1e6);
      note(
        `${load.offered} offered, ${load.errors} errors, half within ${p50} ms, 99 % within ${p99} ms, ${mb} MB resident`,
      );
      loads.push(load);
    }
    return seconds < LONG_S
      ? loadFigures(loads, resident)
      : [...loadFigures(loads, resident), growth(resident)];
  } finally {
    await cloud.stop();
  }
}

/** Frames over HTTP into the cloud as it ships: a process of its own, its database on disk, every check on. */
export const ingest: Measurement = {
  figures: [
    "ingest.batchedRatio",
    "ingest.p99Ms",
    "ingest.errorPercent",
    "ingest.rssMb",
    ...(loadSeconds() < LONG_S ? [] : ["ingest.rssGrowthPercent"]),
  ],
  needs: [],
  async take(note) {
    const folder = mkdtempSync(join(tmpdir(), "petpulse-bench-"));
    try {
      return [
        ...(await batched(join(folder, "batched"), note)),
        ...(await loaded(join(folder, "load"), note)),
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
