import { Random } from "../dog/random.ts";
import type { Part, Way } from "../process/household.ts";

/** What goes wrong beside the killing. */
export type Trouble =
  | { kind: "none" }
  /** Half a write is left behind: on the collar's flash, or at the end of a database's journal. */
  | { kind: "torn-write"; bytes: number; write: number }
  /** Nothing passes between the hub and this collar for a while. */
  | { kind: "link-loss"; collar: Part }
  /** A share of the radio's packets is lost. */
  | { kind: "noise"; share: number }
  | { kind: "adapter-loss" }
  /** The hub's disk takes no more while the cloud is away. */
  | { kind: "disk-full" }
  /** The hub is away until the smallest flash has overflowed: frames are lost, and have to be named. */
  | { kind: "long-outage" }
  /** Requests are doubled, delayed, reordered, their answers lost. */
  | { kind: "meddling" }
  | { kind: "clock-jump"; part: "gateway" | "cloud"; ms: number };

/** One cycle: who is killed without warning, when, what else goes wrong, and whether the next blow waits for the recovery. */
export interface Cycle {
  /** The blow falls so long after what was waited for, ms: amid starts, answers and plain work alike. */
  afterMs: number;
  kill: readonly Part[];
  trouble: Trouble;
  recovers: boolean;
}

/** One household's life under blows. */
export interface Schedule {
  seed: number;
  way: Way;
  cycles: readonly Cycle[];
}

/** Cycles on one household, before a fresh one takes its place. */
const CYCLES_PER_SCHEDULE = 10;
const WAYS: readonly Way[] = ["http", "broker", "mqtt"];
/** Share of cycles after which the next blow falls without waiting. */
const HASTE = 0.25;
/** Long enough for a part to start, connect and carry something, ms. */
const MOST_AFTER_MS = 1500;
const DAY_MS = 86_400_000;

/** `cycles` cycles for households of `collars`, every choice by the seed. */
export function plan(seed: number, cycles: number, collars: readonly Part[]): Schedule[] {
  const schedules: Schedule[] = [];
  for (let from = 0; from < cycles; from += CYCLES_PER_SCHEDULE) {
    const number = schedules.length;
    const random = new Random(seed, `schedule ${number}`);
    const way = WAYS[number % WAYS.length]!;
    const count = Math.min(CYCLES_PER_SCHEDULE, cycles - from);
    schedules.push({
      seed: seed + number,
      way,
      cycles: Array.from({ length: count }, () => cycle(random, way, collars)),
    });
  }
  return schedules;
}

function cycle(random: Random, way: Way, collars: readonly Part[]): Cycle {
  const collar = pick(random, collars);
  const parts: Part[] = [collar, "gateway", "cloud", ...(way === "broker" ? (["broker"] as const) : [])];
  const first = pick(random, parts);
  const second = pick(random, parts);
  // Every fifth time two at once.
  const kill = first !== second && random.next() < 0.2 ? [first, second] : [first];
  return {
    afterMs: Math.floor(random.between(0, MOST_AFTER_MS)),
    kill,
    trouble: trouble(random, way, collar, kill),
    recovers: random.next() >= HASTE,
  };
}

function trouble(random: Random, way: Way, collar: Part, kill: readonly Part[]): Trouble {
  const draw = random.next();
  if (draw < 0.3) return { kind: "none" };
  if (draw < 0.5) {
    return {
      kind: "torn-write",
      bytes: Math.floor(random.between(1, 6000)),
      write: Math.floor(random.between(3, 60)),
    };
  }
  if (draw < 0.6) return { kind: "link-loss", collar };
  if (draw < 0.65) return { kind: "noise", share: random.between(0.05, 0.4) };
  if (draw < 0.75 && !kill.includes("gateway")) return { kind: "adapter-loss" };
  if (draw < 0.8) return { kind: "disk-full" };
  if (draw < 0.84) return { kind: "long-outage" };
  if (draw < 0.92 && way === "http") return { kind: "meddling" };
  const part = random.next() < 0.5 ? "gateway" : "cloud";
  return { kind: "clock-jump", part, ms: random.between(-3 * DAY_MS, 3 * DAY_MS) };
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random.next() * list.length)]!;
}
