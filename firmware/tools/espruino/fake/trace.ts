/** Kinds of record beside the number of an entry, as targets/thumb/qemu.c reads them. */
const PUT = 100;
const TAKE = 101;

/**
 * Everything that went over the border between a script and native code, to be played to other native code: each call with its four
 * arguments and what it gave, each copy into the window, each copy out of it with the bytes that were found. Words of 32 bits,
 * little-endian; bytes are padded to words.
 */
export class Trace {
  readonly #parts: Buffer[] = [];
  /** Where the window begins, by the first copy into it, which is at its beginning. */
  #windowAt: number | null = null;
  calls = 0;

  call(entry: number, args: readonly number[], result: number): void {
    this.calls++;
    this.#words(entry, args[0] ?? 0, args[1] ?? 0, args[2] ?? 0, args[3] ?? 0, result);
  }

  put(at: number, bytes: Uint8Array): void {
    this.#windowAt ??= at;
    this.#words(PUT, at - this.#windowAt, bytes.length);
    this.#bytes(bytes);
  }

  take(at: number, bytes: Uint8Array): void {
    this.#words(TAKE, at - (this.#windowAt ?? at), bytes.length);
    this.#bytes(bytes);
  }

  whole(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #words(...words: number[]): void {
    this.#parts.push(Buffer.from(Int32Array.from(words).buffer));
  }

  #bytes(bytes: Uint8Array): void {
    this.#parts.push(Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]));
  }
}
