import type { Device, Hub, Register, Store, Viewer } from "./store.ts";
import { type ReadToken, sameHash } from "./tokens.ts";

/** How long what is known may be out of date, ms: a command in another process takes effect within it. */
const FRESH_MS = 1000;

/** Everybody the store knows, in memory, so that a frame is judged without a query. */
export class Directory {
  readonly #store: Store;
  readonly #clock: () => number;
  #version: string | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;
  #devices = new Map<string, Device>();
  #hubs = new Map<string, Hub & { carries: ReadonlySet<string> }>();
  #viewers = new Map<string, Viewer>();

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
  device(device: string): Device | null {
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

  viewer(viewer: string): Viewer | null {
    return this.#viewers.get(viewer) ?? null;
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

  #learn({ version, devices, hubs, viewers }: Register): void {
    this.#version = version;
    this.#devices = new Map(devices.map((device) => [device.device, device]));
    this.#hubs = new Map(hubs.map((hub) => [hub.hub, { ...hub, carries: new Set(hub.devices) }]));
    this.#viewers = new Map(viewers.map((viewer) => [viewer.viewer, viewer]));
  }
}

function holder<T extends { tokenHash: Uint8Array }>(known: T | undefined, token: ReadToken): T | null {
  return known && sameHash(known.tokenHash, token.hash) ? known : null;
}
