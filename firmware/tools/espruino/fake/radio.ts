import { bytesOf, type Strictness } from "./strict.ts";

interface Declared {
  value: Buffer;
  length: number;
  notify: boolean;
}
type Given = Record<string, Record<string, { value?: unknown; maxLen?: number; notify?: boolean }>>;

/** ATT MTU 131 less its header: what one notification carries on Bangle.js 2. */
const MOST_BYTES = 128;
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
  connected = false;
  /** Notifications that the queue had no room for; nothing tells the script. */
  dropped = 0;
  /** Milliseconds now; a queued notification leaves with the next. */
  nowMs = 0;
  readonly #strict: Strictness;
  readonly #handlers = new Map<string, ((detail: unknown) => void)[]>();
  #queuedAt = -1;
  #restart = false;

  constructor(strict: Strictness) {
    this.#strict = strict;
  }

  connect(): void {
    this.connected = true;
    for (const call of this.#handlers.get("connect") ?? []) call("11:22:33:44:55:66 public");
  }

  disconnect(): void {
    this.connected = false;
    this.#restart = false;
    for (const call of this.#handlers.get("disconnect") ?? []) call(19);
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
        this.served.set(id, { value, length, notify: given.notify === true });
      }
    }
    this.advertised = options.advertise ?? [];
    // Each 16-bit UUID takes two of 31 bytes, beside three of flags and two of head.
    strict.check(this.advertised.length <= 13, "more advertised than a packet holds");
    this.#restart = this.connected;
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
        strict.check(declared.notify, `${id} was not declared to notify`);
        if (!this.connected) continue;
        if (this.#queuedAt === this.nowMs) this.dropped++;
        else this.notified.push({ uuid: id, value: bytes });
        this.#queuedAt = this.nowMs;
      }
  };
}
