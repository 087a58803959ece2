import type Database from "better-sqlite3";
import { mergeSums, type Sums } from "../vitals/sums.ts";
import { FIELDS } from "./parcel.ts";

const column = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** `heart_n AS heartN, …`: a row of the table as Sums. */
export const SUMS_OF_ROW = FIELDS.map((field) => `${column(field)} AS ${field}`).join(", ");

/** Hourly roll-ups of one commit: gathered in memory, merged into the table once. */
export class Hours {
  readonly #gathered = new Map<number, Map<number, Sums>>();
  readonly #read: Database.Statement;
  readonly #write: Database.Statement;

  constructor(db: Database.Database) {
    this.#read = db.prepare(`SELECT ${SUMS_OF_ROW} FROM hours WHERE device = ? AND hour = ?`);
    this.#write = db.prepare(
      `INSERT OR REPLACE INTO hours (device, hour, ${FIELDS.map(column).join(", ")})
       VALUES (?, ?, ${FIELDS.map(() => "?").join(", ")})`,
    );
  }

  /** Adds minutes of device row `device` that began in Unix hour `hour`; `sums` is ours from then on. */
  add(device: number, hour: number, sums: Sums): void {
    let hours = this.#gathered.get(device);
    if (!hours) {
      hours = new Map();
      this.#gathered.set(device, hours);
    }
    const gathered = hours.get(hour);
    if (gathered) mergeSums(gathered, sums);
    else hours.set(hour, sums);
  }

  /** Merges what was gathered into the table, inside the caller's transaction. */
  write(): void {
    for (const [device, hours] of this.#gathered) {
      for (const [hour, sums] of hours) {
        const before = this.#read.get(device, hour) as Sums | undefined;
        if (before) mergeSums(sums, before);
        this.#write.run(device, hour, ...FIELDS.map((field) => sums[field]));
      }
    }
    this.#gathered.clear();
  }

  /** Drops what was gathered, after a commit that failed. */
  forget(): void {
    this.#gathered.clear();
  }
}
