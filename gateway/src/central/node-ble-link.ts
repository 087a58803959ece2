import {
  CONTROL_CHARACTERISTIC,
  FRAMES_CHARACTERISTIC,
  PETPULSE_SERVICE,
  STATUS_CHARACTERISTIC,
} from "@petpulse/proto";
import type { Device, GattCharacteristic } from "node-ble";
import type { CollarLink } from "../central.ts";
import { type Clock, wait } from "../clock.ts";
import { GatewayError } from "../errors.ts";

/** Closing is waited for so long, ms. */
const CLOSE_MS = 5000;
/** Bytes of an ATT header in a write or notification, and of a fragment where BlueZ does not tell the MTU (before 5.62). */
const ATT_HEADER = 3;
const LEAST_FRAGMENT = 20;

/** A variant of D-Bus. */
export interface Variant {
  value: unknown;
}

/** What node-ble's objects have and do not declare: the helper behind each. */
export interface Helped {
  helper: {
    prop(name: string): Promise<unknown>;
    set(name: string, value: Variant): Promise<void>;
    removeListeners(): void;
  };
}

/** A connection over BlueZ. */
export class NodeBleLink implements CollarLink {
  readonly fragmentBytes: number;
  readonly #device: Device & Helped;
  readonly #has: Record<"frames" | "control" | "status", GattCharacteristic & Helped>;
  readonly #links: Set<NodeBleLink>;
  readonly #clock: Clock;
  #onFragment: (fragment: Uint8Array) => void = () => {};
  #onClosed: (reason: string) => void = () => {};
  #writing: Promise<void> = Promise.resolve();
  #closed = false;

  /** Connects, waits for the services and subscribes. */
  static async open(
    id: string,
    device: Device & Helped,
    links: Set<NodeBleLink>,
    clock: Clock,
  ): Promise<NodeBleLink> {
    await device.connect();
    const server = await device.gatt();
    const service = (await server.services()).includes(dashed(PETPULSE_SERVICE))
      ? await server.getPrimaryService(dashed(PETPULSE_SERVICE))
      : null;
    const known = (await service?.characteristics()) ?? [];
    const wanted = [FRAMES_CHARACTERISTIC, CONTROL_CHARACTERISTIC, STATUS_CHARACTERISTIC].map(dashed);
    if (!service || !wanted.every((uuid) => known.includes(uuid))) {
      throw new GatewayError(
        "gateway.not-a-collar",
        `${id} lacks the PetPulse characteristics`,
        "update its firmware",
      );
    }
    const [frames, control, status] = (await Promise.all(
      wanted.map((uuid) => service.getCharacteristic(uuid)),
    )) as [GattCharacteristic & Helped, GattCharacteristic & Helped, GattCharacteristic & Helped];
    await frames.startNotifications();
    const mtu = await control.helper.prop("MTU").catch(() => 0);
    const bytes = Math.max(LEAST_FRAGMENT, Number(mtu) - ATT_HEADER || 0);
    return new NodeBleLink(device, { frames, control, status }, bytes, links, clock);
  }

  private constructor(
    device: Device & Helped,
    has: Record<"frames" | "control" | "status", GattCharacteristic & Helped>,
    fragmentBytes: number,
    links: Set<NodeBleLink>,
    clock: Clock,
  ) {
    this.#device = device;
    this.#has = has;
    this.fragmentBytes = fragmentBytes;
    this.#links = links;
    this.#clock = clock;
    links.add(this);
    has.frames.on("valuechanged", (value) => this.#onFragment(value));
    device.on("disconnect", () => this.lost("disconnected"));
  }

  identity(): Promise<Uint8Array> {
    return this.#has.status.readValue();
  }

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
      await this.#has.control.writeValueWithResponse(Buffer.from(fragment));
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
    const gone = this.#device.disconnect().catch(() => {});
    await Promise.race([gone, wait(this.#clock, CLOSE_MS)]);
  }

  /** node-ble leaves its listeners on the bus behind unless they are taken off one by one (its issue 76). */
  lost(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#links.delete(this);
    for (const one of Object.values(this.#has)) {
      one.removeAllListeners();
      one.helper.removeListeners();
    }
    this.#device.removeAllListeners();
    this.#device.helper.removeListeners();
    this.#onClosed(reason);
  }
}

/** As D-Bus writes a UUID. */
export function dashed(uuid: string): string {
  return uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
