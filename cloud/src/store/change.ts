import type Database from "better-sqlite3";

/** Runs `act` in one transaction that writes; throws what it throws, and then nothing has changed. */
export type Change = <T>(act: () => T) => T;

/** Counts the changes of this connection to the tables of people and collars, which `data_version` does not tell of. */
export class Changes {
  readonly #db: Database.Database;
  #count = 0;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  readonly change: Change = (act) => {
    const result = this.#db.transaction(act).immediate();
    this.#count++;
    return result;
  };

  /** Another text after every change, by this connection or another. */
  version(): string {
    return `${this.#db.pragma("data_version", { simple: true })}.${this.#count}`;
  }
}
