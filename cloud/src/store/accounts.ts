import type Database from "better-sqlite3";
import { CloudError, type CloudErrorCode } from "../errors.ts";
import type { Invitation, Member, Person, Share, Tenant, Viewer } from "../people.ts";
import { sameHash } from "../tokens.ts";
import type { Change } from "./change.ts";

/** Links of one pet at once. */
const MAX_SHARES = 50;
/** Invitations of one household that nobody took yet. */
const MAX_INVITATIONS = 100;

function unknown(code: CloudErrorCode, what: string): CloudError {
  return new CloudError(code, `no ${what}`, "It may have been removed; look at the list again.");
}

/** The writing half of people.ts on SQLite: tenants, people, members, tokens, links, invitations. */
export function accounts(db: Database.Database, change: Change) {
  const has = (sql: string, ...values: unknown[]) => db.prepare(sql).get(...values) !== undefined;

  function insertPerson({ person, email, name, password, administrator }: Person, addedMs: number): void {
    if (has("SELECT 1 FROM people WHERE email = ?", email)) {
      throw new CloudError("person.exists", "there is an account with this address", "Sign in with it.");
    }
    db.prepare(
      "INSERT INTO people (person, email, name, password, administrator, added_ms) VALUES (?, ?, ?, ?, ?, ?)",
    ).run(person, email, name, password, administrator ? 1 : 0, addedMs);
  }

  function insertMember({ person, tenant, role }: Member, addedMs: number): void {
    if (!has("SELECT 1 FROM people WHERE person = ?", person)) throw unknown("person.unknown", "such person");
    if (!has("SELECT 1 FROM tenants WHERE tenant = ?", tenant))
      throw unknown("tenant.unknown", "such tenant");
    db.prepare(
      `INSERT INTO members (person, tenant, role, added_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET role = excluded.role`,
    ).run(person, tenant, role, addedMs);
  }

  /** Runs `act`, and takes it back when a tenant that had an owner would have none. */
  function keepingAnOwner(tenant: string, act: () => void): void {
    const owners = "SELECT 1 FROM members WHERE tenant = ? AND role = 'owner'";
    const before = has(owners, tenant);
    act();
    if (!before || has(owners, tenant)) return;
    throw new CloudError(
      "tenant.last-owner",
      "this is the last owner",
      "Make somebody else an owner first; pets need one.",
    );
  }

  return {
    addTenant: ({ tenant, name }: Tenant, addedMs: number) =>
      change(() => {
        db.prepare("INSERT INTO tenants (tenant, name, added_ms) VALUES (?, ?, ?)").run(
          tenant,
          name,
          addedMs,
        );
      }),

    addPerson: (person: Person, addedMs: number) => change(() => insertPerson(person, addedMs)),

    setPassword: (person: string, password: string) =>
      change(() => {
        const { changes } = db
          .prepare("UPDATE people SET password = ? WHERE person = ?")
          .run(password, person);
        if (changes === 0) throw unknown("person.unknown", "such person");
      }),

    setMember: (member: Member, addedMs: number) =>
      change(() => keepingAnOwner(member.tenant, () => insertMember(member, addedMs))),

    removeMember: (tenant: string, person: string) =>
      change(() =>
        keepingAnOwner(tenant, () => {
          const { changes } = db
            .prepare("DELETE FROM members WHERE tenant = ? AND person = ?")
            .run(tenant, person);
          if (changes === 0) throw unknown("person.unknown", "such member");
        }),
      ),

    addViewer: ({ viewer, tenant, role, name, tokenHash }: Viewer, addedMs: number) =>
      change(() => {
        if (!has("SELECT 1 FROM tenants WHERE tenant = ?", tenant))
          throw unknown("tenant.unknown", "such tenant");
        db.prepare(
          "INSERT INTO viewers (viewer, tenant, role, name, token_sha256, added_ms) VALUES (?, ?, ?, ?, ?, ?)",
        ).run(viewer, tenant, role, name, tokenHash, addedMs);
      }),

    removeViewer: (tenant: string, viewer: string) =>
      change(() => {
        const { changes } = db
          .prepare("DELETE FROM viewers WHERE tenant = ? AND viewer = ?")
          .run(tenant, viewer);
        if (changes === 0) throw unknown("key.unknown", "such key");
      }),

    addShare: ({ share, tenant, device, name, tokenHash, expiresMs }: Share, addedMs: number) =>
      change(() => {
        const row = db
          .prepare("SELECT id FROM devices WHERE device = ? AND tenant = ?")
          .pluck()
          .get(device, tenant);
        if (row === undefined) throw unknown("device.unknown", `device ${device}`);
        db.prepare("DELETE FROM shares WHERE expires_ms <= ?").run(addedMs);
        const count = db.prepare("SELECT COUNT(*) FROM shares WHERE device = ?").pluck().get(row);
        if (Number(count) >= MAX_SHARES) {
          throw new CloudError("share.too-many", `${MAX_SHARES} links are out`, "End one of them first.");
        }
        db.prepare(
          "INSERT INTO shares (share, device, name, token_sha256, expires_ms, added_ms) VALUES (?, ?, ?, ?, ?, ?)",
        ).run(share, row, name, tokenHash, expiresMs, addedMs);
      }),

    removeShare: (tenant: string, share: string) =>
      change(() => {
        const { changes } = db
          .prepare(
            "DELETE FROM shares WHERE share = ? AND device IN (SELECT id FROM devices WHERE tenant = ?)",
          )
          .run(share, tenant);
        if (changes === 0) throw unknown("share.unknown", "such link");
      }),

    addInvitation: ({ invitation, tenant, role, tokenHash, expiresMs }: Invitation, addedMs: number) =>
      change(() => {
        db.prepare("DELETE FROM invitations WHERE expires_ms <= ?").run(addedMs);
        const count = db.prepare("SELECT COUNT(*) FROM invitations WHERE tenant = ?").pluck().get(tenant);
        if (Number(count) >= MAX_INVITATIONS) {
          throw new CloudError(
            "invitation.too-many",
            `${MAX_INVITATIONS} invitations are out`,
            "They run out by themselves; wait for one.",
          );
        }
        db.prepare(
          `INSERT INTO invitations (invitation, tenant, role, token_sha256, expires_ms, added_ms)
           VALUES (?, ?, ?, ?, ?, ?)`,
        ).run(invitation, tenant, role, tokenHash, expiresMs, addedMs);
      }),

    join: (invitation: { id: string; hash: Uint8Array }, person: Person, known: boolean, nowMs: number) =>
      change(() => {
        const found = db
          .prepare(
            `SELECT tenant, role, token_sha256 AS hash FROM invitations WHERE invitation = ? AND expires_ms > ?`,
          )
          .get(invitation.id, nowMs) as (Omit<Member, "person"> & { hash: Buffer }) | undefined;
        if (!found || !sameHash(found.hash, invitation.hash)) {
          throw unknown("invitation.unknown", "such invitation");
        }
        const { tenant, role } = found;
        if (!known) insertPerson(person, nowMs);
        keepingAnOwner(tenant, () => insertMember({ person: person.person, tenant, role }, nowMs));
        db.prepare("DELETE FROM invitations WHERE invitation = ?").run(invitation.id);
        return tenant;
      }),
  };
}
