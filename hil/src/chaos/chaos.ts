import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Household, type Part } from "../process/household.ts";
import { type Ledger, ledger, storedRows } from "../process/ledger.ts";
import { strike } from "./blows.ts";
import { Meddler } from "./meddler.ts";
import { plan, type Schedule } from "./plan.ts";

/** Two collars; the second with so little flash that a long outage overflows it and has to be named. */
const COLLARS: readonly Part[] = ["collar", "collar-2"];
const PAGES = [64, 4];
/** Simulated seconds per second. */
const SPEED = 25;
/** Share of messages that the broker between forgets, doubles and delays, each; a hub waits 10 s for one that was forgotten. */
const BROKER_TROUBLE = 0.02;
/** How often it is looked whether something has come about, and the files of all for that, ms. */
const LOOK_MS = 50;
const AUDIT_MS = 500;
/** A household that has not recovered by then never will, on however busy a machine, ms. */
const PATIENCE_MS = 300_000;

/** What a run has shown. The first six are the contract of `--json`. */
export interface ChaosReport {
  cycles: number;
  framesMade: number;
  acknowledged: number;
  /** Acknowledged to a collar and nowhere to be found, or made and gone without a gap record: must be 0. */
  lost: number;
  /** Rows beyond the first of one frame: must be 0. */
  duplicates: number;
  /** Missing ranges without a gap record: must be 0. */
  unnamedGaps: number;
  /** Stored without a good tag: must be 0. */
  forged: number;
  /** Frames gone from a collar's full ring, and named by it. */
  named: number;
  /** Schedules after which something did not come back: must be 0. */
  stuck: number;
  seed: number;
}

export interface ChaosOptions {
  cycles: number;
  seed: number;
  /** Households that live at the same time. */
  parallel: number;
  /** Told what is going on, a line at a time. */
  say: (line: string) => void;
}

/** Strikes households of real processes by a seeded plan, and counts after each what is where. */
export async function chaos({ cycles, seed, parallel, say }: ChaosOptions): Promise<ChaosReport> {
  const report: ChaosReport = {
    cycles: 0,
    framesMade: 0,
    acknowledged: 0,
    lost: 0,
    duplicates: 0,
    unnamedGaps: 0,
    forged: 0,
    named: 0,
    stuck: 0,
    seed,
  };
  const schedules = plan(seed, cycles, COLLARS);
  const waiting = [...schedules.entries()];
  const households = Array.from({ length: parallel }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [i, schedule] = next;
      const where = `schedule ${i + 1}/${schedules.length}, ${schedule.way}, seed ${schedule.seed}`;
      enter(report, schedule, await live(schedule, (line) => say(`${where}: ${line}`)));
    }
  });
  // None is left to live on its own when another has failed.
  for (const end of await Promise.allSettled(households)) if (end.status === "rejected") throw end.reason;
  return report;
}

function enter(report: ChaosReport, schedule: Schedule, { book, stuck }: Life): void {
  report.cycles += schedule.cycles.length;
  report.framesMade += book.made;
  report.acknowledged += book.acknowledged;
  report.lost += book.missing.length;
  report.duplicates += book.twice.length;
  report.unnamedGaps += book.unnamed;
  report.forged += book.forged.length;
  report.named += book.named;
  if (stuck) report.stuck++;
}

/** Whether nothing in it must not be. */
export function clean(report: ChaosReport): boolean {
  const { lost, duplicates, unnamedGaps, forged, stuck } = report;
  return lost + duplicates + unnamedGaps + forged + stuck === 0;
}

/** What one household's life has come to. */
interface Life {
  book: Ledger;
  stuck: boolean;
}

async function live(schedule: Schedule, say: (line: string) => void): Promise<Life> {
  const dir = mkdtempSync(join(tmpdir(), "petpulse-chaos-"));
  let meddler: Meddler | null = null;
  const home = new Household(dir, schedule.seed, SPEED, {
    collars: COLLARS.length,
    pages: PAGES,
    way: schedule.way,
    trouble: BROKER_TROUBLE,
    between: async (port) => {
      meddler = new Meddler(port, schedule.seed);
      return meddler.start();
    },
  });
  try {
    await home.start();
    let stuck = !(await recovered(home));
    for (const [n, cycle] of schedule.cycles.entries()) {
      say(`${n + 1}/${schedule.cycles.length} kill ${cycle.kill.join("+")}, ${cycle.trouble.kind}`);
      await new Promise((resolve) => setTimeout(resolve, cycle.afterMs));
      await strike(home, cycle, meddler, until);
      if (cycle.recovers && !(await recovered(home))) {
        say(`not recovered after ${JSON.stringify(cycle)}; codes ${[...home.codes].join(" ")}`);
        for (const part of home.parts) for (const line of home.lastWords(part)) say(`${part}: ${line}`);
        stuck = true;
      }
      sound(home, say);
    }
    for (const part of ["gateway", "cloud"] as const) home.setClock(part, 0);
    if (!(await drained(home))) {
      say("not drained");
      stuck = true;
    }
    // The end comes for all at once, in mid-flight.
    await Promise.all(home.parts.map((part) => home.kill(part)));
    const book = ledger(home);
    const wrong = [...book.missing, ...book.twice, ...book.forged].slice(0, 10);
    if (wrong.length > 0) say(`WRONG: ${wrong.join(", ")}`);
    say(
      `made ${book.made}, stored ${book.stored}, waiting ${book.spooled + book.logged}, named ${book.named}`,
    );
    return { book, stuck };
  } finally {
    await home.stop();
    await (meddler as Meddler | null)?.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** An audit in mid-life: what is wrong now is told at once, with the cycle that did it. */
function sound(home: Household, say: (line: string) => void): void {
  const { missing, twice, forged } = ledger(home);
  if (missing.length + twice.length + forged.length > 0)
    say(`WRONG: missing ${missing.length}, twice ${twice.length}, forged ${forged.length}`);
}

/** Every collar has made a frame since now and heard that a hub has it, and after that the store has grown. */
async function recovered(home: Household): Promise<boolean> {
  const unmade = home.collars.map((collar) => home.said(collar)?.nextSeq ?? 1);
  const acknowledged = () =>
    home.collars.every((collar, i) => (home.said(collar)?.ackedSeq ?? 0) >= unmade[i]!);
  if (!(await until(acknowledged))) return false;
  const rows = storedRows(home);
  return until(() => storedRows(home) > rows);
}

/** Everything that the collars have made by now is in the store or named. */
async function drained(home: Household): Promise<boolean> {
  const { made } = ledger(home);
  return until(
    () => {
      const { stored, named } = ledger(home);
      return stored + named >= made;
    },
    PATIENCE_MS,
    AUDIT_MS,
  );
}

const until = async (holds: () => boolean, patienceMs = PATIENCE_MS, lookMs = LOOK_MS) => {
  const since = performance.now();
  while (!holds()) {
    if (performance.now() - since > patienceMs) return false;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  return true;
};
