import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import {
  CONTROL_CHARACTERISTIC,
  FRAMES_CHARACTERISTIC,
  PETPULSE_SERVICE,
  STATUS_CHARACTERISTIC,
} from "@petpulse/proto";
import type { Bluetooth } from "node-ble";
import { centralContract } from "../central.contract.ts";
import { systemClock } from "../clock.ts";
import { NodeBleCentral } from "./node-ble.ts";

const require = createRequire(import.meta.url);
// The package exports a session on the system bus only; the class behind it takes any bus.
const Session = require("node-ble/src/Bluetooth.js") as new (bus: unknown) => Bluetooth;

const ADAPTER = "/org/bluez/hci0";
const IDENTITY = Uint8Array.of(8, 1, 18, 8, 1, 2, 3, 4, 5, 6, 7, 8);
/** How long the supervision timeout is here, ms, and how long a pulled adapter stays away. */
const SUPERVISION_MS = 50;
const AWAY_MS = 200;
const LOOK_MS = 50;

const dashed = (uuid: string) => uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

type Properties = Record<string, unknown>;
type Method = (...args: never[]) => unknown;

/** An object on the bus: properties by interface, methods, and the signal that properties have changed. */
class Thing {
  readonly interfaces: Record<string, Properties>;
  readonly methods: Record<string, Method>;
  readonly signals = new EventEmitter().setMaxListeners(100);

  constructor(interfaces: Record<string, Properties>, methods: Record<string, Method> = {}) {
    this.interfaces = interfaces;
    this.methods = methods;
  }

  set(name: string, key: string, value: unknown): void {
    this.interfaces[name]![key] = value;
    this.signals.emit("PropertiesChanged", name, { [key]: { value } }, []);
  }
}

/** BlueZ's object tree as node-ble reads it, in this process. */
class FakeBluez {
  readonly things = new Map<string, Thing>();
  readonly proxies: EventEmitter[] = [];

  async getProxyObject(_service: string, path: string) {
    const nodes = [...this.things.keys()].filter(
      (one) => one !== path && one.startsWith(path === "/" ? "/" : `${path}/`),
    );
    return { nodes, getInterface: (name: string) => this.#interface(path, name) };
  }

  #interface(path: string, name: string): unknown {
    if (name === "org.freedesktop.DBus.ObjectManager") return { GetManagedObjects: async () => this.#all() };
    const thing = this.things.get(path);
    const there = () => {
      if (!thing || this.things.get(path) !== thing)
        throw new Error("org.freedesktop.DBus.Error.UnknownObject");
      return thing;
    };
    if (name !== "org.freedesktop.DBus.Properties") {
      const call =
        (method: string) =>
        async (...args: never[]) =>
          there().methods[method]!(...args);
      return Object.fromEntries(Object.keys(thing?.methods ?? {}).map((method) => [method, call(method)]));
    }
    const proxy = Object.assign(new EventEmitter().setMaxListeners(100), {
      Get: async (of: string, key: string) => {
        const value = there().interfaces[of]?.[key];
        if (value === undefined) throw new Error(`no property ${key}`);
        return { value };
      },
      Set: async (of: string, key: string, { value }: { value: unknown }) => there().set(of, key, value),
    });
    thing?.signals.on("PropertiesChanged", (...args) => proxy.emit("PropertiesChanged", ...args));
    return proxy;
  }

  #all() {
    const variants = (properties: Properties) =>
      Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, { value }]));
    return Object.fromEntries(
      [...this.things].map(([path, { interfaces }]) => [
        path,
        Object.fromEntries(
          Object.entries(interfaces).map(([name, properties]) => [name, variants(properties)]),
        ),
      ]),
    );
  }
}

class FakeCollar {
  readonly name: string;
  readonly identity = IDENTITY;
  readonly written: Uint8Array[] = [];
  readonly device: Thing;
  readonly #frames: Thing;
  #silent = false;

  constructor(bluez: FakeBluez, number: number, name: string, bare: boolean) {
    this.name = name;
    const address = `C0:00:5E:00:00:0${number}`;
    const path = `${ADAPTER}/dev_${address.replaceAll(":", "_")}`;
    const device: Thing = new Thing(
      {
        "org.bluez.Device1": {
          Address: address,
          Name: name,
          RSSI: -50,
          UUIDs: [dashed(PETPULSE_SERVICE)],
          Connected: false,
          ServicesResolved: false,
        },
      },
      {
        Connect: () => {
          if (this.#silent) return new Promise(() => {});
          device.set("org.bluez.Device1", "Connected", true);
          device.set("org.bluez.Device1", "ServicesResolved", true);
          return undefined;
        },
        Disconnect: () => this.drop(),
      },
    );
    this.device = device;
    const characteristic = (uuid: string, methods: Record<string, Method>) =>
      new Thing({ "org.bluez.GattCharacteristic1": { UUID: dashed(uuid), MTU: 247 } }, methods);
    const none = () => undefined;
    this.#frames = characteristic(FRAMES_CHARACTERISTIC, { StartNotify: none, StopNotify: none });
    const control = characteristic(CONTROL_CHARACTERISTIC, {
      WriteValue: (data: number[]) => void this.written.push(Uint8Array.from(data)),
    });
    const status = characteristic(STATUS_CHARACTERISTIC, { ReadValue: () => [...IDENTITY] });
    bluez.things.set(path, device);
    bluez.things.set(
      `${path}/service0010`,
      new Thing({ "org.bluez.GattService1": { UUID: dashed(PETPULSE_SERVICE), Primary: true } }),
    );
    bluez.things.set(`${path}/service0010/char0011`, status);
    if (bare) return;
    bluez.things.set(`${path}/service0010/char0012`, this.#frames);
    bluez.things.set(`${path}/service0010/char0014`, control);
  }

  notify(fragment: Uint8Array): void {
    this.#frames.set("org.bluez.GattCharacteristic1", "Value", [...fragment]);
  }

  silence(): void {
    this.#silent = true;
    setTimeout(() => this.drop(), SUPERVISION_MS);
  }

  restore(): void {
    this.#silent = false;
  }

  drop(): void {
    if (!this.device.interfaces["org.bluez.Device1"]!.Connected) return;
    this.device.set("org.bluez.Device1", "ServicesResolved", false);
    this.device.set("org.bluez.Device1", "Connected", false);
  }
}

centralContract("node-ble over a BlueZ of our own", async () => {
  const bluez = new FakeBluez();
  const collars: FakeCollar[] = [];
  const state = { Powered: true, Discovering: false };
  const discover = (on: boolean) => () => {
    state.Discovering = on;
  };
  const adapter = new Thing(
    { "org.bluez.Adapter1": state },
    { SetDiscoveryFilter: () => {}, StartDiscovery: discover(true), StopDiscovery: discover(false) },
  );
  adapter.signals.on("PropertiesChanged", (_name, changed: { Powered?: { value: boolean } }) => {
    if (changed.Powered?.value !== false) return;
    state.Discovering = false;
    for (const one of collars) one.drop();
  });
  bluez.things.set("/org/bluez", new Thing({}));
  bluez.things.set(ADAPTER, adapter);
  return {
    central: new NodeBleCentral(
      systemClock,
      () => ({ bluetooth: new Session(bluez), destroy: () => {} }),
      LOOK_MS,
    ),
    async collar(name, { bare = false } = {}) {
      const one = new FakeCollar(bluez, collars.length + 1, name, bare);
      collars.push(one);
      return one;
    },
    unplug() {
      bluez.things.delete(ADAPTER);
      for (const one of collars) one.drop();
      setTimeout(() => bluez.things.set(ADAPTER, adapter), AWAY_MS);
    },
    async close() {},
  };
});
