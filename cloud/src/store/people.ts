import { MAX_GRANTS } from "@petpulse/proto";
import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";
import type { Device, Hub, Register, Viewer } from "../store.ts";

/** Who sends, who carries, who may look: the part of the database that commands change. Keys as they rest. */
export class People {
  readonly #db: Database.Database;
  #changes = 0;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  addDevice(device: Device, addedMs: number): void {
    this.#change(() => {
      const known = this.#db.prepare("SELECT key FROM devices WHERE device = ?").get(device.device) as
        | { key: Buffer }
        | undefined;
      if (known && !known.key.equals(device.key)) {
        throw new CloudError(
          "device.exists",
          `device ${device.device} is known under another key`,
          "A key never changes; check that this is the identity of this collar.",
        );
      }
      this.#db
        .prepare(
          `INSERT INTO devices (device, key, name, species, added_ms) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (device) DO UPDATE SET name = excluded.name, species = excluded.species`,
        )
        .run(device.device, device.key, device.name, device.species, addedMs);
    });
  }

  addHub(hub: Hub, addedMs: number): void {
    this.#change(() => {
      this.#db
        .prepare("INSERT INTO hubs (hub, name, token_sha256, added_ms) VALUES (?, ?, ?, ?)")
        .run(hub.hub, hub.name, hub.tokenHash, addedMs);
      for (const device of hub.devices) this.#grant(hub.hub, device);
    });
  }

  grant(hub: string, device: string): void {
    this.#change(() => this.#grant(hub, device));
  }

  revoke(hub: string, device: string): void {
    this.#change(() => {
      this.#known(hub);
      this.#db
        .prepare(
          "DELETE FROM hub_devices WHERE hub = ? AND device = (SELECT id FROM devices WHERE device = ?)",
        )
        .run(hub, device);
    });
  }

  addViewer(viewer: Viewer, addedMs: number): void {
    this.#change(() => {
      this.#db
        .prepare("INSERT INTO viewers (viewer, name, token_sha256, added_ms) VALUES (?, ?, ?, ?)")
        .run(viewer.viewer, viewer.name, viewer.tokenHash, addedMs);
    });
  }

  /** Everybody, or null when nothing changed since `version`. */
  register(version: string | null): Register | null {
    // data_version changes with every commit of another connection, #changes with our own to these tables.
    const now = `${this.#db.pragma("data_version", { simple: true })}.${this.#changes}`;
    if (now === version) return null;
    return this.#db.transaction(() => {
      const devices = this.#db.prepare("SELECT device, key, name, species FROM devices").all() as Device[];
      const hubs = this.#db.prepare("SELECT hub, name, token_sha256 AS tokenHash FROM hubs").all() as Omit<
        Hub,
        "devices"
      >[];
      const granted = this.#db
        .prepare(
          `SELECT devices.device FROM hub_devices JOIN devices ON devices.id = hub_devices.device
           WHERE hub = ? ORDER BY devices.device`,
        )
        .pluck();
      return {
        version: now,
        devices,
        hubs: hubs.map((hub) => ({ ...hub, devices: granted.all(hub.hub) as string[] })),
        viewers: this.#db
          .prepare("SELECT viewer, name, token_sha256 AS tokenHash FROM viewers")
          .all() as Viewer[],
      };
    })();
  }

  #change(act: () => void): void {
    this.#db.transaction(act).immediate();
    this.#changes++;
  }

  #known(hub: string): void {
    if (this.#db.prepare("SELECT 1 FROM hubs WHERE hub = ?").get(hub)) return;
    throw new CloudError("hub.unknown", `no hub ${hub}`, "Add it: petpulse cloud hub add.");
  }

  #grant(hub: string, device: string): void {
    this.#known(hub);
    const row = this.#db.prepare("SELECT id FROM devices WHERE device = ?").pluck().get(device);
    if (row === undefined) {
      throw new CloudError("device.unknown", `no device ${device}`, "Add it: petpulse cloud device add.");
    }
    this.#db.prepare("INSERT OR IGNORE INTO hub_devices (hub, device) VALUES (?, ?)").run(hub, row);
    const count = this.#db.prepare("SELECT COUNT(*) FROM hub_devices WHERE hub = ?").pluck().get(hub);
    if (Number(count) > MAX_GRANTS) {
      throw new CloudError(
        "hub.too-many-devices",
        `hub ${hub} would carry more than ${MAX_GRANTS} devices`,
        "Spread them over more hubs.",
      );
    }
  }
}
