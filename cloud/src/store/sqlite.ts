import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { CloudError } from "../errors.ts";
import type { KeyRest } from "../keys.ts";
import type { Delivered, Delivery, Device, Hub, Register, Span, Store, Viewer } from "../store.ts";
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
  #queuedFrames = 0;

  constructor(options: SqliteOptions) {
    this.#dir = options.dir;
    this.#keys = options.keys;
    this.#maxQueuedFrames = options.maxQueuedFrames ?? MAX_QUEUED_FRAMES;
    const file = join(options.dir, STORE_FILE);
    const quotaBytes = options.quotaBytes ?? null;
    this.#writer = new Thread({ role: "writer", file, quotaBytes });
    this.#reader = new Thread({ role: "reader", file, quotaBytes });
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
  }

  async stop(): Promise<void> {
    await this.#reader.stop();
    await this.#writer.stop();
  }

  addDevice(device: Device, addedMs: number): Promise<void> {
    return this.#writer.call("addDevice", { ...device, key: this.#keys.seal(device.key) }, addedMs);
  }

  addHub(hub: Hub, addedMs: number): Promise<void> {
    return this.#writer.call("addHub", hub, addedMs);
  }

  addViewer(viewer: Viewer, addedMs: number): Promise<void> {
    return this.#writer.call("addViewer", viewer, addedMs);
  }

  grant(hub: string, device: string): Promise<void> {
    return this.#writer.call("grant", hub, device);
  }

  revoke(hub: string, device: string): Promise<void> {
    return this.#writer.call("revoke", hub, device);
  }

  async register(version: string | null): Promise<Register | null> {
    const register = await this.#writer.call("register", version);
    if (!register) return null;
    const devices = register.devices.map((device) => ({ ...device, key: this.#keys.open(device.key) }));
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
      return await this.#writer.call("deliver", delivery);
    } finally {
      this.#queuedFrames -= weight;
    }
  }

  devices(nowMs: number, after: string | null, limit: number) {
    return this.#reader.call("devices", nowMs, after, limit);
  }

  device(nowMs: number, device: string) {
    return this.#reader.call("device", nowMs, device);
  }

  estimates(device: string, span: Span, limit: number) {
    return this.#reader.call("estimates", device, span, limit);
  }

  minutes(device: string, span: Span, stepS: number) {
    return this.#reader.call("minutes", device, span, stepS);
  }

  hours(device: string, span: Span, stepS: number) {
    return this.#reader.call("hours", device, span, stepS);
  }

  gaps(device: string, span: Span, limit: number) {
    return this.#reader.call("gaps", device, span, limit);
  }

  events(device: string, span: Span, limit: number) {
    return this.#reader.call("events", device, span, limit);
  }

  frames(device: string, after: number, limit: number) {
    return this.#reader.call("frames", device, after, limit);
  }

  unplaced(device: string) {
    return this.#reader.call("unplaced", device);
  }

  quarantine(limit: number) {
    return this.#reader.call("quarantine", limit);
  }

  check(): Promise<void> {
    return this.#writer.call("check");
  }
}
