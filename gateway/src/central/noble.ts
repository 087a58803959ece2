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
/** How long an adapter may take to come up, and the pause before the next try, ms. */
const POWER_MS = 5000;
const RETRY_MS = 1000;
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
      this.#heard.set(peripheral.id, peripheral);
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

  async #scan(): Promise<void> {
    await this.#noble?.startScanningAsync([PETPULSE_SERVICE], true);
  }

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
    const late = (what: string) => () =>
      new GatewayError(
        "gateway.connect-timeout",
        `${id}: ${what} took over ${timeoutMs} ms`,
        "is the collar in range?",
      );
    try {
      await noble.stopScanningAsync();
      await within(
        this.#clock,
        timeoutMs,
        noble.connectAsync(id, { ...INTERVAL, timeout: SUPERVISION_TIMEOUT }),
        late("connecting"),
      );
      const link = await within(
        this.#clock,
        timeoutMs,
        NobleLink.open(peripheral, this.#links),
        late("discovery"),
      );
      return link;
    } catch (cause) {
      // connectAsync to an absent peer never settles by itself and would hold the adapter for ever.
      noble.cancelConnect(id);
      void peripheral.disconnectAsync().catch(() => {});
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
  #onFragment: (fragment: Uint8Array) => void = () => {};
  #onClosed: (reason: string) => void = () => {};
  #closed = false;

  /** Discovers the service and subscribes. */
  static async open(peripheral: Peripheral, links: Set<NobleLink>): Promise<NobleLink> {
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
    const link = new NobleLink(peripheral, frames, control, status, links);
    await frames.subscribeAsync();
    return link;
  }

  private constructor(
    peripheral: Peripheral,
    frames: Characteristic,
    control: Characteristic,
    status: Characteristic,
    links: Set<NobleLink>,
  ) {
    this.#peripheral = peripheral;
    this.#frames = frames;
    this.#control = control;
    this.#status = status;
    this.#links = links;
    links.add(this);
    frames.on("data", (data: Buffer) => this.#onFragment(data));
    peripheral.once("disconnect", (reason: unknown) => this.lost(`disconnected ${reason ?? ""}`.trim()));
  }

  get fragmentBytes(): number {
    return (this.#peripheral.mtu ?? DEFAULT_MTU) - ATT_HEADER;
  }

  identity(): Promise<Uint8Array> {
    return this.#status.readAsync();
  }

  write(fragment: Uint8Array): Promise<void> {
    if (this.#closed)
      return Promise.reject(new GatewayError("gateway.link-lost", "the link is closed", "connect again"));
    return this.#control.writeAsync(Buffer.from(fragment), false);
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
    await this.#peripheral.disconnectAsync().catch(() => {});
  }

  lost(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#links.delete(this);
    this.#frames.removeAllListeners("data");
    this.#onClosed(reason);
  }
}
