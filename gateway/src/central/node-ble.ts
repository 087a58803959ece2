import { createRequire } from "node:module";
import { PETPULSE_SERVICE } from "@petpulse/proto";
import type { Adapter, Bluetooth, Device } from "node-ble";
import type { Central, CollarLink, Found } from "../central.ts";
import { type Clock, within } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import { dashed, type Helped, NodeBleLink, type Variant } from "./node-ble-link.ts";

/** Between two looks at what BlueZ has heard, ms. */
const LOOK_MS = 1000;
/** A call that BlueZ has not answered by then is given up, ms. */
const CALL_MS = 5000;
/** What node-ble has and does not declare: the bus, and the tree on it. */
interface Bus {
  getProxyObject(service: string, path: string): Promise<{ getInterface(name: string): unknown }>;
}
interface ObjectManager {
  GetManagedObjects(): Promise<Record<string, Record<string, Record<string, Variant>>>>;
}

/** A session with BlueZ as node-ble opens it. */
export interface BleSession {
  bluetooth: Bluetooth;
  destroy(): void;
}

const require = createRequire(import.meta.url);

/** Over the system bus. Throws GatewayError gateway.settings where node-ble, which is optional, is not installed. */
function openSystem(): BleSession {
  try {
    return (require("node-ble") as typeof import("node-ble")).createBluetooth();
  } catch (cause) {
    throw new GatewayError(
      "gateway.settings",
      `--adapter bluez: ${(cause as Error).message}`,
      "npm install node-ble, and see that bluetoothd runs",
      { cause },
    );
  }
}

/**
 * Central over BlueZ's D-Bus by node-ble: for machines whose adapter bluetoothd keeps to itself. Needs no capabilities; what was
 * heard is looked up once a second.
 */
export class NodeBleCentral implements Central {
  readonly #clock: Clock;
  readonly #open: () => BleSession;
  readonly #lookMs: number;
  #session: BleSession | null = null;
  #adapter: (Adapter & Helped) | null = null;
  #stopped = false;
  #cancel: () => void = () => {};
  #found: (found: Found) => void = () => {};
  #told: (up: boolean) => void = () => {};
  readonly #links = new Set<NodeBleLink>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock, open: () => BleSession = openSystem, lookMs: number = LOOK_MS) {
    this.#clock = clock;
    this.#open = open;
    this.#lookMs = lookMs;
  }

  onFound(listener: (found: Found) => void): void {
    this.#found = listener;
  }

  onAdapter(listener: (up: boolean) => void): void {
    this.#told = listener;
  }

  async start(): Promise<void> {
    this.#session = this.#open();
    if (!(await this.#comeUp().catch(() => false))) {
      this.#session.destroy();
      this.#session = null;
      throw new GatewayError(
        "gateway.adapter",
        "BlueZ has no powered adapter",
        "bluetoothctl power on; does bluetoothd run? petpulse doctor",
      );
    }
    this.#again();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await Promise.allSettled([...this.#links].map((link) => link.close()));
    const adapter = this.#adapter;
    this.#adapter = null;
    if (adapter) await this.#soon(adapter.stopDiscovery()).catch(() => {});
    this.#session?.destroy();
    this.#session = null;
  }

  async reset(): Promise<void> {
    const adapter = this.#adapter;
    if (!adapter) return;
    const typed = require("node-ble/src/buildTypedValue.js") as (type: string, value: unknown) => Variant;
    const power = (on: boolean) => this.#soon(adapter.helper.set("Powered", typed("boolean", on)));
    this.#lost();
    await power(false).catch(() => {});
    await power(true);
  }

  connect(id: string, options: { timeoutMs: number }): Promise<CollarLink> {
    const turn = this.#queue.then(() => this.#connect(id, options.timeoutMs));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  /** Whether there is a powered adapter; then it discovers. */
  async #comeUp(): Promise<boolean> {
    const { bluetooth } = this.#session!;
    const adapter = (await this.#soon(bluetooth.defaultAdapter())) as Adapter & Helped;
    if (!(await this.#soon(adapter.isPowered()))) return false;
    if (!(await this.#soon(adapter.isDiscovering()))) await this.#soon(adapter.startDiscovery());
    if (this.#stopped) return false;
    this.#adapter = adapter;
    this.#told(true);
    return true;
  }

  #lost(): void {
    if (!this.#adapter) return;
    this.#adapter = null;
    for (const link of [...this.#links]) link.lost("adapter lost");
    this.#told(false);
  }

  #again(): void {
    if (!this.#stopped) this.#cancel = this.#clock.later(this.#lookMs, () => void this.#look());
  }

  /** One call for all that BlueZ knows: adapter, devices, who advertises now. */
  async #look(): Promise<void> {
    try {
      if (!this.#adapter && !(await this.#comeUp())) return;
      const { dbus } = this.#session!.bluetooth as unknown as { dbus: Bus };
      const root = await this.#soon(dbus.getProxyObject("org.bluez", "/"));
      const manager = root.getInterface("org.freedesktop.DBus.ObjectManager") as ObjectManager;
      const objects = Object.values(await this.#soon(manager.GetManagedObjects()));
      const adapter = objects.find((one) => one["org.bluez.Adapter1"])?.["org.bluez.Adapter1"];
      if (adapter?.Powered?.value !== true) return this.#lost();
      if (adapter.Discovering?.value !== true) await this.#soon(this.#adapter!.startDiscovery());
      for (const { "org.bluez.Device1": device } of objects) if (device) this.#hear(device);
    } catch {
      // bluetoothd itself may be restarting.
      this.#lost();
    } finally {
      this.#again();
    }
  }

  /** RSSI is there only while a device advertises. */
  #hear(device: Record<string, Variant>): void {
    const uuids = (device.UUIDs?.value ?? []) as string[];
    const rssi = device.RSSI?.value as number | undefined;
    if (rssi === undefined || device.Connected?.value === true || !uuids.includes(dashed(PETPULSE_SERVICE)))
      return;
    this.#found({ id: device.Address!.value as string, name: (device.Name?.value ?? "") as string, rssi });
  }

  async #connect(id: string, timeoutMs: number): Promise<CollarLink> {
    const adapter = this.#adapter;
    const late = () =>
      new GatewayError(
        "gateway.connect-timeout",
        `${id}: not ready within ${timeoutMs} ms`,
        "is it in range?",
      );
    const device =
      adapter && (await within(this.#clock, timeoutMs, adapter.getDevice(id), late).catch(() => null));
    if (!device) {
      const hint = "wait for it to be found again";
      throw new GatewayError("gateway.adapter", `${id} cannot be reached: no adapter has heard it`, hint);
    }
    const making = NodeBleLink.open(id, device as Device & Helped, this.#links, this.#clock);
    try {
      return await within(this.#clock, timeoutMs, making, late);
    } catch (cause) {
      // Also calls a connection off that is still being made (BlueZ, doc/device-api.txt).
      await this.#soon(device.disconnect()).catch(() => {});
      making.then(
        (link) => link.close(),
        () => {},
      );
      if (cause instanceof GatewayError) throw cause;
      const { message } = cause as Error;
      throw new GatewayError("gateway.link-lost", `${id}: ${message}`, "it will be tried again", { cause });
    }
  }

  #soon<T>(call: Promise<T>): Promise<T> {
    const late = () =>
      new GatewayError("gateway.adapter", "BlueZ does not answer", "systemctl restart bluetooth");
    return within(this.#clock, CALL_MS, call, late);
  }
}
