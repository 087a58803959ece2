/** Header bits of a fragment, as in proto/src/fragments.ts. */
const FIRST: i32 = 0x80;
const LAST: i32 = 0x40;
const COUNTER: i32 = 0x3f;

/** Largest message, bytes: kind, frame and what a sealed message adds. */
export const MAX_MESSAGE: i32 = 1040;

/** Takes fragments of one direction; `message[0 … length)` is whole when `push` says so. */
export class Reassembler {
  message: Uint8Array;
  length: i32;
  expected: i32;
  open: bool;

  constructor() {
    this.message = new Uint8Array(MAX_MESSAGE);
    this.length = 0;
    this.expected = 0;
    this.open = false;
  }

  reset(): void {
    this.length = 0;
    this.expected = 0;
    this.open = false;
  }

  /** 1: a message is whole; 0: more to come; -1: the fragment is broken, out of order or too much, and is dropped. */
  push(fragment: Uint8Array, length: i32): i32 {
    if (length < 2) return -1;
    const header: i32 = fragment[0];
    const counter: i32 = header & COUNTER;
    const inOrder: bool = counter === this.expected;
    this.expected = (counter + 1) & COUNTER;
    if ((header & FIRST) !== 0) {
      this.open = true;
      this.length = 0;
    } else if (!this.open || !inOrder) {
      this.open = false;
      return -1;
    }
    if (this.length + length - 1 > MAX_MESSAGE) {
      this.open = false;
      return -1;
    }
    for (let i: i32 = 1; i < length; i++) this.message[this.length + i - 1] = fragment[i];
    this.length = this.length + length - 1;
    if ((header & LAST) === 0) return 0;
    this.open = false;
    return 1;
  }
}

/** Cuts the message in `message[0 … length)` into fragments. */
export class Fragmenter {
  message: Uint8Array;
  length: i32;
  sent: i32;
  counter: i32;

  constructor() {
    this.message = new Uint8Array(MAX_MESSAGE);
    this.length = 0;
    this.sent = 0;
    this.counter = 0;
  }

  reset(): void {
    this.length = 0;
    this.sent = 0;
    this.counter = 0;
  }

  /** A message is under way. */
  busy(): bool {
    return this.sent < this.length;
  }

  /** Begins to send what lies in `message`. */
  begin(length: i32): void {
    this.length = length;
    this.sent = 0;
  }

  /** Writes the next fragment of at most `size` bytes (at least 2) to `out`; its length. */
  next(out: Uint8Array, size: i32): i32 {
    const left: i32 = this.length - this.sent;
    const part: i32 = left < size - 1 ? left : size - 1;
    let header: i32 = this.counter;
    if (this.sent === 0) header = header | FIRST;
    if (part === left) header = header | LAST;
    out[0] = header;
    for (let i: i32 = 0; i < part; i++) out[i + 1] = this.message[this.sent + i];
    this.sent = this.sent + part;
    this.counter = (this.counter + 1) & COUNTER;
    return part + 1;
  }
}
