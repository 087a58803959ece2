import { decodeFrame, type Frame } from "@petpulse/proto";
import type Database from "better-sqlite3";
import type { Store } from "../store.ts";
import { type Hop, type Ingest, ingestDown, missing } from "./absence.ts";
import type { Baseline } from "./baseline.ts";
import { Baselines } from "./baselines.ts";
import type { Book, Heard, Step } from "./book.ts";
import type { Evidence } from "./episode.ts";
import { evidenceOf } from "./evidence.ts";
import type { Cursor, FedFrame, FedPet, Feed } from "./feed.ts";
import { EVERY_S, type Profiles } from "./profiles.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Frames taken in at once; between two such steps others get their turn. */
const STEP_FRAMES = 1024;
/** Frames without a place in time looked at again in one step. */
const STEP_UNPLACED = 256;
/** Frames without a place that are remembered; the oldest are given up first. */
const MAX_UNPLACED = 100_000;
/** Between two looks for what is too old to keep, ms. */
const PRUNE_MS = 3_600_000;

export interface WatchParts {
  /** As migrations/ makes it; the book's. */
  db: Database.Database;
  book: Book;
  feed: Feed;
  store: Store;
  profiles: Profiles;
}

/** A frame that stands in time, read. */
interface Read {
  pet: FedPet;
  startMs: number;
  frame: Frame;
}

const HOPS: Record<Hop, string> = {
  cloud: "the cloud takes no data",
  hub: "no hub that may carry the collar has been in contact",
  charging: "the collar is charging",
  "collar-off": "the collar is off",
  battery: "the collar's battery is empty",
  "out-of-range": "the collar is out of reach of its hubs",
};

/** Reads what the store commits, makes evidence of it, and notices what does not come. Driven from outside: it has no clock. */
export class Watch {
  readonly #parts: WatchParts;
  readonly #hubsMs = new Map<string, number>();
  readonly #baselines: Baselines;
  #upMs = 0;
  #cursor: Cursor;
  #unplacedAfter = 0;
  #prunedMs = Number.NEGATIVE_INFINITY;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#baselines = new Baselines(parts.db, parts.store);
    const row = parts.db.prepare("SELECT cursor AS id, received_ms AS receivedMs FROM progress").get();
    this.#cursor = row as Cursor;
  }

  /** The cloud listens from now on, Unix ms. What it missed while it was down becomes an episode of its own. */
  up(nowMs: number): void {
    this.#upMs = nowMs;
    const aliveMs = Number(this.#parts.db.prepare("SELECT alive_ms FROM progress").pluck().get());
    if (aliveMs > 0 && nowMs - aliveMs > 2 * EVERY_S * 1000)
      this.#ingestDown(aliveMs, nowMs, "it was not running");
  }

  /** A hub that proved who it is has been in contact. */
  hubSeen(hub: string, nowMs: number): void {
    this.#hubsMs.set(hub, nowMs);
  }

  /** Id of the last frame read. */
  get cursor(): number {
    return this.#cursor.id;
  }

  /** Takes in the next frames; true when there may be more. Throws CloudError store.*. */
  async read(nowMs: number): Promise<boolean> {
    const { db, feed, book } = this.#parts;
    feed.refresh(nowMs);
    const rows = feed.after(this.#cursor, STEP_FRAMES);
    const again = db
      .prepare("SELECT frame FROM unplaced WHERE frame > ? ORDER BY frame LIMIT ?")
      .pluck()
      .all(this.#unplacedAfter, STEP_UNPLACED) as number[];
    this.#unplacedAfter = again.length === STEP_UNPLACED ? again.at(-1)! : 0;
    const found = feed.placed(again);
    if (rows.length === 0 && found.length === 0) return false;

    const unplaced = rows.filter(({ startMs }) => startMs === null).map(({ id }) => id);
    const step = await this.#stepOf([...rows, ...found]);
    const last = rows.at(-1);
    const cursor = last ? { id: last.id, receivedMs: last.receivedMs } : this.#cursor;
    book.take(step, nowMs, () => {
      this.#baselines.write();
      db.prepare("UPDATE progress SET cursor = @id, received_ms = @receivedMs").run(cursor);
      const keep = db.prepare("INSERT OR IGNORE INTO unplaced (frame) VALUES (?)");
      for (const id of unplaced) keep.run(id);
      const drop = db.prepare("DELETE FROM unplaced WHERE frame = ?");
      for (const { id } of found) drop.run(id);
      db.prepare(
        "DELETE FROM unplaced WHERE frame <= (SELECT frame FROM unplaced ORDER BY frame DESC LIMIT 1 OFFSET ?)",
      ).run(MAX_UNPLACED);
    });
    this.#baselines.kept();
    this.#cursor = cursor;
    return rows.length === STEP_FRAMES || this.#unplacedAfter > 0;
  }

  /** Notices absence, and lets time pass for every episode. `failing`: the store takes nothing at present. */
  tick(nowMs: number, failing: boolean): void {
    const { db, feed, book, profiles } = this.#parts;
    const hubMs = (hub: string) => this.#hubsMs.get(hub) ?? null;
    const ingest: Ingest = { upMs: this.#upMs, failing, hubsMs: feed.hubs().map(hubMs) };
    const down = ingestDown(ingest, EVERY_S * 1000, nowMs);
    if (down) {
      this.#ingestDown(nowMs, nowMs, failing ? "it cannot store" : "no hub gets through");
    }
    const heard = db
      .prepare(
        "SELECT pet, measured_ms AS measuredMs, received_ms AS receivedMs, flags, battery FROM pets WHERE pet > 0",
      )
      .all() as { pet: number; measuredMs: number; receivedMs: number; flags: number; battery: number }[];
    const evidence: Evidence[] = [];
    for (const { pet, ...hearing } of heard) {
      const known = feed.pet(pet);
      if (!known || known.released || hearing.measuredMs === 0) continue;
      const everyMs = profiles.of(pet, known.species).everyS * 1000;
      const hop = missing({ ...hearing, everyMs, hubsMs: known.hubs.map(hubMs) }, ingest, nowMs);
      if (hop === null) continue;
      const fromMs = Math.min(hearing.measuredMs, nowMs);
      // In whole intervals, so that a long absence is not written anew with every tick.
      const toMs = Math.max(fromMs, Math.floor(nowMs / everyMs) * everyMs);
      const detail = `${hop}: ${HOPS[hop]}`;
      evidence.push({ pet, rule: "no-data", fromMs, toMs, value: null, detail });
    }
    const alive = db.prepare("UPDATE progress SET alive_ms = ?");
    const step: Step = {
      evidence,
      heard: down ? [] : [{ pet: 0, measuredMs: nowMs, receivedMs: nowMs, flags: 0, battery: -1 }],
      tenantOf: this.#tenantOf,
    };
    book.take(step, nowMs, () => void alive.run(nowMs));
    book.sweep(nowMs);
    if (Math.abs(nowMs - this.#prunedMs) >= PRUNE_MS) {
      this.#prunedMs = nowMs;
      book.prune(nowMs);
    }
  }

  #tenantOf = (pet: number): string => this.#parts.feed.pet(pet)?.tenant ?? "";

  #ingestDown(fromMs: number, toMs: number, why: string): void {
    const evidence: Evidence = { pet: 0, rule: "ingest-down", fromMs, toMs, value: null, detail: why };
    this.#parts.book.take({ evidence: [evidence], heard: [], tenantOf: () => "" }, toMs);
  }

  async #stepOf(rows: readonly FedFrame[]): Promise<Step> {
    const { feed, profiles } = this.#parts;
    // A pet's first frames may be here before it is known.
    if (rows.some(({ pet }) => feed.pet(pet) === null)) feed.refresh(null);
    const read: Read[] = [];
    const heard = new Map<number, Heard>();
    for (const { pet, startMs, receivedMs, bytes } of rows) {
      const known = feed.pet(pet);
      if (!known) continue;
      if (startMs === null) {
        hear(heard, { pet, measuredMs: 0, receivedMs, flags: 0, battery: -1 });
        continue;
      }
      const one = { pet: known, startMs, frame: decodeFrame(bytes) };
      read.push(one);
      hear(heard, heardIn(one, receivedMs));
    }
    const usual = await this.#usual(read);
    const evidence = read.flatMap(({ pet, startMs, frame }) =>
      evidenceOf(pet.pet, frame, startMs, {
        profile: profiles.of(pet.pet, pet.species),
        baseline: (atMs) => usual.get(`${pet.pet}/${Math.floor(atMs / DAY_MS)}`)!,
      }),
    );
    return { evidence, heard: [...heard.values()], tenantOf: this.#tenantOf };
  }

  /** What is usual for each pet on each day that these frames have minutes of, by `pet/day`. */
  async #usual(read: readonly Read[]): Promise<Map<string, Baseline>> {
    const asked = new Map<string, Promise<Baseline>>();
    for (const { pet, startMs, frame } of read) {
      if (frame.content.kind !== "minutes") continue;
      // A frame reaches over one midnight at most.
      for (const t of [startMs, startMs + (frame.content.count - 1) * MINUTE_MS]) {
        const day = Math.floor(t / DAY_MS);
        const name = `${pet.pet}/${day}`;
        if (!asked.has(name)) asked.set(name, this.#baselines.of(pet.pet, pet.device, day));
      }
    }
    return new Map(
      await Promise.all([...asked].map(async ([name, baseline]) => [name, await baseline] as const)),
    );
  }
}

/** What a frame says of its pet's newest minute. */
function heardIn({ pet: { pet }, startMs, frame: { content } }: Read, receivedMs: number): Heard {
  if (content.kind !== "minutes") return { pet, measuredMs: 0, receivedMs, flags: 0, battery: -1 };
  const { count, columns } = content;
  return {
    pet,
    // A collar's clock may run ahead; what it has not measured yet it has not measured.
    measuredMs: Math.min(startMs + count * MINUTE_MS, receivedMs),
    receivedMs,
    flags: columns.flags?.[count - 1] ?? 0,
    battery: columns.battery?.[count - 1] ?? -1,
  };
}

/** Keeps the newest of a pet, as the table of pets does. */
function hear(heard: Map<number, Heard>, one: Heard): void {
  const before = heard.get(one.pet);
  if (before === undefined) {
    heard.set(one.pet, one);
    return;
  }
  const newest = one.measuredMs >= before.measuredMs ? one : before;
  heard.set(one.pet, { ...newest, receivedMs: Math.max(before.receivedMs, one.receivedMs) });
}
