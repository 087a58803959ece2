import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { NewCollar } from "../collars.ts";
import { CloudError } from "../errors.ts";
import type { KeyRest } from "../keys.ts";
import type { Delivered, Delivery, Device, Readings, Register, Store } from "../store.ts";
import { sameHash } from "../tokens.ts";
import { pack, readReceipt } from "./parcel.ts";
import type { Whose } from "./reader.ts";
import type { Reading, Writing } from "./sqlite-thread.ts";
import { Thread } from "./thread.ts";

/** The database's name in the data folder. */
export const STORE_FILE = "cloud.sqlite";
/** Frames that may wait for their commit; at the limit of a frame's size this is 16 MiB. */
const MAX_QUEUED_FRAMES = 16_384;

export interface SqliteOptions {
  /** Folder of the database; made when missing, for its owner only. */
  dir: string;
  keys: KeyRest;
  /** Bound on the database file, bytes; null: the disk. */
  quotaBytes?: number | null;
  maxQueuedFrames?: number;
}

/** The store in one SQLite file: a thread that writes (WAL, synchronous=FULL, group commit) and one that reads. */
export class SqliteStore implements Store {
  readonly #dir: string;
  readonly #keys: KeyRest;
  readonly #maxQueuedFrames: number;
  readonly #writer: Thread<Writing>;
  readonly #reader: Thread<Reading>;
  readonly #all: Readings;
  #queuedFrames = 0;

  constructor(options: SqliteOptions) {
    this.#dir = options.dir;
    this.#keys = options.keys;
    this.#maxQueuedFrames = options.maxQueuedFrames ?? MAX_QUEUED_FRAMES;
    const file = join(options.dir, STORE_FILE);
    const quotaBytes = options.quotaBytes ?? null;
    this.#writer = new Thread({ role: "writer", file, quotaBytes });
    this.#reader = new Thread({ role: "reader", file, quotaBytes });
    this.#all = this.within(null);
  }

  async start(): Promise<void> {
    try {
      mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new CloudError(
        "cloud.data-dir",
        `${this.#dir} cannot be used: ${(cause as NodeJS.ErrnoException).code}`,
        "Name a folder that this user owns.",
      );
    }
    // Both load at once, but the writer is the one to make the file.
    const writing = this.#writer.start();
    const reading = this.#reader.start(writing);
    try {
      await Promise.all([writing, reading]);
    } catch (error) {
      await Promise.allSettled([writing, reading]);
      await this.stop();
      throw error;
    }
    await this.#reseal();
  }

  /** Puts keys that rest under another seal than today's, or under none, under today's. */
  async #reseal(): Promise<void> {
    try {
      const stale = (await this.#writer.call("restingKeys")).filter(({ key }) => this.#keys.stale(key));
      if (stale.length === 0) return;
      await this.#writer.call(
        "resealKeys",
        stale.map((key) => ({
          ...key,
          key: this.#keys.seal(this.#keys.open(key.key, key.device), key.device),
        })),
      );
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#reader.stop();
    await this.#writer.stop();
  }

  async addDevice(device: Device, addedMs: number): Promise<void> {
    const resting = await this.#writer.call("restingKey", device.device);
    const known = resting !== null && sameHash(this.#keys.open(resting, device.device), device.key);
    await this.#writer.call(
      "addDevice",
      { ...device, key: this.#keys.seal(device.key, device.device) },
      known,
      addedMs,
    );
  }

  async addCollar(collar: NewCollar, madeMs: number): Promise<void> {
    const key = this.#keys.seal(collar.key, collar.device);
    await this.#writer.call("addCollar", { ...collar, key }, madeMs);
  }

  async rotate(device: string, key: Uint8Array, nowMs: number): Promise<void> {
    await this.#writer.call("rotate", device, this.#keys.seal(key, device), nowMs);
  }

  claim(...p: Parameters<Writing["claim"]>) {
    return this.#writer.call("claim", ...p);
  }

  release(...p: Parameters<Writing["release"]>) {
    return this.#writer.call("release", ...p);
  }

  reissue(...p: Parameters<Writing["reissue"]>) {
    return this.#writer.call("reissue", ...p);
  }

  revokeCollar(...p: Parameters<Writing["revokeCollar"]>) {
    return this.#writer.call("revokeCollar", ...p);
  }

  collars(...p: Parameters<Writing["collars"]>) {
    return this.#writer.call("collars", ...p);
  }

  addTenant(...p: Parameters<Writing["addTenant"]>) {
    return this.#writer.call("addTenant", ...p);
  }

  addPerson(...p: Parameters<Writing["addPerson"]>) {
    return this.#writer.call("addPerson", ...p);
  }

  setPassword(...p: Parameters<Writing["setPassword"]>) {
    return this.#writer.call("setPassword", ...p);
  }

  setMember(...p: Parameters<Writing["setMember"]>) {
    return this.#writer.call("setMember", ...p);
  }

  removeMember(...p: Parameters<Writing["removeMember"]>) {
    return this.#writer.call("removeMember", ...p);
  }

  addViewer(...p: Parameters<Writing["addViewer"]>) {
    return this.#writer.call("addViewer", ...p);
  }

  removeViewer(...p: Parameters<Writing["removeViewer"]>) {
    return this.#writer.call("removeViewer", ...p);
  }

  addShare(...p: Parameters<Writing["addShare"]>) {
    return this.#writer.call("addShare", ...p);
  }

  removeShare(...p: Parameters<Writing["removeShare"]>) {
    return this.#writer.call("removeShare", ...p);
  }

  addInvitation(...p: Parameters<Writing["addInvitation"]>) {
    return this.#writer.call("addInvitation", ...p);
  }

  join(...p: Parameters<Writing["join"]>) {
    return this.#writer.call("join", ...p);
  }

  addHub(...p: Parameters<Writing["addHub"]>) {
    return this.#writer.call("addHub", ...p);
  }

  grant(...p: Parameters<Writing["grant"]>) {
    return this.#writer.call("grant", ...p);
  }

  revoke(...p: Parameters<Writing["revoke"]>) {
    return this.#writer.call("revoke", ...p);
  }

  removeHub(...p: Parameters<Writing["removeHub"]>) {
    return this.#writer.call("removeHub", ...p);
  }

  async register(version: string | null): Promise<Register | null> {
    const register = await this.#writer.call("register", version);
    if (!register) return null;
    const devices = register.devices.map((device) => ({
      ...device,
      keys: device.keys.map((key) => ({ ...key, key: this.#keys.open(key.key, device.device) })),
    }));
    return { ...register, devices };
  }

  async deliver(delivery: Delivery): Promise<Delivered> {
    // A delivery weighs at least one, so that gaps alone cannot pile up either.
    const weight = Math.max(1, delivery.frames.length + delivery.refused.length);
    if (this.#queuedFrames + weight > this.#maxQueuedFrames) {
      throw new CloudError(
        "store.busy",
        `${this.#queuedFrames} frames wait for the disk`,
        "Send it again shortly.",
      );
    }
    this.#queuedFrames += weight;
    try {
      return readReceipt(await this.#writer.call("deliver", pack(delivery)));
    } finally {
      this.#queuedFrames -= weight;
    }
  }

  within(tenant: Whose): Readings {
    const read = this.#reader;
    return {
      devices: (...p) => read.call("devices", tenant, ...p),
      device: (...p) => read.call("device", tenant, ...p),
      estimates: (...p) => read.call("estimates", tenant, ...p),
      minutes: (...p) => read.call("minutes", tenant, ...p),
      hours: (...p) => read.call("hours", tenant, ...p),
      gaps: (...p) => read.call("gaps", tenant, ...p),
      events: (...p) => read.call("events", tenant, ...p),
      frames: (...p) => read.call("frames", tenant, ...p),
      unplaced: (...p) => read.call("unplaced", tenant, ...p),
      quarantine: (...p) => read.call("quarantine", tenant, ...p),
    };
  }

  devices(...p: Parameters<Readings["devices"]>) {
    return this.#all.devices(...p);
  }

  device(...p: Parameters<Readings["device"]>) {
    return this.#all.device(...p);
  }

  estimates(...p: Parameters<Readings["estimates"]>) {
    return this.#all.estimates(...p);
  }

  minutes(...p: Parameters<Readings["minutes"]>) {
    return this.#all.minutes(...p);
  }

  hours(...p: Parameters<Readings["hours"]>) {
    return this.#all.hours(...p);
  }

  gaps(...p: Parameters<Readings["gaps"]>) {
    return this.#all.gaps(...p);
  }

  events(...p: Parameters<Readings["events"]>) {
    return this.#all.events(...p);
  }

  frames(...p: Parameters<Readings["frames"]>) {
    return this.#all.frames(...p);
  }

  unplaced(...p: Parameters<Readings["unplaced"]>) {
    return this.#all.unplaced(...p);
  }

  quarantine(...p: Parameters<Readings["quarantine"]>) {
    return this.#all.quarantine(...p);
  }

  check(): Promise<void> {
    return this.#writer.call("check");
  }
}
