import * as op from "../../targets/tape/operations.ts";

const WORDS = 7;

/** Collects the records of a tape (targets/tape/operations.ts). */
export class TapeWriter {
  #words = new Int32Array(1 << 16);
  #length = 0;
  /** Samples on the tape. */
  samples = 0;

  add(operation: number, ...args: number[]): void {
    if (this.#length + WORDS > this.#words.length) {
      const grown = new Int32Array(this.#words.length * 2);
      grown.set(this.#words);
      this.#words = grown;
    }
    this.#words[this.#length] = operation;
    this.#words.set(args, this.#length + 1);
    this.#length += WORDS;
    if (operation !== op.SAMPLE && operation !== op.MOTION) return;
    this.samples++;
    // The collar's second: after every 50th sample.
    if (this.samples % 50 === 0) this.add(op.TICK);
  }

  /** A fragment of at most 20 bytes that a central writes. */
  write(fragment: Uint8Array): void {
    const words = new Uint8Array(20);
    words.set(fragment);
    this.add(op.WRITE, fragment.length, ...new Int32Array(words.buffer));
  }

  /** All records, seven words each. */
  words(): Int32Array {
    return this.#words.slice(0, this.#length);
  }
}
