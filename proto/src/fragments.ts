import { WireError } from "./errors.ts";
import { MAX_MESSAGE_BYTES } from "./limits.ts";

/** Header bits of a fragment: first and last of its message, and a counter over all fragments of the connection. */
const FIRST = 0x80;
const LAST = 0x40;
const COUNTER = 0x3f;

/**
 * Cuts messages into fragments of at most `size` bytes, header included. One instance per direction and connection:
 * the 6-bit counter runs on over messages, so a lost fragment shows.
 */
export class Fragmenter {
  #counter = 0;

  /** `size` is what one GATT write or notification carries: ATT MTU less 3. At least 2. */
  *cut(message: Uint8Array, size: number): Generator<Uint8Array> {
    const room = size - 1;
    for (let at = 0; at < message.length; at += room) {
      const part = message.subarray(at, at + room);
      const fragment = new Uint8Array(part.length + 1);
      fragment[0] =
        (at === 0 ? FIRST : 0) | (at + room >= message.length ? LAST : 0) | (this.#counter & COUNTER);
      this.#counter = (this.#counter + 1) & COUNTER;
      fragment.set(part, 1);
      yield fragment;
    }
  }
}

/** Puts fragments together again; holds at most one message of at most MAX_MESSAGE_BYTES. */
export class Reassembler {
  #expected = 0;
  #length = 0;
  #open = false;
  readonly #buffer = new Uint8Array(MAX_MESSAGE_BYTES);

  /**
   * Takes one fragment; returns the whole message when this was its last, else null.
   * Throws WireError wire.malformed on a lost or repeated fragment (between messages too), wire.too-large on a message over
   * the limit; the next fragment in order that is marked first starts afresh.
   */
  push(fragment: Uint8Array): Uint8Array | null {
    if (fragment.length < 2) throw this.#refuse("wire.truncated", "a fragment needs a header and a byte");
    const header = fragment[0]!;
    const counter = header & COUNTER;
    const lost = counter !== this.#expected;
    this.#expected = (counter + 1) & COUNTER;
    // Also on a first fragment: whole messages may be missing before it, and a frame among them would be acknowledged unseen.
    if (lost) throw this.#refuse("wire.malformed", `fragment ${counter} does not follow what came before`);
    if (header & FIRST) {
      this.#open = true;
      this.#length = 0;
    } else if (!this.#open) {
      throw this.#refuse("wire.malformed", `fragment ${counter} begins nothing`);
    }
    const part = fragment.subarray(1);
    if (this.#length + part.length > MAX_MESSAGE_BYTES) {
      throw this.#refuse("wire.too-large", `message over ${MAX_MESSAGE_BYTES} bytes`);
    }
    this.#buffer.set(part, this.#length);
    this.#length += part.length;
    if ((header & LAST) === 0) return null;
    this.#open = false;
    return this.#buffer.slice(0, this.#length);
  }

  #refuse(code: "wire.truncated" | "wire.malformed" | "wire.too-large", detail: string): WireError {
    this.#open = false;
    return new WireError(code, "fragment", detail);
  }
}
