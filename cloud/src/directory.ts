import type { Member, Person, Share, Tenant, Viewer } from "./people.ts";
import type { Hub, KnownDevice, Register, Store } from "./store.ts";
import { type ReadToken, sameHash } from "./tokens.ts";

/** How long what is known may be out of date, ms: a command in another process takes effect within it. */
const FRESH_MS = 1000;

/** Everybody the store knows, in memory, so that a frame is judged and a caller known without a query. */
export class Directory {
  readonly #store: Store;
  readonly #clock: () => number;
  #version: string | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;
  #tenants = new Map<string, Tenant>();
  #devices = new Map<string, KnownDevice>();
  #hubs = new Map<string, Hub & { carries: ReadonlySet<string> }>();
  #viewers = new Map<string, Viewer>();
  #people = new Map<string, Person>();
  #byEmail = new Map<string, Person>();
  #memberships = new Map<string, Member[]>();
  #members = new Map<string, Member[]>();
  #shares = new Map<string, Share>();

  /** `clock`: Unix ms. */
  constructor(store: Store, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Brings what is known up to date, reading the store at most once a second. */
  async refresh(): Promise<void> {
    // A clock that was set back must not freeze what is known.
    if (Math.abs(this.#clock() - this.#readAt) < FRESH_MS) return;
    this.#reading ??= this.#read();
    await this.#reading;
  }

  /** The next refresh reads, whatever the time: this process has just changed the store. */
  expire(): void {
    this.#readAt = Number.NEGATIVE_INFINITY;
    // A read under way may have begun before the change.
    this.#reading = null;
  }

  /** The device of that id, if it is known. */
  device(device: string): KnownDevice | null {
    return this.#devices.get(device) ?? null;
  }

  /** True when the hub may carry the device's frames. */
  mayCarry(hub: string, device: string): boolean {
    return this.#hubs.get(hub)?.carries.has(device) ?? false;
  }

  /** The hub whose token this is. */
  hubOf(token: ReadToken | null): Hub | null {
    return token && holder(this.#hubs.get(token.id), token);
  }

  /** The viewer whose token this is. */
  viewerOf(token: ReadToken | null): Viewer | null {
    return token && holder(this.#viewers.get(token.id), token);
  }

  /** The link whose token this is, while it lasts. */
  shareOf(token: ReadToken | null): Share | null {
    const share = token && holder(this.#shares.get(token.id), token);
    return share && this.share(share.share);
  }

  hub(hub: string): Hub | null {
    return this.#hubs.get(hub) ?? null;
  }

  viewer(viewer: string): Viewer | null {
    return this.#viewers.get(viewer) ?? null;
  }

  /** A link that has not run out. */
  share(share: string): Share | null {
    const known = this.#shares.get(share);
    return known && known.expiresMs > this.#clock() ? known : null;
  }

  person(person: string): Person | null {
    return this.#people.get(person) ?? null;
  }

  /** By address, in whatever case. */
  personAt(email: string): Person | null {
    return this.#byEmail.get(email.toLowerCase()) ?? null;
  }

  tenant(tenant: string): Tenant | null {
    return this.#tenants.get(tenant) ?? null;
  }

  /** In order of id. */
  tenants(): Tenant[] {
    return [...this.#tenants.values()];
  }

  /** What the person is to whom. */
  memberships(person: string): Member[] {
    return this.#memberships.get(person) ?? [];
  }

  members(tenant: string): Member[] {
    return this.#members.get(tenant) ?? [];
  }

  viewers(tenant: string): Viewer[] {
    return [...this.#viewers.values()].filter((viewer) => viewer.tenant === tenant);
  }

  hubs(tenant: string): Hub[] {
    return [...this.#hubs.values()].filter((hub) => hub.tenant === tenant);
  }

  /** Links to a device that have not run out. */
  shares(device: string): Share[] {
    const nowMs = this.#clock();
    return [...this.#shares.values()].filter((s) => s.device === device && s.expiresMs > nowMs);
  }

  #read(): Promise<void> {
    const at = this.#clock();
    const reading = this.#store
      .register(this.#version)
      .then((register) => {
        if (register) this.#learn(register);
        if (this.#reading === reading) this.#readAt = at;
      })
      .finally(() => {
        if (this.#reading === reading) this.#reading = null;
      });
    return reading;
  }

  #learn(register: Register): void {
    this.#version = register.version;
    this.#tenants = new Map(register.tenants.map((tenant) => [tenant.tenant, tenant]));
    this.#devices = new Map(register.devices.map((device) => [device.device, device]));
    this.#hubs = new Map(register.hubs.map((hub) => [hub.hub, { ...hub, carries: new Set(hub.devices) }]));
    this.#viewers = new Map(register.viewers.map((viewer) => [viewer.viewer, viewer]));
    this.#people = new Map(register.people.map((person) => [person.person, person]));
    this.#byEmail = new Map(register.people.map((person) => [person.email, person]));
    this.#memberships = grouped(register.members, ({ person }) => person);
    this.#members = grouped(register.members, ({ tenant }) => tenant);
    this.#shares = new Map(register.shares.map((share) => [share.share, share]));
  }
}

function grouped(members: readonly Member[], by: (member: Member) => string): Map<string, Member[]> {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const group = groups.get(by(member));
    if (group) group.push(member);
    else groups.set(by(member), [member]);
  }
  return groups;
}

function holder<T extends { tokenHash: Uint8Array }>(known: T | undefined, token: ReadToken): T | null {
  return known && sameHash(known.tokenHash, token.hash) ? known : null;
}
