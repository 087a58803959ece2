import type Database from "better-sqlite3";
import type { Store } from "../store.ts";
import { BASELINE_DAYS, type Baseline, baselineOf, type Usual } from "./baseline.ts";

const DAY_MS = 86_400_000;
/** What was usual is forgotten after that, days; a late day's is worked out anew. */
const KEPT_DAYS = 60;
/** Days of pets held in memory; the longest held go first. */
const MAX_HELD = 50_000;

interface Row {
  heart_median: number | null;
  heart_spread: number | null;
  breaths_median: number | null;
  breaths_spread: number | null;
}

const usual = (median: number | null, spread: number | null): Usual | null =>
  median === null || spread === null ? null : { median, spread };

/** What was usual for each pet on each day, from the days before. Worked out once, so that it is the same however the day's frames come. */
export class Baselines {
  readonly #store: Store;
  readonly #held = new Map<string, Baseline>();
  /** Worked out and not on disk yet. */
  readonly #fresh: { pet: number; day: number; baseline: Baseline }[] = [];
  readonly #read: Database.Statement;
  readonly #write: Database.Statement;
  readonly #forget: Database.Statement;

  /** `db` as migrations/ makes it. */
  constructor(db: Database.Database, store: Store) {
    this.#store = store;
    this.#read = db.prepare("SELECT * FROM baselines WHERE pet = ? AND day = ?");
    this.#write = db.prepare("INSERT OR IGNORE INTO baselines VALUES (?, ?, ?, ?, ?, ?)");
    this.#forget = db.prepare("DELETE FROM baselines WHERE pet = ? AND day < ?");
  }

  /** Of a Unix day; `device` is what the store knows the pet by. Throws CloudError store.*. */
  async of(pet: number, device: string, day: number): Promise<Baseline> {
    const name = `${pet}/${day}`;
    const held = this.#held.get(name);
    if (held) return held;
    const row = this.#read.get(pet, day) as Row | undefined;
    const baseline = row
      ? {
          heart: usual(row.heart_median, row.heart_spread),
          breaths: usual(row.breaths_median, row.breaths_spread),
        }
      : await this.#workOut(pet, device, day);
    this.#held.set(name, baseline);
    if (this.#held.size > MAX_HELD) this.#held.delete(this.#held.keys().next().value!);
    return baseline;
  }

  /** Writes down what was worked out and not yet `kept`, inside the caller's transaction. */
  write(): void {
    for (const { pet, day, baseline } of this.#fresh) {
      const { heart, breaths } = baseline;
      const columns = [heart?.median, heart?.spread, breaths?.median, breaths?.spread];
      this.#write.run(pet, day, ...columns.map((value) => value ?? null));
      this.#forget.run(pet, day - KEPT_DAYS);
    }
  }

  /** What was written is on disk. */
  kept(): void {
    this.#fresh.length = 0;
  }

  async #workOut(pet: number, device: string, day: number): Promise<Baseline> {
    const span = { fromMs: Math.max(0, (day - BASELINE_DAYS) * DAY_MS), toMs: day * DAY_MS };
    const baseline = baselineOf(await this.#store.hours(device, span, 3600));
    this.#fresh.push({ pet, day, baseline });
    return baseline;
  }
}
