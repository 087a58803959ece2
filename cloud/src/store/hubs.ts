import { MAX_GRANTS } from "@petpulse/proto";
import type Database from "better-sqlite3";
import { CloudError } from "../errors.ts";
import type { Hub } from "../store.ts";
import type { Change } from "./change.ts";

/** Hubs and what they may carry; a hub carries devices of its own tenant only. */
export function hubs(db: Database.Database, change: Change) {
  const tenantOf = db.prepare("SELECT tenant FROM hubs WHERE hub = ?").pluck();

  function known(hub: string): string {
    const tenant = tenantOf.get(hub) as string | undefined;
    if (tenant !== undefined) return tenant;
    throw new CloudError("hub.unknown", `no hub ${hub}`, "Add it: petpulse cloud hub add.");
  }

  function give(hub: string, device: string): void {
    const row = db
      .prepare("SELECT id FROM devices WHERE device = ? AND tenant = ? AND released_ms IS NULL")
      .pluck()
      .get(device, known(hub));
    if (row === undefined) {
      throw new CloudError("device.unknown", `no device ${device}`, "Add it: petpulse cloud device add.");
    }
    db.prepare("INSERT OR IGNORE INTO hub_devices (hub, device) VALUES (?, ?)").run(hub, row);
    const count = db.prepare("SELECT COUNT(*) FROM hub_devices WHERE hub = ?").pluck().get(hub);
    if (Number(count) > MAX_GRANTS) {
      throw new CloudError(
        "hub.too-many-devices",
        `hub ${hub} would carry more than ${MAX_GRANTS} devices`,
        "Spread them over more hubs.",
      );
    }
  }

  return {
    addHub: ({ hub, tenant, name, tokenHash, devices }: Hub, addedMs: number) =>
      change(() => {
        if (!db.prepare("SELECT 1 FROM tenants WHERE tenant = ?").get(tenant))
          throw new CloudError("tenant.unknown", `no tenant ${tenant}`, "Add it: petpulse cloud tenant add.");
        db.prepare("INSERT INTO hubs (hub, tenant, name, token_sha256, added_ms) VALUES (?, ?, ?, ?, ?)").run(
          hub,
          tenant,
          name,
          tokenHash,
          addedMs,
        );
        for (const device of devices) give(hub, device);
      }),

    grant: (hub: string, device: string) => change(() => give(hub, device)),

    revoke: (hub: string, device: string) =>
      change(() => {
        known(hub);
        db.prepare(
          "DELETE FROM hub_devices WHERE hub = ? AND device = (SELECT id FROM devices WHERE device = ?)",
        ).run(hub, device);
      }),

    removeHub: (tenant: string, hub: string) =>
      change(() => {
        if (known(hub) !== tenant) throw new CloudError("hub.unknown", `no hub ${hub}`, "See GET /v1/hubs.");
        db.prepare("DELETE FROM hub_devices WHERE hub = ?").run(hub);
        db.prepare("DELETE FROM hubs WHERE hub = ?").run(hub);
      }),
  };
}
