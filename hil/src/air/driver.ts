import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import type { Duplex } from "node:stream";
import { AirError } from "./errors.ts";
import { H4Framer } from "./h4.ts";

/** The package whose `loadDriver` both host stacks ask for their HCI socket. */
const DRIVER_PACKAGE = "@stoprocent/bluetooth-hci-socket";
/** Modules that have taken their driver once they are loaded. */
const STACKS = ["@stoprocent/noble", "@stoprocent/bleno"];

type Open = (deviceId: number | undefined) => Duplex;

/**
 * Makes every noble and bleno of this process speak H4 over the stream that `open` gives, in place of a kernel HCI socket.
 * Has to run before either is first required: they keep the driver they found.
 * Throws AirError air.hook when it comes too late, or when the package no longer has a driver to replace.
 */
export function installHciDriver(open: Open): void {
  const require = createRequire(import.meta.url);
  for (const stack of STACKS) {
    if (require.cache[require.resolve(stack)]) {
      throw new AirError(
        "air.hook",
        `${stack} is loaded already and keeps its own driver; install the driver first`,
      );
    }
  }
  const hook = require(DRIVER_PACKAGE) as { loadDriver?: unknown };
  if (typeof hook.loadDriver !== "function") {
    throw new AirError(
      "air.hook",
      `${DRIVER_PACKAGE} no longer has loadDriver: the stacks cannot be given a virtual adapter`,
    );
  }
  hook.loadDriver = () => driverFor(open);
}

/** How many virtual HCI sockets this process has opened; the contract test's proof that the stacks really use them. */
export let socketsOpened = 0;

function driverFor(open: Open): new () => EventEmitter {
  /** What noble and bleno call of an HCI socket: bind, start, write; `data`, `state` and `error` come back. */
  return class StreamHciSocket extends EventEmitter {
    #stream: Duplex | null = null;
    #up = false;

    bindRaw(deviceId?: number): number {
      return this.#open(deviceId);
    }

    bindUser(deviceId?: number): number {
      return this.#open(deviceId);
    }

    /** bleno opens a management channel for each connection; there is nothing to manage. */
    bindControl(): void {}

    setFilter(): void {}

    isDevUp(): boolean {
      return this.#up;
    }

    start(): void {}

    reset(): void {}

    stop(): void {
      this.#stream?.destroy();
    }

    write(packet: Buffer): void {
      if (this.#stream && !this.#stream.destroyed) this.#stream.write(packet);
    }

    #open(deviceId: number | undefined): number {
      socketsOpened++;
      const stream = open(deviceId);
      this.#stream = stream;
      const framer = new H4Framer((packet) => this.emit("data", packet));
      stream.on("data", (chunk: Buffer) => framer.push(chunk));
      stream.on("error", (error) => this.emit("error", error));
      // An in-process pair only ends, a socket also closes.
      stream.on("end", () => this.#setUp(false));
      stream.on("close", () => this.#setUp(false));
      if ((stream as { connecting?: boolean }).connecting) stream.once("connect", () => this.#setUp(true));
      else setImmediate(() => this.#setUp(true));
      return deviceId ?? 0;
    }

    #setUp(up: boolean): void {
      if (this.#up === up) return;
      this.#up = up;
      this.emit("state", up);
    }
  };
}
