import { hkdfSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type Database from "better-sqlite3";
import type { Logger } from "pino";
import { openDatabase } from "../operations/database.ts";
import type { Store } from "../store.ts";
import { Book } from "./book.ts";
import { Channels } from "./delivery/channels.ts";
import { Courier, type Send, type Told } from "./delivery/courier.ts";
import type { Smtp } from "./delivery/email.ts";
import { makeSend } from "./delivery/send.ts";
import { Feed } from "./feed.ts";
import { Profiles } from "./profiles.ts";
import { Shelf } from "./shelf.ts";
import { Watch } from "./watch.ts";

/** The alerts' database in the data folder. */
export const ALERTS_FILE = "alerts.sqlite";
const MIGRATIONS = fileURLToPath(new URL("./migrations/", import.meta.url));
/** Between two looks at what the store has committed, and at what is due to be told, ms. */
const READ_MS = 1000;
/** Share of this thread's time that reading a backlog takes at most; at that, some ten thousand frames a second. */
const SHARE = 0.25;
/** Between two looks for what did not come, ms. */
const TICK_MS = 10_000;

export interface AlertsOptions {
  dataDir: string;
  /** The store's database, opened by its writer already. */
  storeFile: string;
  store: Store;
  /** The master key, 32 bytes: what seals channels' settings comes from it. */
  master: Uint8Array;
  /** Unix ms. */
  clock: () => number;
  log: Logger;
  /** Null: no e-mail leaves this cloud. */
  smtp?: Smtp | null;
  /** Channels may lead into this network, and by http. */
  privateTargets?: boolean;
  /** Instead of the true ways, for tests. */
  send?: Send;
  /** Hears of every attempt to tell somebody. */
  onTold?: (told: Told) => void;
}

/** Alerts of one cloud: what is on disk, what watches, what tells. Opened by the constructor's caller with `start`. */
export class Alerts {
  readonly book: Book;
  readonly channels: Channels;
  readonly profiles: Profiles;
  readonly shelf: Shelf;
  readonly send: Send;
  readonly privateTargets: boolean;
  readonly #db: Database.Database;
  readonly #feed: Feed;
  readonly #watch: Watch;
  readonly #courier: Courier;
  readonly #options: AlertsOptions;
  readonly #closeSend: () => void;
  #timers: NodeJS.Timeout[] = [];
  #reading: Promise<void> | null = null;
  /** Code of what keeps the watch from reading, as logged; null: nothing. */
  #stalled: string | null = null;

  private constructor(options: AlertsOptions, db: Database.Database, feed: Feed) {
    const { store, clock } = options;
    const made = makeSend({ smtp: options.smtp ?? null, privateTargets: options.privateTargets ?? false });
    this.#options = options;
    this.#db = db;
    this.#feed = feed;
    this.#closeSend = made.close;
    this.send = options.send ?? made.send;
    this.privateTargets = options.privateTargets ?? false;
    this.book = new Book(db, () => randomBytes(8).toString("hex"));
    const sealing = new Uint8Array(hkdfSync("sha256", options.master, "", "petpulse alert channels", 32));
    this.channels = new Channels(db, sealing);
    this.profiles = new Profiles(db);
    this.shelf = new Shelf(db, feed);
    this.#watch = new Watch({ db, book: this.book, feed, store, profiles: this.profiles });
    this.#courier = new Courier(
      {
        db,
        channels: this.channels,
        send: this.send,
        nameOf: (pet) => feed.pet(pet)?.name ?? "a pet",
        clock,
        chance: Math.random,
      },
      options.onTold,
    );
  }

  /** Opens the alerts' database and reads from the store's. Throws CloudError store.*. */
  static open(options: AlertsOptions): Alerts {
    const db = openDatabase(join(options.dataDir, ALERTS_FILE), MIGRATIONS);
    try {
      return new Alerts(options, db, new Feed(options.storeFile));
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** The cloud listens: absence counts from now on. */
  start(): void {
    this.#watch.up(this.#options.clock());
    const turn = (everyMs: number, work: () => Promise<void>) => {
      const timer = setInterval(() => void this.#guard(work), everyMs);
      timer.unref();
      return timer;
    };
    this.#timers = [turn(READ_MS, () => this.look()), turn(TICK_MS, () => this.tick())];
  }

  /** Finishes what is under way and closes. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    await this.#reading?.catch(() => {});
    this.#feed.close();
    this.#db.close();
    this.#closeSend();
  }

  /** Takes in all that was committed, then tells what is due. Throws CloudError store.*. */
  async look(): Promise<void> {
    this.#reading ??= this.#drain().finally(() => {
      this.#reading = null;
    });
    await this.#reading;
    void this.#guard(async () => void (await this.#courier.run()));
  }

  /** Tells what is due, until nothing is; for tests and for the end. */
  async tell(): Promise<void> {
    while (await this.#courier.run());
  }

  /** Notices what does not come, and lets time pass. */
  async tick(): Promise<void> {
    const { store, clock } = this.#options;
    const failing = await store.check().then(
      () => false,
      () => true,
    );
    this.#feed.refresh(clock());
    this.#watch.tick(clock(), failing);
  }

  /** A hub that proved who it is was in contact. */
  hubSeen(hub: string): void {
    this.#watch.hubSeen(hub, this.#options.clock());
  }

  /** Id of the last frame of the store that was looked at. */
  get cursor(): number {
    return this.#watch.cursor;
  }

  /** Code of what keeps the watch from reading; null: nothing. */
  get stalled(): string | null {
    return this.#stalled;
  }

  async #drain(): Promise<void> {
    for (let begin = performance.now(); this.#db.open; begin = performance.now()) {
      if (!(await this.#watch.read(this.#options.clock()))) return;
      // A backlog is not urgent: whoever sends gets the greater part of this thread meanwhile.
      await sleep((performance.now() - begin) * (1 / SHARE - 1));
    }
  }

  /** Logs what went wrong once, until it is right again. */
  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      if (this.#stalled !== null) this.#options.log.info("alerts go on");
      this.#stalled = null;
    } catch (error) {
      const code = (error as { code?: string }).code ?? "cloud.internal";
      if (code !== this.#stalled && this.#timers.length > 0)
        this.#options.log.error({ err: error }, "alerts stand still");
      this.#stalled = code;
    }
  }
}
