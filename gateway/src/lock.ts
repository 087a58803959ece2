import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { type Clock, wait } from "./clock.ts";
import { GatewayError } from "./errors.ts";

/** How long the hub before may take to close, ms, and how often it is looked. */
const TAKE_OVER_MS = 30_000;
const LOOK_MS = 100;

/**
 * One hub to a folder. The lock is SQLite's on a file of its own, so it goes with the process whatever ends that; the process id
 * beside it only tells whom to ask when a newer hub takes over.
 */
export class FolderLock {
  readonly #file: string;
  readonly #pidFile: string;
  #db: Database.Database | null = null;

  constructor(dir: string) {
    this.#file = join(dir, "hub.lock");
    this.#pidFile = join(dir, "hub.pid");
  }

  /**
   * Takes the lock. `takeOver`: asks the hub that has it to close (SIGTERM), and waits for it. Throws GatewayError gateway.folder-taken.
   */
  async take(takeOver: boolean, clock: Clock): Promise<void> {
    if (!this.#try()) {
      if (takeOver) process.kill(this.#holder(), "SIGTERM");
      for (let waited = 0; takeOver && waited < TAKE_OVER_MS; waited += LOOK_MS) {
        await wait(clock, LOOK_MS);
        if (this.#try()) break;
      }
    }
    if (!this.#db) throw this.#taken("another hub runs on this folder");
    writeFileSync(this.#pidFile, `${process.pid}\n`);
  }

  release(): void {
    this.#db?.close();
    this.#db = null;
  }

  #try(): boolean {
    const db = new Database(this.#file, { timeout: 0 });
    try {
      db.exec("BEGIN EXCLUSIVE");
      this.#db = db;
      return true;
    } catch (error) {
      db.close();
      if ((error as { code?: string }).code === "SQLITE_BUSY") return false;
      throw error;
    }
  }

  #holder(): number {
    try {
      const pid = Number(readFileSync(this.#pidFile, "utf8"));
      if (Number.isInteger(pid) && pid > 1) return pid;
    } catch {
      // Said below.
    }
    throw this.#taken("the hub on this folder does not say which process it is");
  }

  #taken(what: string): GatewayError {
    return new GatewayError(
      "gateway.folder-taken",
      `${this.#file}: ${what}`,
      "stop it first, or start with --take-over to let it close in good order",
    );
  }
}
