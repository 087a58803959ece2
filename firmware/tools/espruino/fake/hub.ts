import {
  CONTROL_CHARACTERISTIC,
  decodeFrame,
  decodeToHub,
  encodeToCollar,
  FRAMES_CHARACTERISTIC,
  Fragmenter,
  grantKey,
  Reassembler,
  sealHolds,
  sessionKey,
  type ToCollar,
  type ToHub,
} from "@petpulse/proto";
import type { FakeRadio } from "./radio.ts";

const HUB = new Uint8Array(8).fill(9);
const NONCE = new Uint8Array(16).fill(4);
const NOT_AFTER_S = 1_798_761_600;
const SCOPE = 3;

/** As Espruino writes a UUID. */
function dashed(uuid: string): string {
  return uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** A hub made of the contract alone, on the air of the fake: opens a session on each connection and takes every frame there is. */
export class FakeHub {
  /** Frames as they came; stored for good. */
  readonly frames: Uint8Array[] = [];
  readonly heard: ToHub[] = [];
  /** Messages that came broken: a fragment was missing. */
  broken = 0;
  /** Frames between two acknowledgements. */
  readonly #stride: number;
  readonly #radio: FakeRadio;
  readonly #key: Uint8Array;
  #out = new Fragmenter();
  #in = new Reassembler();
  #session: Uint8Array | null = null;
  #counter = 0;
  #stored = 0;
  #acked = 0;

  constructor(radio: FakeRadio, key: Uint8Array, stride = 1) {
    this.#radio = radio;
    this.#key = key;
    this.#stride = stride;
  }

  /** The highest seq that was acknowledged. */
  get acknowledged(): number {
    return this.#acked;
  }

  connect(): void {
    this.#radio.onNotified = (uuid, value) => {
      if (uuid === dashed(FRAMES_CHARACTERISTIC)) this.#take(value);
    };
    this.#radio.connect();
    this.#out = new Fragmenter();
    this.#in = new Reassembler();
    this.#session = null;
    this.#counter = 0;
    const body = { version: 1, hub: HUB, scope: SCOPE, notAfterS: NOT_AFTER_S, nonce: NONCE };
    this.#say({ kind: "hello", body });
  }

  disconnect(): void {
    this.#radio.disconnect();
  }

  #say(message: ToCollar): void {
    for (const fragment of this.#out.cut(encodeToCollar(message, this.#session), this.#radio.mtu - 3))
      this.#radio.write(dashed(CONTROL_CHARACTERISTIC), fragment);
  }

  #take(fragment: Buffer): void {
    let message: Uint8Array | null;
    try {
      message = this.#in.push(fragment);
    } catch {
      this.broken++;
      return;
    }
    if (!message) return;
    const told = decodeToHub(message);
    this.heard.push(told);
    if (told.kind === "challenge") {
      this.#session = sessionKey(grantKey(this.#key, HUB, SCOPE, NOT_AFTER_S), NONCE, told.body.nonce);
      if (!sealHolds(this.#session, told.sealed)) throw new Error("the collar's seal does not hold");
      this.#say({ kind: "sendFrom", body: { counter: ++this.#counter, seq: 0 } });
    }
    if (told.kind === "frame") this.#store(told.bytes);
  }

  #store(bytes: Uint8Array): void {
    this.frames.push(bytes);
    this.#stored++;
    if (this.#stored % this.#stride !== 0) return;
    this.#acked = decodeFrame(bytes).seq;
    this.#say({ kind: "acknowledge", body: { counter: ++this.#counter, seq: this.#acked } });
  }
}
