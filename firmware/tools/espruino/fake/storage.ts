import { LONGEST_NAME } from "../package.ts";
import { bytesOf, type Strictness } from "./strict.ts";

/** `require("Storage")` of the fake: NOR flash behind files, as src/jsflash.c has it. */
export class FakeStorage {
  readonly files = new Map<string, Buffer>();
  /** Bytes that all files together may take. */
  capacity = 8 << 20;
  /** Writes and erases so far; the one after `powerFor` of them is torn, and nothing works any more. */
  writes = 0;
  powerFor = Number.POSITIVE_INFINITY;
  readonly #strict: Strictness;

  constructor(strict: Strictness) {
    this.#strict = strict;
  }

  get used(): number {
    return [...this.files.values()].reduce((sum, file) => sum + file.length, 0);
  }

  readonly read = (name: string, offset = 0, length = Infinity) =>
    this.#file(name)
      ?.subarray(offset, offset + length)
      .toString("latin1");

  readonly readJSON = (name: string, noExceptions: boolean) => {
    this.#strict.check(noExceptions, "readJSON throws at a damaged file");
    try {
      return JSON.parse(this.read(name) ?? "") as unknown;
    } catch {
      return undefined;
    }
  };

  readonly write = (name: string, data: unknown, offset = 0, size = 0): boolean => {
    const bytes = bytesOf(data);
    let file = this.#file(name);
    const torn = this.#spend();
    // A whole file is replaced; one that is written piece by piece has to be erased first.
    if (size === 0 && offset === 0) file = undefined;
    if (file === undefined) {
      if (offset !== 0) throw new Error("Unable to find or create file");
      this.files.delete(name);
      if (this.used + (size || bytes.length) > this.capacity)
        throw new Error("Unable to find or create file");
      file = Buffer.alloc(size || bytes.length, 0xff);
      this.files.set(name, file);
    }
    if (offset + bytes.length > file.length) throw new Error("Too much data for file size");
    if (!isBlank(file, offset, bytes)) throw new Error("File already written with different data");
    bytes.subarray(0, torn ? bytes.length >> 1 : bytes.length).copy(file, offset);
    if (torn) throw new Error("no power");
    return true;
  };

  readonly erase = (name: string) => {
    this.#file(name);
    if (this.#spend()) throw new Error("no power");
    this.files.delete(name);
  };

  readonly list = (pattern: RegExp) => [...this.files.keys()].filter((name) => pattern.test(name));

  /** True: power goes during this one. */
  #spend(): boolean {
    if (this.writes > this.powerFor) throw new Error("no power");
    return this.writes++ === this.powerFor;
  }

  #file(name: string): Buffer | undefined {
    this.#strict.check(
      name.length > 0 && name.length <= LONGEST_NAME,
      `file name of ${name.length}: ${name}`,
    );
    return this.files.get(name);
  }
}

/** Whether `bytes` may be written there: over nothing, or over themselves. */
function isBlank(file: Buffer, offset: number, bytes: Buffer): boolean {
  const there = file.subarray(offset, offset + bytes.length);
  return there.equals(bytes) || there.every((byte) => byte === 0xff);
}
