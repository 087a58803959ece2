import { MAX_GRANTS } from "@petpulse/proto";
import type Database from "better-sqlite3";
import { type CollarState, type NewCollar, OVERLAP_MS } from "../collars.ts";
import { CloudError } from "../errors.ts";
import type { Device, Species } from "../store.ts";
import type { Change } from "./change.ts";

function unknownDevice(device: string): CloudError {
  return new CloudError("device.unknown", `no device ${device}`, "Add it: petpulse cloud device add.");
}

/** The writing half of collars.ts on SQLite. Keys as they rest. */
export function collars(db: Database.Database, change: Change) {
  const newestKey = db.prepare("SELECT key FROM device_keys WHERE device = ? ORDER BY version DESC LIMIT 1");
  const insertKey = db.prepare("INSERT INTO device_keys (device, version, key, from_ms) VALUES (?, ?, ?, ?)");
  const pets = db.prepare("SELECT id, tenant FROM devices WHERE device = ?");

  const petOf = (device: string) => pets.get(device) as { id: number; tenant: string } | undefined;

  function wear(
    device: string,
    pet: { tenant: string; name: string; species: Species },
    nowMs: number,
  ): void {
    db.prepare("INSERT INTO devices (device, tenant, name, species, added_ms) VALUES (?, ?, ?, ?, ?)").run(
      device,
      pet.tenant,
      pet.name,
      pet.species,
      nowMs,
    );
  }

  return {
    /** `known`: the collar is there under this very key; keys as they rest cannot be compared here. */
    addDevice: (device: Device, known: boolean, addedMs: number) =>
      change(() => {
        const { device: id, tenant, name, species } = device;
        if (!db.prepare("SELECT 1 FROM tenants WHERE tenant = ?").get(tenant))
          throw new CloudError("tenant.unknown", `no tenant ${tenant}`, "Add it: petpulse cloud tenant add.");
        if (!known) {
          if (newestKey.get(id)) throw elsewhere(id);
          db.prepare("INSERT INTO collars (device, made_ms) VALUES (?, ?)").run(id, addedMs);
          insertKey.run(id, 1, device.key, addedMs);
        }
        const pet = petOf(id);
        if (!pet) wear(id, device, addedMs);
        else if (pet.tenant !== tenant) throw elsewhere(id);
        else db.prepare("UPDATE devices SET name = ?, species = ? WHERE id = ?").run(name, species, pet.id);
      }),

    addCollar: ({ device, serial, key, claimHash }: NewCollar, madeMs: number) =>
      change(() => {
        if (db.prepare("SELECT 1 FROM collars WHERE device = ? OR serial = ?").get(device, serial)) {
          throw new CloudError(
            "device.exists",
            `serial ${serial} is taken`,
            "A serial number is used once; see petpulse cloud device collars.",
          );
        }
        db.prepare("INSERT INTO collars (device, serial, claim_sha256, made_ms) VALUES (?, ?, ?, ?)").run(
          device,
          serial,
          claimHash,
          madeMs,
        );
        insertKey.run(device, 1, key, madeMs);
      }),

    claim: (claimHash: Uint8Array, pet: { tenant: string; name: string; species: Species }, nowMs: number) =>
      change(() => {
        const device = db
          .prepare("SELECT device FROM collars WHERE claim_sha256 = ? AND revoked_ms IS NULL")
          .pluck()
          .get(claimHash) as string | undefined;
        if (device === undefined || petOf(device)) {
          throw new CloudError(
            "claim.unknown",
            "this code opens no collar",
            "Check it; a code works once. Whoever had the collar has to release it first.",
          );
        }
        db.prepare("UPDATE collars SET claim_sha256 = NULL WHERE device = ?").run(device);
        wear(device, pet, nowMs);
        // Any hub of a household may carry any collar of it, until somebody says otherwise.
        db.prepare(
          `INSERT INTO hub_devices (hub, device) SELECT hub, (SELECT id FROM devices WHERE device = ?) FROM hubs
           WHERE tenant = ? AND (SELECT COUNT(*) FROM hub_devices h WHERE h.hub = hubs.hub) < ?`,
        ).run(device, pet.tenant, MAX_GRANTS);
        return device;
      }),

    release: (tenant: string, device: string, claimHash: Uint8Array, nowMs: number) =>
      change(() => {
        const pet = petOf(device);
        if (pet?.tenant !== tenant || device.includes("~")) throw unknownDevice(device);
        const kept = `${device}~${pet.id}`;
        db.prepare("UPDATE devices SET device = ?, released_ms = ? WHERE id = ?").run(kept, nowMs, pet.id);
        db.prepare("DELETE FROM hub_devices WHERE device = ?").run(pet.id);
        db.prepare("DELETE FROM shares WHERE device = ?").run(pet.id);
        db.prepare("UPDATE collars SET claim_sha256 = ? WHERE device = ?").run(claimHash, device);
        return kept;
      }),

    reissue: (device: string, claimHash: Uint8Array) =>
      change(() => {
        if (petOf(device))
          throw new CloudError("device.claimed", `${device} is somebody's`, "They have to release it first.");
        const { changes } = db
          .prepare("UPDATE collars SET claim_sha256 = ? WHERE device = ?")
          .run(claimHash, device);
        if (changes === 0) throw unknownDevice(device);
      }),

    rotate: (device: string, key: Uint8Array, nowMs: number) =>
      change(() => {
        const good = db
          .prepare(
            `SELECT version FROM device_keys WHERE device = ? AND (until_ms IS NULL OR until_ms > ?)
             ORDER BY version DESC`,
          )
          .pluck()
          .all(device, nowMs) as number[];
        if (good.length === 0) throw unknownDevice(device);
        if (good.length > 1) {
          throw new CloudError(
            "device.rotating",
            `${device} has two good keys already`,
            "Wait until the older one has ended, seven days after its rotation.",
          );
        }
        db.prepare("UPDATE device_keys SET until_ms = ? WHERE device = ? AND until_ms IS NULL").run(
          nowMs + OVERLAP_MS,
          device,
        );
        insertKey.run(device, good[0]! + 1, key, nowMs);
      }),

    revokeCollar: (device: string, nowMs: number) =>
      change(() => {
        const { changes } = db
          .prepare(
            "UPDATE collars SET revoked_ms = COALESCE(revoked_ms, ?), claim_sha256 = NULL WHERE device = ?",
          )
          .run(nowMs, device);
        if (changes === 0) throw unknownDevice(device);
      }),

    collars: (after: string | null, limit: number): CollarState[] => {
      const keys = db.prepare(
        "SELECT version, until_ms AS untilMs FROM device_keys WHERE device = ? ORDER BY version DESC",
      );
      const rows = db
        .prepare(
          `SELECT c.device, c.serial, d.tenant, c.claim_sha256 IS NOT NULL AS claimable, c.revoked_ms AS revokedMs
           FROM collars c LEFT JOIN devices d ON d.device = c.device WHERE c.device > ? ORDER BY c.device LIMIT ?`,
        )
        .all(after ?? "", limit) as (Omit<CollarState, "claimable" | "keys"> & { claimable: number })[];
      return rows.map((row) => ({
        ...row,
        claimable: row.claimable === 1,
        keys: keys.all(row.device) as CollarState["keys"],
      }));
    },

    /** The key of new sessions as it rests; null for a collar that nobody added. */
    restingKey: (device: string): Uint8Array | null =>
      (newestKey.get(device) as { key: Uint8Array } | undefined)?.key ?? null,

    /** Every key as it rests, for sealing anew. */
    restingKeys: () => db.prepare("SELECT device, version, key FROM device_keys").all() as RestingKey[],

    /** Puts keys back under another seal, all or none, and leaves no copy of the old bytes in the files (secure_delete is on). */
    resealKeys: (sealed: RestingKey[]) => {
      const update = db.prepare("UPDATE device_keys SET key = ? WHERE device = ? AND version = ?");
      change(() => {
        for (const { device, version, key } of sealed) update.run(key, device, version);
      });
      db.pragma("wal_checkpoint(TRUNCATE)");
    },
  };
}

/** A key of a collar as it rests. */
export interface RestingKey {
  device: string;
  version: number;
  key: Uint8Array;
}

function elsewhere(device: string): CloudError {
  return new CloudError(
    "device.exists",
    `device ${device} is known already, under another key or as somebody else's`,
    "Check that this is the identity of this collar; another owner has to release it first.",
  );
}
