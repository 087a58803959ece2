import type Database from "better-sqlite3";
import type { DeviceKey } from "../collars.ts";
import type { Member, Person, Share, Tenant, Viewer } from "../people.ts";
import type { Hub, KnownDevice, Register } from "../store.ts";

type PetRow = Omit<KnownDevice, "keys" | "revoked"> & { revoked: number };
type PersonRow = Omit<Person, "administrator"> & { administrator: number };

/** Reads everybody there is, in one moment. Keys as they rest. */
export function readRegister(db: Database.Database, version: string): Register {
  const all = <T>(sql: string) => db.prepare(sql).all() as T[];
  return db.transaction(() => {
    const keys = new Map<string, DeviceKey[]>();
    for (const { device, ...key } of all<DeviceKey & { device: string }>(
      "SELECT device, version, key, until_ms AS untilMs FROM device_keys ORDER BY version DESC",
    )) {
      keys.set(device, [...(keys.get(device) ?? []), key]);
    }
    const pets = all<PetRow>(
      `SELECT d.device, d.tenant, d.name, d.species, c.revoked_ms IS NOT NULL AS revoked
       FROM devices d LEFT JOIN collars c ON c.device = d.device`,
    );
    const carried = new Map<string, string[]>();
    for (const { hub, device } of all<{ hub: string; device: string }>(
      `SELECT hub_devices.hub, devices.device FROM hub_devices JOIN devices ON devices.id = hub_devices.device
       ORDER BY devices.device`,
    )) {
      carried.set(hub, [...(carried.get(hub) ?? []), device]);
    }
    return {
      version,
      tenants: all<Tenant>("SELECT tenant, name FROM tenants ORDER BY tenant"),
      devices: pets.map(({ revoked, ...pet }) => ({
        ...pet,
        keys: revoked ? [] : (keys.get(pet.device) ?? []),
        revoked: revoked === 1,
      })),
      hubs: all<Omit<Hub, "devices">>(
        "SELECT hub, tenant, name, token_sha256 AS tokenHash FROM hubs ORDER BY hub",
      ).map((hub) => ({ ...hub, devices: carried.get(hub.hub) ?? [] })),
      viewers: all<Viewer>("SELECT viewer, tenant, role, name, token_sha256 AS tokenHash FROM viewers"),
      people: all<PersonRow>(
        "SELECT person, email, name, password, administrator FROM people ORDER BY email",
      ).map(({ administrator, ...person }) => ({ ...person, administrator: administrator === 1 })),
      members: all<Member>("SELECT person, tenant, role FROM members ORDER BY person, tenant"),
      shares: all<Share>(
        `SELECT s.share, d.tenant, d.device, s.name, s.token_sha256 AS tokenHash, s.expires_ms AS expiresMs
         FROM shares s JOIN devices d ON d.id = s.device ORDER BY s.added_ms`,
      ),
    };
  })();
}
