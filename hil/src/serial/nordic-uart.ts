import { createRequire } from "node:module";
import { type Clock, wait, within } from "@petpulse/gateway/clock";
import type { Characteristic, Noble, Peripheral } from "@stoprocent/noble";
import { ConsoleError } from "./errors.ts";
import type { Line } from "./line.ts";

/** Nordic's UART service: written to, and notified by (nRF Connect SDK, "Nordic UART Service (NUS)"). */
const SERVICE = "6e400001b5a3f393e0a9e50e24dcca9e";
const WRITTEN = "6e400002b5a3f393e0a9e50e24dcca9e";
const NOTIFIED = "6e400003b5a3f393e0a9e50e24dcca9e";
/** ATT MTU before any exchange, and the header of a write (Core Specification, vol. 3 part F 3.4.5.1). */
const DEFAULT_MTU = 23;
const ATT_HEADER = 3;
/** An adapter that comes up, a board that is found, a link that is made: each within so long, ms. */
const PATIENCE_MS = 15_000;
/** Closing a link is waited for so long, ms. */
const CLOSE_MS = 2000;
/** Supervision timeout in units of 10 ms: the watch may be under an animal. */
const SUPERVISION = 400;

/** A board's console over the air: the only one that a Bangle.js 2 has. */
export class NordicUartLine implements Line {
  readonly name: string;
  readonly #wanted: string;
  readonly #clock: Clock;
  #noble: Noble | null = null;
  #peripheral: Peripheral | null = null;
  #written: Characteristic | null = null;
  #writing: Promise<void> = Promise.resolve();

  /** `wanted`: the advertised name, its beginning, or the address. */
  constructor(wanted: string, clock: Clock) {
    this.name = `ble:${wanted}`;
    this.#wanted = wanted;
    this.#clock = clock;
  }

  async open(heard: (bytes: Uint8Array) => void, gone: (why: string) => void): Promise<void> {
    const { withBindings } = createRequire(import.meta.url)(
      "@stoprocent/noble",
    ) as typeof import("@stoprocent/noble");
    const noble = withBindings("hci", {});
    this.#noble = noble;
    noble.on("warning", () => {});
    try {
      await noble.waitForPoweredOnAsync(PATIENCE_MS);
      const peripheral = await this.#within(this.#find(noble), "it is not heard advertising");
      await noble.stopScanningAsync();
      await this.#within(this.#connect(noble, peripheral, heard), "no link could be made");
      peripheral.once("disconnect", () => {
        if (this.#peripheral === null) return;
        this.#peripheral = null;
        gone("the radio link is lost");
      });
    } catch (cause) {
      await this.close();
      const hint = "is Bluetooth on here, is the board in reach, and is nothing else connected to it?";
      const why = `${this.name}: ${(cause as Error).message}`;
      throw new ConsoleError("console.no-port", why, hint, { cause });
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    // noble tells answers to one characteristic apart by nothing: two writes at once would wait for ever.
    const written = this.#writing.then(() => this.#write(bytes));
    this.#writing = written.catch(() => {});
    await written;
  }

  async close(): Promise<void> {
    const [noble, peripheral] = [this.#noble, this.#peripheral];
    this.#noble = null;
    this.#peripheral = null;
    this.#written = null;
    if (peripheral)
      await Promise.race([peripheral.disconnectAsync().catch(() => {}), wait(this.#clock, CLOSE_MS)]);
    noble?.removeAllListeners();
    noble?.stop();
  }

  #within<T>(work: Promise<T>, why: string): Promise<T> {
    return within(this.#clock, PATIENCE_MS, work, () => new Error(`${why} within ${PATIENCE_MS / 1000} s`));
  }

  async #find(noble: Noble): Promise<Peripheral> {
    const wanted = this.#wanted.toLowerCase();
    const found = new Promise<Peripheral>((resolve) => {
      noble.on("discover", (peripheral) => {
        const name = peripheral.advertisement.localName?.toLowerCase() ?? "";
        if (name.startsWith(wanted) || peripheral.address.toLowerCase() === wanted) resolve(peripheral);
      });
    });
    // No filter by service: Espruino names the UART in its scan response only where there is room.
    await noble.startScanningAsync([], true);
    return found;
  }

  async #connect(noble: Noble, peripheral: Peripheral, heard: (bytes: Uint8Array) => void): Promise<void> {
    await noble.connectAsync(peripheral.id, { timeout: SUPERVISION });
    this.#peripheral = peripheral;
    const { characteristics } = await peripheral.discoverSomeServicesAndCharacteristicsAsync(
      [SERVICE],
      [WRITTEN, NOTIFIED],
    );
    const [written, notified] = [WRITTEN, NOTIFIED].map((uuid) =>
      characteristics.find((c) => c.uuid === uuid),
    );
    if (!written || !notified) throw new Error("it has no console on the air");
    notified.on("data", (data: Buffer) => heard(data));
    await notified.subscribeAsync();
    this.#written = written;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    const room = (this.#peripheral?.mtu ?? DEFAULT_MTU) - ATT_HEADER;
    for (let at = 0; at < bytes.length; at += room) {
      try {
        if (!this.#written || !this.#peripheral) throw new Error("the radio link is lost");
        await this.#written.writeAsync(Buffer.from(bytes.subarray(at, at + room)), false);
      } catch (cause) {
        const hint = "bring the board nearer, then start again: what arrived is kept";
        const why = `${this.name}: ${(cause as Error).message}`;
        throw new ConsoleError("console.disconnected", why, hint, { cause });
      }
    }
  }
}
