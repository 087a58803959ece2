import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PETPULSE_SERVICE } from "@petpulse/firmware/targets/node/gatt";
import { pendingPackets } from "@petpulse/firmware/targets/node/peripheral";
import type { CharacteristicName, EmulatedCollar } from "@petpulse/firmware/tools/moddable/emulated-collar";
import type { Bleno } from "@stoprocent/bleno";
import type { SimTime } from "./sim-time.ts";

/** The app's own services, as the SDK's build takes them. */
const SERVICES = join(import.meta.dirname, "../../../firmware/targets/moddable/bleservices");
/** Notifications the radio's stack may hold, and how long to wait for room, ms: about a connection event. */
const MOST_PENDING = 16;
const ROOM_MS = 30;
/** Notifications that wait for room: the link's window of 64 frames, in the smallest fragments, twice over. */
const MOST_WAITING = 8192;
/** Header of an ATT notification, bytes. */
const ATT_HEADER = 3;

interface Described {
  uuid: string;
  type: "ArrayBuffer" | "String" | "Uint8" | "Uint8Array";
  properties: string;
  value?: string | number;
}

interface Service {
  service: { uuid: string; characteristics: Record<string, Described> };
}

/**
 * The radio of a collar on the XS host: what the SDK's BLE server is on a device. Deploys the services that the app's JSON describes, and
 * carries what centrals do to the process and what it notifies to the air. Time stands still while the process thinks.
 */
export class XsPeripheral {
  readonly #bleno: Bleno;
  readonly #collar: EmulatedCollar;
  readonly #time: SimTime;
  readonly #updates = new Map<CharacteristicName, (data: Buffer) => void>();
  #waiting: { name: CharacteristicName; value: Buffer }[] = [];
  #roomless = false;
  #stopped = false;
  /** Why the process is gone; empty while it is not. */
  failure = "";

  constructor(bleno: Bleno, collar: EmulatedCollar, time: SimTime) {
    this.#bleno = bleno;
    this.#collar = collar;
    this.#time = time;
  }

  async start(name: string): Promise<void> {
    const bleno = this.#bleno;
    bleno.on("accept", () => this.#tell(this.#collar.connected(true)));
    bleno.on("disconnect", () => this.#disconnected());
    await bleno.waitForPoweredOnAsync();
    await bleno.setServicesAsync(this.#services());
    await this.#advertise(name);
    bleno.on("stateChange", (state) => {
      if (state === "poweredOn") void this.#advertise(name);
      else this.#disconnected();
    });
  }

  /** What the app has notified: waits here while the stack is full. */
  notified(name: CharacteristicName, value: Buffer): void {
    if (!this.#updates.has(name) || this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push({ name, value });
    this.#carry();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#updates.clear();
    this.#waiting = [];
    this.#bleno.removeAllListeners();
    this.#bleno.stop();
  }

  #carry(): void {
    while (this.#waiting.length > 0) {
      if (pendingPackets(this.#bleno) >= MOST_PENDING) {
        this.#wait();
        return;
      }
      const { name, value } = this.#waiting.shift()!;
      this.#updates.get(name)?.(value);
    }
  }

  #wait(): void {
    if (this.#roomless) return;
    this.#roomless = true;
    this.#time.later(ROOM_MS, () => {
      this.#roomless = false;
      this.#carry();
    });
  }

  async #advertise(name: string): Promise<void> {
    if (!this.#stopped) await this.#bleno.startAdvertisingAsync(name, [PETPULSE_SERVICE]);
  }

  #disconnected(): void {
    if (this.#stopped) return;
    this.#updates.clear();
    this.#waiting = [];
    this.#tell(this.#collar.connected(false));
  }

  #tell<T>(work: Promise<T>): Promise<T | null> {
    return this.#time.outside(work).catch((error: Error) => {
      this.failure ||= error.message;
      return null;
    });
  }

  #services() {
    const { PrimaryService } = this.#bleno;
    return readdirSync(SERVICES).map((file) => {
      const { service } = JSON.parse(readFileSync(join(SERVICES, file), "utf8")) as Service;
      const characteristics = Object.entries(service.characteristics).map(([name, described]) =>
        this.#characteristic(name as CharacteristicName, described),
      );
      return new PrimaryService({ uuid: plain(service.uuid), characteristics });
    });
  }

  #characteristic(name: CharacteristicName, { uuid, properties, type, value }: Described) {
    const { Characteristic } = this.#bleno;
    const known = { uuid: plain(uuid), properties: [properties] as ("read" | "write" | "notify")[] };
    if (value !== undefined)
      return new Characteristic({
        ...known,
        value: type === "String" ? Buffer.from(`${value}`) : Buffer.of(Number(value)),
      });
    return new Characteristic({
      ...known,
      onSubscribe: (_handle, size, update) => {
        this.#updates.set(name, update);
        this.#tell(this.#collar.mtu(size + ATT_HEADER));
        this.#tell(this.#collar.subscribed(name, true));
      },
      onUnsubscribe: () => {
        this.#updates.delete(name);
        this.#tell(this.#collar.subscribed(name, false));
      },
      onWriteRequest: (_handle, data, offset, _withoutResponse, done) => {
        if (offset > 0) return done(Characteristic.RESULT_ATTR_NOT_LONG);
        void this.#tell(this.#collar.write(name, data)).then(() => done(Characteristic.RESULT_SUCCESS));
      },
      onReadRequest: (_handle, offset, done) => {
        if (offset > 0 && name === "pull") return done(Characteristic.RESULT_ATTR_NOT_LONG);
        void this.#tell(this.#collar.read(name)).then((bytes) =>
          bytes
            ? done(Characteristic.RESULT_SUCCESS, bytes.subarray(offset))
            : done(Characteristic.RESULT_UNLIKELY_ERROR),
        );
      },
    });
  }
}

/** A UUID as the stack takes it. */
function plain(uuid: string): string {
  return uuid.replaceAll("-", "").toLowerCase();
}
