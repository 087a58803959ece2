import type { Bleno } from "@stoprocent/bleno";
import type { NodeCollar } from "./collar-node.ts";
import * as gatt from "./gatt.ts";
import { heartRateMeasurement, standardServices } from "./standard-services.ts";

/** Notifications the stack may hold; bleno itself has no limit, and a deep queue only makes the link slow to notice a loss. */
const MOST_PENDING = 16;
/** While the stack is full, how long to wait before looking again, ms. */
const RETRY_MS = 4;
/** Largest fragment: an ATT value of an MTU of 517 at most, less its header. */
const MOST_BYTES = 512;

export interface PeripheralOptions {
  /** Advertised name. */
  name: string;
}

/** A collar on the air: carries fragments between its link and bleno, and the standard services beside them. */
export class Peripheral {
  readonly #bleno: Bleno;
  readonly #node: NodeCollar;
  readonly #name: string;
  readonly #fragment = new Uint8Array(MOST_BYTES);
  #notify: ((data?: Buffer) => void) | null = null;
  #notifyBytes = 0;
  #heart: ((data?: Buffer) => void) | null = null;
  #hopsTold = 0;
  #knownTold = false;
  #retry: NodeJS.Timeout | null = null;
  #stopped = false;

  /** `bleno`: an instance of its own, `require("@stoprocent/bleno").withBindings("hci", {})`. */
  constructor(bleno: Bleno, node: NodeCollar, options: PeripheralOptions) {
    this.#bleno = bleno;
    this.#node = node;
    this.#name = options.name;
  }

  /** Waits for the adapter, publishes the services and advertises; again after each disconnect and each return of the adapter. */
  async start(): Promise<void> {
    const bleno = this.#bleno;
    const { link } = this.#node.collar;
    bleno.on("accept", () => link.connected());
    bleno.on("disconnect", () => this.#disconnected());
    await bleno.waitForPoweredOnAsync();
    await bleno.setServicesAsync(this.#services());
    await this.#advertise();
    bleno.on("stateChange", (state) => {
      if (state === "poweredOn") void this.#advertise();
      else this.#disconnected();
    });
  }

  /** Carries whatever the link has to say, as far as the stack has room. Call it after every tick. */
  pump(): void {
    const { collar } = this.#node;
    this.#tellHeart();
    while (this.#notify) {
      if (pendingPackets(this.#bleno) >= MOST_PENDING) {
        this.#retry ??= setTimeout(() => {
          this.#retry = null;
          this.pump();
        }, RETRY_MS);
        return;
      }
      const length = collar.link.poll(this.#fragment, this.#notifyBytes);
      if (length === 0) return;
      this.#notify(Buffer.from(this.#fragment.subarray(0, length)));
    }
  }

  /** A new estimate, or that there is none any more: between two bursts an app must not go on showing the last one. */
  #tellHeart(): void {
    const { vitals } = this.#node.collar;
    const known = vitals.confidence > 0;
    if (!this.#heart || (vitals.hops === this.#hopsTold && known === this.#knownTold)) return;
    const fresh = vitals.hops !== this.#hopsTold;
    this.#hopsTold = vitals.hops;
    this.#knownTold = known;
    this.#heart(heartRateMeasurement(this.#node.collar, fresh));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#disconnected();
    this.#bleno.removeAllListeners();
    this.#bleno.stop();
  }

  async #advertise(): Promise<void> {
    if (this.#stopped) return;
    // A 128-bit UUID leaves no room for more services in 31 bytes; the standard ones are found after connecting.
    await this.#bleno.startAdvertisingAsync(this.#name, [gatt.PETPULSE_SERVICE]);
  }

  #disconnected(): void {
    this.#notify = null;
    this.#heart = null;
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    this.#node.collar.link.disconnected();
  }

  #services() {
    const { collar, device } = this.#node;
    const { Characteristic, PrimaryService } = this.#bleno;
    const frames = new Characteristic({
      uuid: gatt.FRAMES_CHARACTERISTIC,
      properties: ["notify"],
      onSubscribe: (_handle, size, update) => {
        this.#notify = update;
        this.#notifyBytes = Math.min(size, MOST_BYTES);
        this.pump();
      },
      onUnsubscribe: () => {
        this.#notify = null;
      },
    });
    const pull = new Characteristic({
      uuid: gatt.PULL_CHARACTERISTIC,
      properties: ["read"],
      onReadRequest: (_handle, offset, done) => {
        if (offset > 0) return done(Characteristic.RESULT_ATTR_NOT_LONG);
        const length = this.#notify
          ? 0
          : collar.link.poll(this.#fragment, Math.min(this.#bleno.mtu - 1, MOST_BYTES));
        done(Characteristic.RESULT_SUCCESS, Buffer.from(this.#fragment.subarray(0, length)));
      },
    });
    const control = new Characteristic({
      uuid: gatt.CONTROL_CHARACTERISTIC,
      properties: ["write"],
      onWriteRequest: (_handle, data, offset, _withoutResponse, done) => {
        if (offset > 0) return done(Characteristic.RESULT_ATTR_NOT_LONG);
        collar.link.receive(data, data.length);
        done(Characteristic.RESULT_SUCCESS);
        this.pump();
      },
    });
    // petpulse.v1.Advertised { version: 1, device }
    const advertised = Buffer.concat([Buffer.from([0x08, 1, 0x12, 8]), Buffer.from(device, "hex")]);
    const status = new Characteristic({
      uuid: gatt.STATUS_CHARACTERISTIC,
      properties: ["read"],
      value: advertised,
    });
    return [
      new PrimaryService({ uuid: gatt.PETPULSE_SERVICE, characteristics: [frames, pull, control, status] }),
      ...standardServices(this.#bleno, collar, device, (update) => {
        this.#heart = update;
      }),
    ];
  }
}

/** Packets that bleno's HCI layer holds for the controller; it tells nobody, so this looks inside. */
export function pendingPackets(bleno: Bleno): number {
  const inside = bleno as unknown as { _bindings?: { _hci?: { _aclOutQueue?: unknown[] } } };
  return inside._bindings?._hci?._aclOutQueue?.length ?? 0;
}
