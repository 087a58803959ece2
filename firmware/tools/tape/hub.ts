import {
  encodeToCollar,
  Fragmenter,
  grantKey,
  type petpulse,
  sealed,
  sessionKey,
  type ToCollar,
} from "@petpulse/proto";
import * as op from "../../targets/tape/operations.ts";
import type { TapeWriter } from "./writer.ts";

/** As targets/tape/player.ts begins. */
const KEY = new Uint8Array(32).map((_, i) => i);
const HUB = new Uint8Array(8).fill(9);
const NONCE = new Uint8Array(16).fill(4);
/** The time a hub tells, Unix seconds. */
export const NOW = 1_790_000_000;
const FRAGMENT = 20;

/** A hub that speaks from a tape: it hears nothing, for it knows what a collar with a counter for entropy will answer. */
export class TapeHub {
  readonly #tape: TapeWriter;
  #out = new Fragmenter();
  #session: Uint8Array | null = null;
  #counter = 0;
  #drawn = 0;

  constructor(tape: TapeWriter) {
    this.#tape = tape;
  }

  connect(): void {
    this.#out = new Fragmenter();
    this.#tape.add(op.CONNECTED);
  }

  /** The collar was reset: its entropy begins anew. */
  collarRestarted(): void {
    this.#drawn = 0;
  }

  disconnect(): void {
    this.#tape.add(op.DISCONNECTED);
  }

  /** Hello under a grant of `scope`, which the collar takes: it draws a nonce. */
  hello(scope = 3, notAfterS = NOW + 1e6): void {
    this.#counter = 0;
    this.stranger({ scope, notAfterS });
    const nonce = new Uint8Array(16).map((_, i) => (this.#drawn + i + 1) & 255);
    this.#drawn += 16;
    this.#session = sessionKey(grantKey(KEY, HUB, scope, notAfterS), NONCE, nonce);
  }

  /** Hello that the collar has reason to refuse; what is not said is as it should be. */
  stranger(body: petpulse.v1.Hello.$Properties): void {
    const proper = { version: 1, hub: HUB, scope: 3, notAfterS: NOW + 1e6, nonce: NONCE };
    this.#say({ kind: "hello", body: { ...proper, ...body } });
    this.hear();
  }

  time(offsetS = 0, utcMs = 250): void {
    this.#say({ kind: "time", body: { counter: ++this.#counter, utcS: NOW + offsetS, utcMs } });
    this.hear();
  }

  sendFrom(seq = 0): void {
    this.#say({ kind: "sendFrom", body: { counter: ++this.#counter, seq } });
    this.hear(400);
  }

  acknowledge(seq: number): void {
    this.#say({ kind: "acknowledge", body: { counter: ++this.#counter, seq } });
    this.hear(400);
  }

  configure(body: { liveS?: number; minutesPerFrame?: number }): void {
    this.#say({ kind: "configure", body: { counter: ++this.#counter, ...body } });
    this.hear();
  }

  /** The same message again: an old counter. */
  replay(): void {
    this.#say({ kind: "sendFrom", body: { counter: this.#counter, seq: 0 } });
    this.hear();
  }

  /** A message of any bytes under the session's seal: kind, counter field and what follows. */
  sealed(kind: number, ...body: number[]): void {
    if (!this.#session) throw new Error("no session to seal under");
    this.raw(sealed(Uint8Array.of(kind, 0x08, ++this.#counter, ...body), this.#session));
  }

  /** Bytes of nobody's. */
  raw(message: Uint8Array): void {
    for (const fragment of this.#out.cut(message, FRAGMENT)) this.#tape.write(fragment);
    this.hear();
  }

  /** One fragment as it is, header and all. */
  fragment(bytes: Uint8Array): void {
    this.#tape.write(bytes);
    this.hear();
  }

  /** Takes up to `most` fragments of `size` bytes. */
  hear(most = 40, size = FRAGMENT): void {
    this.#tape.add(op.POLL, most, size);
  }

  #say(message: ToCollar): void {
    this.raw(encodeToCollar(message, this.#session));
  }
}
