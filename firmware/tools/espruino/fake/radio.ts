import { bytesOf, type Strictness } from "./strict.ts";

interface Declared {
  value: Buffer;
  length: number;
  properties: string[];
  onWrite: ((event: { data: ArrayBuffer }) => void) | undefined;
}
interface GivenCharacteristic {
  value?: unknown;
  maxLen?: number;
  readable?: boolean;
  writable?: boolean;
  notify?: boolean;
  onWrite?: (event: { data: ArrayBuffer }) => void;
}
type Given = Record<string, Record<string, GivenCharacteristic>>;

/** ATT MTU 131 less its header: what one notification carries on Bangle.js 2. */
const MOST_BYTES = 128;
const ATT_HEADER = 3;
/** Connection intervals while busy and after a quiet minute, and how long it takes to leave the latter. */
const BUSY_MS = 20;
const QUIET_MS = 200;
const QUIET_AFTER_MS = 60_000;
const WAKING_MS = 2_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** 16-bit UUIDs come as numbers, that is, as decimal keys. */
function uuid(key: string, strict: Strictness): string {
  if (UUID.test(key)) return key;
  const short = Number(key);
  strict.check(/^\d+$/.test(key) && short > 0 && short < 0x10000, `no UUID: ${key}`);
  return short.toString(16);
}

/** `NRF` of the fake (libs/bluetooth/jswrap_bluetooth.c): one central, one notification in the queue. */
export class FakeRadio {
  /** Characteristics by UUID. */
  readonly served = new Map<string, Declared>();
  /** What the central was notified of, by UUID. */
  readonly notified: { uuid: string; value: Buffer }[] = [];
  advertised: readonly string[] = [];
  /** Packets that take turns with each other, and how often one is sent, ms. */
  packets: readonly unknown[] = [];
  intervalMs = 375;
  connected = false;
  /** Notifications that the queue had no room for; nothing tells the script. */
  dropped = 0;
  /** Handlers that were called so far. */
  events = 0;
  /** Milliseconds now; a queued notification leaves with the next interval. */
  nowMs = 0;
  /** As central and watch agreed. */
  mtu = MOST_BYTES + ATT_HEADER;
  /** Hears every notification. */
  onNotified: (uuid: string, value: Buffer) => void = () => {};
  readonly #strict: Strictness;
  readonly #handlers = new Map<string, ((detail: unknown) => void)[]>();
  #freeAt = 0;
  #activeAt = 0;
  #wakingUntil = 0;
  #restart = false;

  constructor(strict: Strictness) {
    this.#strict = strict;
  }

  connect(): void {
    this.connected = true;
    this.#call("connect", "11:22:33:44:55:66 public");
  }

  /** The central writes. */
  write(id: string, bytes: Uint8Array): void {
    const declared = this.served.get(id) ?? this.#strict.breach(`${id} is not served`);
    if (!declared.properties.includes("write")) this.#strict.breach(`${id} cannot be written`);
    this.#strict.check(bytes.length <= this.mtu - ATT_HEADER, "a central writes what fits its MTU");
    this.events++;
    declared.onWrite?.({ data: new Uint8Array(bytes).buffer });
  }

  disconnect(): void {
    this.connected = false;
    this.#restart = false;
    this.#call("disconnect", 19);
  }

  #call(event: string, detail: unknown): void {
    for (const call of this.#handlers.get(event) ?? []) {
      this.events++;
      call(detail);
    }
  }

  readonly getAddress = () => "c0:ff:ee:01:02:03 random";

  readonly on = (event: string, handler: (detail: unknown) => void) => {
    this.#strict.check(["connect", "disconnect"].includes(event), `NRF has no event ${event}`);
    this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler]);
  };

  readonly setServices = (services: Given, options: { advertise?: string[] }) => {
    const strict = this.#strict;
    this.served.clear();
    for (const [service, characteristics] of Object.entries(services)) {
      uuid(service, strict);
      for (const [key, given] of Object.entries(characteristics)) {
        const id = uuid(key, strict);
        strict.check(!this.served.has(id), `${id} stands twice: updateServices finds it by its UUID alone`);
        const value = bytesOf(given.value ?? "");
        const length = Math.max(given.maxLen ?? 0, value.length);
        strict.check(length > 0, `${id} has room for nothing`);
        strict.check(length <= MOST_BYTES, `${id}: ${length} bytes do not fit one packet`);
        const properties = Object.entries({
          read: given.readable,
          write: given.writable,
          notify: given.notify,
        });
        this.served.set(id, {
          value,
          length,
          properties: properties.flatMap(([name, there]) => (there === true ? [name] : [])),
          onWrite: given.onWrite,
        });
      }
    }
    this.advertised = options.advertise ?? [];
    // Each 16-bit UUID takes two of 31 bytes, beside three of flags and two of head.
    strict.check(this.advertised.length <= 13, "more advertised than a packet holds");
    this.#restart = this.connected;
  };

  readonly setAdvertising = (packets: unknown[], { interval }: { interval: number }) => {
    this.#strict.check(interval >= 20 && interval <= 10_240, `advertising every ${interval} ms`);
    for (const packet of packets)
      this.#strict.check(!Array.isArray(packet) || packet.length <= 31, "an advertising packet has 31 bytes");
    this.packets = packets;
    this.intervalMs = interval;
  };

  readonly updateServices = (services: Given) => {
    if (this.#restart) throw new Error("Can't update services until BLE restart");
    const strict = this.#strict;
    for (const characteristics of Object.values(services))
      for (const [key, { value, notify }] of Object.entries(characteristics)) {
        const id = uuid(key, strict);
        const declared = this.served.get(id) ?? strict.breach(`${id} is not served`);
        const bytes = bytesOf(value);
        strict.check(
          bytes.length <= declared.length,
          `${id}: ${bytes.length} bytes, declared ${declared.length}`,
        );
        declared.value = bytes;
        if (notify !== true) continue;
        strict.check(declared.properties.includes("notify"), `${id} was not declared to notify`);
        if (!this.connected) continue;
        this.#notify(id, bytes);
      }
  };

  /** One is queued until the next interval; another is dropped without a word, and one beyond the MTU is cut off so. */
  #notify(id: string, bytes: Buffer): void {
    if (this.nowMs - this.#activeAt > QUIET_AFTER_MS) this.#wakingUntil = this.nowMs + WAKING_MS;
    this.#activeAt = this.nowMs;
    if (this.nowMs < this.#freeAt) {
      this.dropped++;
      return;
    }
    this.#freeAt = this.nowMs + (this.nowMs < this.#wakingUntil ? QUIET_MS : BUSY_MS);
    const value = bytes.subarray(0, this.mtu - ATT_HEADER);
    this.notified.push({ uuid: id, value });
    this.onNotified(id, value);
  }
}
