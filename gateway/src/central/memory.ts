import type { Central, CollarLink, Found } from "../central.ts";
import { type Clock, within } from "../clock.ts";
import { GatewayError } from "../errors.ts";

/** Between two advertisements, and from the loss of the adapter to its return, ms. */
const ADVERTISE_MS = 50;
const RETURN_MS = 100;

/** A collar as a central sees it: what it says when asked who it is, and whether it can be reached. */
export class MemoryCollar {
  readonly name: string;
  readonly identity: Uint8Array;
  /** Lacks the PetPulse characteristics. */
  readonly bare: boolean;
  /** Nothing passes: connections hang, links die. */
  silent = false;
  /** Is heard, but connections to it hang. */
  hangs = false;
  /** What centrals wrote. */
  readonly written: Uint8Array[] = [];
  /** Takes each write as it comes. */
  onWritten: (fragment: Uint8Array) => void = () => {};
  link: MemoryLink | null = null;

  constructor(name: string, identity: Uint8Array, options: { bare?: boolean } = {}) {
    this.name = name;
    this.identity = identity;
    this.bare = options.bare ?? false;
  }

  notify(fragment: Uint8Array): void {
    if (!this.silent) this.link?.hear(fragment);
  }

  silence(): void {
    this.silent = true;
    this.link?.end("out of range");
  }
}

/** Central whose collars are objects: for tests of everything above the radio. Ids are names. */
export class MemoryCentral implements Central {
  readonly #clock: Clock;
  readonly #collars = new Map<string, MemoryCollar>();
  #found: (found: Found) => void = () => {};
  #adapter: (up: boolean) => void = () => {};
  #up = false;
  #stopped = false;
  #cancel: () => void = () => {};
  #queue: Promise<unknown> = Promise.resolve();
  /** Connections asked of it, in order. */
  readonly asked: string[] = [];
  resets = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(collar: MemoryCollar): void {
    this.#collars.set(collar.name, collar);
  }

  onFound(listener: (found: Found) => void): void {
    this.#found = listener;
  }

  onAdapter(listener: (up: boolean) => void): void {
    this.#adapter = listener;
  }

  async start(): Promise<void> {
    this.#comeUp();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#goDown("closed by the hub");
  }

  async reset(): Promise<void> {
    this.resets++;
    this.unplug();
  }

  /** The adapter is gone, and comes back after a while. */
  unplug(): void {
    if (!this.#up) return;
    this.#goDown("adapter lost");
    this.#adapter(false);
    this.#cancel = this.#clock.later(RETURN_MS, () => !this.#stopped && this.#comeUp());
  }

  connect(id: string, options: { timeoutMs: number }): Promise<CollarLink> {
    const turn = this.#queue.then(() => this.#connect(id, options.timeoutMs));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  #comeUp(): void {
    this.#up = true;
    this.#adapter(true);
    this.#advertise();
  }

  #goDown(reason: string): void {
    this.#up = false;
    this.#cancel();
    for (const { link } of this.#collars.values()) link?.end(reason);
  }

  #advertise(): void {
    for (const { name, silent, link } of this.#collars.values())
      if (!silent && !link) this.#found({ id: name, name, rssi: -50 });
    if (this.#up) this.#cancel = this.#clock.later(ADVERTISE_MS, () => this.#advertise());
  }

  async #connect(id: string, timeoutMs: number): Promise<CollarLink> {
    this.asked.push(id);
    const collar = this.#collars.get(id);
    if (!this.#up || !collar)
      throw new GatewayError("gateway.adapter", `${id} cannot be reached`, "wait for it to be found again");
    const made =
      collar.silent || collar.hangs ? new Promise<never>(() => {}) : Promise.resolve(new MemoryLink(collar));
    const late = () =>
      new GatewayError(
        "gateway.connect-timeout",
        `${id}: not ready within ${timeoutMs} ms`,
        "is it in range?",
      );
    const link = await within(this.#clock, timeoutMs, made, late);
    if (collar.bare) {
      link.end("not a collar");
      throw new GatewayError("gateway.not-a-collar", `${id} is no collar`, "update its firmware");
    }
    return link;
  }
}

class MemoryLink implements CollarLink {
  readonly fragmentBytes = 100;
  readonly #collar: MemoryCollar;
  #onFragment: (fragment: Uint8Array) => void = () => {};
  #onClosed: (reason: string) => void = () => {};
  #closed = false;

  constructor(collar: MemoryCollar) {
    this.#collar = collar;
    collar.link = this;
  }

  async identity(): Promise<Uint8Array> {
    this.#open();
    return this.#collar.identity;
  }

  async write(fragment: Uint8Array): Promise<void> {
    this.#open();
    this.#collar.written.push(fragment);
    this.#collar.onWritten(fragment);
  }

  onFragment(listener: (fragment: Uint8Array) => void): void {
    this.#onFragment = listener;
  }

  onClosed(listener: (reason: string) => void): void {
    this.#onClosed = listener;
  }

  async close(): Promise<void> {
    this.end("closed by the hub");
  }

  hear(fragment: Uint8Array): void {
    this.#onFragment(fragment);
  }

  end(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#collar.link = null;
    this.#onClosed(reason);
  }

  #open(): void {
    if (this.#closed) throw new GatewayError("gateway.link-lost", "the link is closed", "connect again");
  }
}
