import BLEServer from "bleserver";
import { uuid } from "btutils";
import type { Characteristic } from "gatt";
import { OFF_COLLAR } from "../../src/contact/flags.ts";
import type { Core } from "./core.ts";
import { hex } from "./identity.ts";

/** Header of an ATT notification, bytes (Bluetooth Core 5.4, vol. 3, part F, 3.4.7.1), and the smallest MTU (5.2.1). */
const ATT_HEADER = 3;
const LEAST_MTU = 23;
/** Largest fragment: `maxBytes` of bleservices/petpulse.json. */
const MOST_BYTES = 512;
/** Notifications said at once; the stack tells nobody how full its queue is, so the rest waits for the next call. */
const MOST_AT_ONCE = 4;
/** Heart Rate Measurement flags (Heart Rate Service 1.0, section 3.1.1.1): contact is supported; contact is there. */
const CONTACT_SUPPORTED = 0x04;
const CONTACT_DETECTED = 0x02;
/** LE General Discoverable, no BR/EDR (Core Specification Supplement, part A, 1.3). */
const FLAGS = 6;

/** A collar on the air: carries fragments between its link and the SDK's BLE server. Names are those of bleservices/*.json. */
export class CollarServer extends BLEServer {
  readonly #core: Core;
  readonly #device: Uint8Array;
  readonly #fragment = new ArrayBuffer(MOST_BYTES);
  #frames: Characteristic | null = null;
  #heart: Characteristic | null = null;
  #most = LEAST_MTU - ATT_HEADER;
  #hopsTold = 0;
  #knownTold = false;

  /** `device`: 8 bytes. */
  constructor(core: Core, device: Uint8Array) {
    super();
    this.#core = core;
    this.#device = device;
  }

  /** Says what the link has to say, a little at a time. Call it 50 times a second. */
  pump(): void {
    this.#tellHeart();
    for (let said = 0; this.#frames && said < MOST_AT_ONCE; said++) {
      const length = this.#core.poll(this.#fragment, this.#most);
      if (length === 0) return;
      this.notifyValue(this.#frames, this.#fragment.slice(0, length));
    }
  }

  override onReady(): void {
    this.deviceName = `PetPulse-${hex(this.#device).slice(-4)}`;
    this.#advertise();
  }

  override onConnected(): void {
    this.stopAdvertising();
    this.#most = LEAST_MTU - ATT_HEADER;
    this.#core.connected();
  }

  /** The SDK calls this and the next but one; its declarations leave both out. */
  onMTUExchanged(mtu: number): void {
    this.#most = Math.min(mtu - ATT_HEADER, MOST_BYTES);
  }

  override onDisconnected(): void {
    this.#frames = null;
    this.#heart = null;
    this.#core.disconnected();
    this.#advertise();
  }

  override onCharacteristicNotifyEnabled(characteristic: Characteristic): void {
    if (characteristic.name === "frames") this.#frames = characteristic;
    if (characteristic.name === "measurement") this.#heart = characteristic;
    this.pump();
  }

  onCharacteristicNotifyDisabled(characteristic: Characteristic): void {
    if (characteristic.name === "frames") this.#frames = null;
    if (characteristic.name === "measurement") this.#heart = null;
  }

  override onCharacteristicWritten(characteristic: Characteristic, value: unknown): void {
    if (characteristic.name !== "control" || !(value instanceof ArrayBuffer)) return;
    this.#core.receive(value);
    this.pump();
  }

  override onCharacteristicRead(characteristic: Characteristic): Uint8Array | number | undefined {
    switch (characteristic.name) {
      case "pull":
        return this.#pull();
      case "status":
        // petpulse.v1.Advertised { version: 1, device }
        return Uint8Array.of(0x08, 1, 0x12, 8, ...this.#device);
      case "level":
        return this.#core.status().battery;
      case "serial":
        return Uint8Array.from(hex(this.#device), (digit) => digit.charCodeAt(0));
      default:
        return undefined;
    }
  }

  /** For a hub that cannot subscribe: one fragment a read. */
  #pull(): Uint8Array {
    const length = this.#frames ? 0 : this.#core.poll(this.#fragment, this.#most);
    return new Uint8Array(this.#fragment.slice(0, length));
  }

  /** A new estimate, or that there is none any more: flags, bpm as uint8; 0 bpm while the collar abstains. */
  #tellHeart(): void {
    if (!this.#heart) return;
    const { hops, confidence, heartRate, flags } = this.#core.status();
    const known = confidence > 0;
    if (hops === this.#hopsTold && known === this.#knownTold) return;
    this.#hopsTold = hops;
    this.#knownTold = known;
    const worn = (flags & OFF_COLLAR) === 0;
    const bpm = known ? Math.min(255, Math.round(heartRate / 10)) : 0;
    this.notifyValue(
      this.#heart,
      Uint8Array.of(CONTACT_SUPPORTED | (worn ? CONTACT_DETECTED : 0), bpm).buffer,
    );
  }

  #advertise(): void {
    // A 128-bit UUID leaves no room for the name in 31 bytes: it is in the answer to a scan.
    this.startAdvertising({
      advertisingData: {
        flags: FLAGS,
        completeUUID128List: [uuid`C9F60001-A3D8-4B6F-9C1E-52D07AB8E346`],
      },
      scanResponseData: { completeName: this.deviceName },
    });
  }
}
