import type { Duplex } from "node:stream";
import { Controller } from "./controller.ts";

/** real-time: advertising and connection events at their true intervals. fast: as quickly as the hosts can. */
export type AirMode = "real-time" | "fast";

/** Timers, so that a test can own them. */
export interface AirClock {
  later(ms: number, run: () => void): () => void;
  soon(run: () => void): void;
}

export interface AirOptions {
  mode: AirMode;
  /** Seeds the loss. */
  seed: number;
  /** Share of link-layer packets that fail their CRC, 0 … 0.9; the link layer sends them again. */
  loss?: number;
  clock?: AirClock;
}

const realClock: AirClock = {
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  soon: (run) => {
    setImmediate(run);
  },
};

/** In fast mode a second of radio time takes this many ms, so that a supervision timeout of 4 s fires after 200 ms. */
const FAST_MS_PER_SECOND = 50;
/** Signal strength where nothing else is said, and the weakest a controller hears (nRF52840: -95 dBm at 1 Mbit/s). */
const DEFAULT_RSSI = -48;
const SENSITIVITY = -95;

/**
 * Virtual LE controllers in reach of each other. The hosts above are real; controller and radio are emulated: advertising,
 * scanning, connections with flow control, loss and supervision timeout, but no encryption, no extended advertising, no
 * channel timing.
 */
export class Air {
  readonly controllers: Set<Controller> = new Set();
  readonly mode: AirMode;
  readonly clock: AirClock;
  #loss: number;
  #random: number;
  #made = 0;
  readonly #rssi = new Map<string, number>();
  readonly #silent = new Set<string>();

  constructor(options: AirOptions) {
    this.mode = options.mode;
    this.clock = options.clock ?? realClock;
    this.#loss = options.loss ?? 0;
    this.#random = (options.seed % 2147483646) + 1;
  }

  /** Gives the host on the other end of `hci` (H4 bytes) a controller. `address`: six bytes as `c0:00:5e:00:00:01`. */
  attach(hci: Duplex, options: { address?: string; name?: string } = {}): Controller {
    this.#made++;
    const number = this.#made.toString(16).padStart(4, "0");
    const address = options.address ?? `c0:00:5e:00:${number.slice(0, 2)}:${number.slice(2)}`;
    const controller = new Controller(this, hci, address, options.name ?? address);
    this.controllers.add(controller);
    return controller;
  }

  setLoss(share: number): void {
    this.#loss = share;
  }

  /** Signal strength between two controllers, both ways; below the receivers' sensitivity they do not hear each other. */
  setRssi(a: Controller, b: Controller, dBm: number): void {
    this.#rssi.set(pair(a, b), dBm);
  }

  rssi(a: Controller, b: Controller): number {
    return this.#rssi.get(pair(a, b)) ?? DEFAULT_RSSI;
  }

  /** Nothing passes between the two any more; neither host is told. */
  silence(a: Controller, b: Controller): void {
    this.#silent.add(pair(a, b));
    for (const link of a.linksTo(b)) link.watch();
  }

  restore(a: Controller, b: Controller): void {
    this.#silent.delete(pair(a, b));
    for (const link of a.linksTo(b)) link.wake();
  }

  /** Whether the two hear each other. */
  hears(a: Controller, b: Controller): boolean {
    return a.alive && b.alive && !this.#silent.has(pair(a, b)) && this.rssi(a, b) >= SENSITIVITY;
  }

  /** Whether the next packet fails its CRC (Lehmer generator, Park and Miller 1988). */
  loses(): boolean {
    if (this.#loss === 0) return false;
    this.#random = (this.#random * 48271) % 2147483647;
    return this.#random / 2147483647 < this.#loss;
  }

  /** Runs after so much radio time; returns how to call it off. */
  later(radioMs: number, run: () => void): () => void {
    return this.clock.later(this.mode === "fast" ? (radioMs * FAST_MS_PER_SECOND) / 1000 : radioMs, run);
  }

  stop(): void {
    for (const controller of [...this.controllers]) controller.unplug();
  }
}

function pair(a: Controller, b: Controller): string {
  return a.address < b.address ? `${a.address} ${b.address}` : `${b.address} ${a.address}`;
}
