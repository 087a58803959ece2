/** The household that everything belonged to before there were others, and the demo's. */
export const HOME = "0000000000000001";

/** What a person is to a tenant; policy.ts says what each may do. */
export type Role = "owner" | "carer" | "vet" | "operator";

export const ROLES: readonly Role[] = ["owner", "carer", "vet", "operator"];

/** A household, a kennel, a practice: whose pets are nobody else's business. `tenant`: 16 hex digits. */
export interface Tenant {
  tenant: string;
  name: string;
}

/** Somebody with an account. `email` in lower case; `password` as passwords.ts encodes it. */
export interface Person {
  person: string;
  email: string;
  name: string;
  password: string;
  /** Runs this cloud; that alone opens no pet. */
  administrator: boolean;
}

export interface Member {
  person: string;
  tenant: string;
  role: Role;
}

/** A token that acts as `role` in a tenant: an API key. */
export interface Viewer {
  viewer: string;
  tenant: string;
  role: Role;
  name: string;
  tokenHash: Uint8Array;
}

/** A link that lets somebody outside read one pet until `expiresMs`, Unix ms. */
export interface Share {
  share: string;
  /** Of the store, which takes it from the device. */
  tenant: string;
  device: string;
  name: string;
  tokenHash: Uint8Array;
  expiresMs: number;
}

/** A token with which one more person may join a tenant, once, until `expiresMs`. */
export interface Invitation {
  invitation: string;
  tenant: string;
  role: Role;
  tokenHash: Uint8Array;
  expiresMs: number;
}

/** Keeping people and their rights; every method is one transaction. Errors are CloudErrors. */
export interface People {
  addTenant(tenant: Tenant, addedMs: number): Promise<void>;
  /** Throws `person.exists` when the address is taken. */
  addPerson(person: Person, addedMs: number): Promise<void>;
  /** Throws `person.unknown`. Ends every session of that person. */
  setPassword(person: string, password: string): Promise<void>;
  /** Adds a member or changes the role. Throws `person.unknown`, `tenant.unknown`, `tenant.last-owner`. */
  setMember(member: Member, addedMs: number): Promise<void>;
  /** Throws `person.unknown` when there is no such member, `tenant.last-owner`. */
  removeMember(tenant: string, person: string): Promise<void>;
  addViewer(viewer: Viewer, addedMs: number): Promise<void>;
  /** Throws `key.unknown`. */
  removeViewer(tenant: string, viewer: string): Promise<void>;
  /** Throws `device.unknown` when the tenant has no such device, `share.too-many`. */
  addShare(share: Share, addedMs: number): Promise<void>;
  /** Throws `share.unknown`. */
  removeShare(tenant: string, share: string): Promise<void>;
  /** Throws `invitation.too-many`. */
  addInvitation(invitation: Invitation, addedMs: number): Promise<void>;
  /**
   * Uses up the invitation that has this id and token hash: the person joins the tenant that is returned, and is added first unless
   * `known`. Throws `invitation.unknown`, `person.exists`.
   */
  join(
    invitation: { id: string; hash: Uint8Array },
    person: Person,
    known: boolean,
    nowMs: number,
  ): Promise<string>;
}
