import { createRequire } from "node:module";
import {
  CONTROL_CHARACTERISTIC,
  FRAMES_CHARACTERISTIC,
  PETPULSE_SERVICE,
  STATUS_CHARACTERISTIC,
} from "@petpulse/proto";
import type { Characteristic, Noble, Peripheral } from "@stoprocent/noble";
import type { Central, CollarLink, Found } from "../central.ts";
import { type Clock, wait, within } from "../clock.ts";
import { GatewayError } from "../errors.ts";

/** 4 s in units of 10 ms: noble's default of 420 ms loses collars that a dog lies on. */
const SUPERVISION_TIMEOUT = 400;
/** 15–30 ms in units of 1.25 ms. */
const INTERVAL = { minInterval: 12, maxInterval: 24, latency: 0 };
/** How long an adapter may take to come up (one on USB loads its firmware first), and the pause before the next try, ms. */
const POWER_MS = 10_000;
const RETRY_MS = 1000;
/** Closing a link is waited for so long, ms. */
const CLOSE_MS = 2000;
/** Advertisers remembered; phones with changing addresses would fill any memory. */
const MOST_HEARD = 256;
/** Bytes of an ATT header in a write or notification. */
const ATT_HEADER = 3;
/** ATT MTU before any exchange (Core Specification, Vol 3, Part G, 5.2.1). */
const DEFAULT_MTU = 23;

/**
 * Central over noble. noble is loaded by `start`, not by importing this file, so that whoever replaces its HCI socket can do so
 * first. A lost adapter leaves a noble that never recovers: each recovery makes a new one.
 */
export class NobleCentral implements Central {
  readonly #clock: Clock;
  #noble: Noble | null = null;
  #stopped = false;
  #up = false;
  #found: (found: Found) => void = () => {};
  #adapter: (up: boolean) => void = () => {};
  readonly #heard = new Map<string, Peripheral>();
  readonly #links = new Set<NobleLink>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  onFound(listener: (found: Found) => void): void {
    this.#found = listener;
  }

  onAdapter(listener: (up: boolean) => void): void {
    this.#adapter = listener;
  }

  async start(): Promise<void> {
    await this.#open();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.allSettled([...this.#links].map((link) => link.close()));
    this.#noble?.removeAllListeners();
    this.#noble?.stop();
    this.#noble = null;
  }

  async reset(): Promise<void> {
    if (this.#noble) await this.#lost(this.#noble);
  }

  connect(id: string, options: { timeoutMs: number }): Promise<CollarLink> {
    const turn = this.#queue.then(() => this.#connect(id, options.timeoutMs));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  async #open(): Promise<void> {
    // One adapter per noble: a fresh instance each time, never the package's shared default.
    const { withBindings } = createRequire(import.meta.url)(
      "@stoprocent/noble",
    ) as typeof import("@stoprocent/noble");
    const noble = withBindings("hci", {});
    this.#noble = noble;
    noble.on("discover", (peripheral) => {
      this.#hear(peripheral);
      this.#found({
        id: peripheral.id,
        name: peripheral.advertisement.localName ?? "",
        rssi: peripheral.rssi,
      });
    });
    noble.on("warning", () => {});
    try {
      await noble.waitForPoweredOnAsync(POWER_MS);
    } catch (cause) {
      noble.removeAllListeners();
      noble.stop();
      this.#noble = null;
      throw new GatewayError(
        "gateway.adapter",
        "no Bluetooth adapter is powered on",
        "plug it in, or run petpulse gateway as a user that may use it",
        { cause },
      );
    }
    noble.on("stateChange", (state) => {
      if (state !== "poweredOn") void this.#lost(noble);
    });
    this.#up = true;
    this.#adapter(true);
    await this.#scan();
  }

  /** Keeps the newest; a Map goes through its keys in the order they were set. */
  #hear(peripheral: Peripheral): void {
    this.#heard.delete(peripheral.id);
    this.#heard.set(peripheral.id, peripheral);
    for (const id of this.#heard.keys()) {
      if (this.#heard.size <= MOST_HEARD) break;
      this.#heard.delete(id);
    }
  }

  async #lost(noble: Noble): Promise<void> {
    if (this.#stopped || this.#noble !== noble) return;
    this.#noble = null;
    this.#up = false;
    this.#heard.clear();
    this.#adapter(false);
    for (const link of [...this.#links]) link.lost("adapter lost");
    noble.removeAllListeners();
    noble.stop();
    while (!this.#stopped && !this.#up) {
      await wait(this.#clock, RETRY_MS);
      if (!this.#stopped) await this.#open().catch(() => {});
    }
  }

  async #link(noble: Noble, peripheral: Peripheral): Promise<NobleLink> {
    await noble.stopScanningAsync();
    await noble.connectAsync(peripheral.id, { ...INTERVAL, timeout: SUPERVISION_TIMEOUT });
    return NobleLink.open(peripheral, this.#links, this.#clock);
  }

  async #scan(): Promise<void> {
    await this.#noble?.startScanningAsync([PETPULSE_SERVICE], true);
  }

  /** The time runs from here, for connecting and discovering together. */
  async #connect(id: string, timeoutMs: number): Promise<CollarLink> {
    const noble = this.#noble;
    const peripheral = this.#heard.get(id);
    if (!noble || !peripheral) {
      throw new GatewayError(
        "gateway.adapter",
        `${id} cannot be reached: no adapter has heard it`,
        "wait for it to be found again",
      );
    }
    const late = () =>
      new GatewayError(
        "gateway.connect-timeout",
        `${id}: not ready within ${timeoutMs} ms`,
        "is it in range?",
      );
    const making = this.#link(noble, peripheral);
    try {
      return await within(this.#clock, timeoutMs, making, late);
    } catch (cause) {
      // connectAsync to an absent peer never settles by itself and would hold the adapter for ever.
      noble.cancelConnect(id);
      void peripheral.disconnectAsync().catch(() => {});
      // One that was made after all, too late, would stay open with nobody on it.
      making.then(
        (link) => link.close(),
        () => {},
      );
      if (cause instanceof GatewayError) throw cause;
      throw new GatewayError(
        "gateway.link-lost",
        `${id}: ${(cause as Error).message}`,
        "it will be tried again",
        { cause },
      );
    } finally {
      await this.#scan().catch(() => {});
    }
  }
}

class NobleLink implements CollarLink {
  readonly #peripheral: Peripheral;
  readonly #control: Characteristic;
  readonly #status: Characteristic;
  readonly #frames: Characteristic;
  readonly #links: Set<NobleLink>;
  readonly #clock: Clock;
  #onFragment: (fragment: Uint8Array) => void = () => {};
  #onClosed: (reason: string) => void = () => {};
  #writing: Promise<void> = Promise.resolve();
  #closed = false;

  /** Discovers the service and subscribes. */
  static async open(peripheral: Peripheral, links: Set<NobleLink>, clock: Clock): Promise<NobleLink> {
    const wanted = [FRAMES_CHARACTERISTIC, CONTROL_CHARACTERISTIC, STATUS_CHARACTERISTIC];
    const { characteristics } = await peripheral.discoverSomeServicesAndCharacteristicsAsync(
      [PETPULSE_SERVICE],
      wanted,
    );
    const [frames, control, status] = wanted.map((uuid) => characteristics.find((c) => c.uuid === uuid));
    if (!frames || !control || !status) {
      throw new GatewayError(
        "gateway.not-a-collar",
        `${peripheral.id} lacks the PetPulse characteristics`,
        "update its firmware",
      );
    }
    await frames.subscribeAsync();
    return new NobleLink(peripheral, { frames, control, status }, links, clock);
  }

  private constructor(
    peripheral: Peripheral,
    has: { frames: Characteristic; control: Characteristic; status: Characteristic },
    links: Set<NobleLink>,
    clock: Clock,
  ) {
    this.#peripheral = peripheral;
    this.#frames = has.frames;
    this.#control = has.control;
    this.#status = has.status;
    this.#links = links;
    this.#clock = clock;
    links.add(this);
    has.frames.on("data", (data: Buffer) => this.#onFragment(data));
    peripheral.once("disconnect", (reason: unknown) => this.lost(`disconnected ${reason ?? ""}`.trim()));
  }

  get fragmentBytes(): number {
    return (this.#peripheral.mtu ?? DEFAULT_MTU) - ATT_HEADER;
  }

  identity(): Promise<Uint8Array> {
    return this.#status.readAsync();
  }

  /** noble tells answers to one characteristic apart by nothing: two writes at once would wait for ever. */
  write(fragment: Uint8Array): Promise<void> {
    const written = this.#writing.then(() => this.#write(fragment));
    this.#writing = written.catch(() => {});
    return written;
  }

  async #write(fragment: Uint8Array): Promise<void> {
    const lost = (why: string, cause?: unknown) =>
      new GatewayError("gateway.link-lost", why, "connect again", { cause });
    if (this.#closed) throw lost("the link is closed");
    try {
      await this.#control.writeAsync(Buffer.from(fragment), false);
    } catch (cause) {
      throw lost((cause as Error).message, cause);
    }
  }

  onFragment(listener: (fragment: Uint8Array) => void): void {
    this.#onFragment = listener;
  }

  onClosed(listener: (reason: string) => void): void {
    this.#onClosed = listener;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.lost("closed by the hub");
    // An adapter that has gone mad never says that it is done.
    const gone = this.#peripheral.disconnectAsync().catch(() => {});
    await Promise.race([gone, wait(this.#clock, CLOSE_MS)]);
  }

  lost(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#links.delete(this);
    this.#frames.removeAllListeners("data");
    this.#onClosed(reason);
  }
}
