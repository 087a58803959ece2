import type Database from "better-sqlite3";
import type { Species } from "../store.ts";
import type { Profile } from "./limits.ts";

/** How often data are expected unless somebody said otherwise, s: the collar's own minutes a frame (firmware settings). */
export const EVERY_S = 300;

/** What an owner may say about a pet. `bornMs`: Unix ms. */
export interface Told {
  bornMs: number | null;
  size: Profile["size"];
  /** How often data are expected, s. */
  everyS: number;
}

const UNTOLD: Told = { bornMs: null, size: "standard", everyS: EVERY_S };

/** What owners said about their pets, as far as alerts depend on it. */
export class Profiles {
  readonly #db: Database.Database;
  readonly #told: Map<number, Told>;

  /** `db` as migrations/ makes it. */
  constructor(db: Database.Database) {
    this.#db = db;
    const rows = db.prepare("SELECT pet, born_ms AS bornMs, size, every_s AS everyS FROM profiles").all();
    this.#told = new Map((rows as (Told & { pet: number })[]).map(({ pet, ...told }) => [pet, told]));
  }

  of(pet: number, species: Species): Told & Profile {
    return { species, ...(this.#told.get(pet) ?? UNTOLD) };
  }

  set(pet: number, told: Told): void {
    this.#db
      .prepare(
        `INSERT INTO profiles VALUES (@pet, @bornMs, @size, @everyS)
         ON CONFLICT (pet) DO UPDATE SET born_ms = @bornMs, size = @size, every_s = @everyS`,
      )
      .run({ pet, ...told });
    this.#told.set(pet, told);
  }
}
