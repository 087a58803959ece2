import type Database from "better-sqlite3";
import { mergeSums, noSums, type Sums } from "../vitals/sums.ts";

export const HOUR_MS = 3_600_000;

const FIELDS = Object.keys(noSums()) as (keyof Sums)[];
const column = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** `heart_n AS heartN, …`: a row of the table as Sums. */
export const SUMS_OF_ROW = FIELDS.map((field) => `${column(field)} AS ${field}`).join(", ");

/** Hourly roll-ups of one commit: gathered in memory, merged into the table once. */
export class Hours {
  readonly #gathered = new Map<number, Map<number, Sums>>();

  /** Adds a minute of device row `device` that began at `t`, Unix ms. */
  add(device: number, t: number, minute: Sums): void {
    const hour = Math.floor(t / HOUR_MS);
    const hours = this.#gathered.get(device) ?? new Map<number, Sums>();
    this.#gathered.set(device, hours);
    const sums = hours.get(hour) ?? noSums();
    hours.set(hour, sums);
    mergeSums(sums, minute);
  }

  /** Merges what was gathered into the table, inside the caller's transaction. */
  write(db: Database.Database): void {
    if (this.#gathered.size === 0) return;
    const read = db.prepare(`SELECT ${SUMS_OF_ROW} FROM hours WHERE device = ? AND hour = ?`);
    const write = db.prepare(
      `INSERT OR REPLACE INTO hours (device, hour, ${FIELDS.map(column).join(", ")})
       VALUES (@device, @hour, ${FIELDS.map((field) => `@${field}`).join(", ")})`,
    );
    for (const [device, hours] of this.#gathered) {
      for (const [hour, sums] of hours) {
        const before = read.get(device, hour) as Sums | undefined;
        if (before) mergeSums(sums, before);
        write.run({ device, hour, ...sums });
      }
    }
    this.#gathered.clear();
  }

  /** Drops what was gathered, after a commit that failed. */
  forget(): void {
    this.#gathered.clear();
  }
}
