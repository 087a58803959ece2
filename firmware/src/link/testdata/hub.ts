import {
  decodeToHub,
  encodeToCollar,
  Fragmenter,
  grantKey,
  Reassembler,
  sealHolds,
  sessionKey,
  type ToCollar,
  type ToHub,
} from "@petpulse/proto";
import { Collar } from "../../collar.ts";
import { MemoryFlash } from "../../log/memory-flash.ts";
import { Entropy } from "../../ports.ts";

export const DEVICE = "00c0ffee12345678";
export const KEY = new Uint8Array(32).map((_, i) => 3 * i + 5);
export const HUB = new Uint8Array(8).fill(9);
export const NONCE = new Uint8Array(16).fill(4);
/** 2026-01-01, and a year later. */
export const NOW = 1_767_225_600;
export const NOT_AFTER = 1_798_761_600;

class CountingEntropy extends Entropy {
  #n = 0;

  fill(into: Uint8Array, length: number): void {
    for (let i = 0; i < length; i++) into[i] = this.#n++ & 255;
  }
}

export function makeCollar(flash: MemoryFlash = new MemoryFlash(32)): Collar {
  const made = new Collar(flash, new CountingEntropy(), 1, new Uint8Array(Buffer.from(DEVICE, "hex")), KEY);
  made.start(0, 0);
  return made;
}

/** Lives `seconds` without samples. */
export function live(collar: Collar, seconds: number): void {
  for (let i = 0; i < seconds; i++) collar.tick();
}

/** A hub made of the contract alone: what it says goes into the collar, what the collar says comes out. */
export class HubDouble {
  readonly collar: Collar;
  readonly #out = new Fragmenter();
  readonly #in = new Reassembler();
  readonly #size: number;
  session: Uint8Array | null = null;
  counter = 0;

  constructor(collar: Collar, size = 60) {
    this.collar = collar;
    this.#size = size;
    collar.link.connected();
  }

  /** Sends raw message bytes. */
  raw(message: Uint8Array): void {
    for (const fragment of this.#out.cut(message, this.#size))
      this.collar.link.receive(fragment, fragment.length);
  }

  say(message: ToCollar): void {
    this.raw(encodeToCollar(message, this.session));
  }

  /** Everything the collar has to say now. */
  hear(): ToHub[] {
    const heard: ToHub[] = [];
    const fragment = new Uint8Array(this.#size);
    for (
      let length = this.collar.link.poll(fragment, this.#size);
      length > 0;
      length = this.collar.link.poll(fragment, this.#size)
    ) {
      const message = this.#in.push(fragment.slice(0, length));
      if (message) heard.push(decodeToHub(message));
    }
    return heard;
  }

  /** Hello and challenge; the collar's seal has to hold. */
  open(scope = 3, notAfterS = NOT_AFTER, key = KEY): ToHub[] {
    this.counter = 0;
    this.session = null;
    this.say({ kind: "hello", body: { version: 1, hub: HUB, scope, notAfterS, nonce: NONCE } });
    const heard = this.hear();
    const challenge = heard.find((message) => message.kind === "challenge");
    if (challenge?.kind !== "challenge") return heard;
    this.session = sessionKey(grantKey(key, HUB, scope, notAfterS), NONCE, challenge.body.nonce);
    if (key === KEY && !sealHolds(this.session, challenge.sealed))
      throw new Error("the collar's seal does not hold");
    return heard;
  }

  time(utcS = NOW): ToHub[] {
    this.say({ kind: "time", body: { counter: ++this.counter, utcS, utcMs: 0 } });
    return this.hear();
  }

  sendFrom(seq = 0): ToHub[] {
    this.say({ kind: "sendFrom", body: { counter: ++this.counter, seq } });
    return this.hear();
  }

  acknowledge(seq: number): ToHub[] {
    this.say({ kind: "acknowledge", body: { counter: ++this.counter, seq } });
    return this.hear();
  }

  configure(body: { liveS?: number; minutesPerFrame?: number }): ToHub[] {
    this.say({ kind: "configure", body: { counter: ++this.counter, ...body } });
    return this.hear();
  }
}
