import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { FLASH_FAILED, FLASH_RANGE, Flash, OK, PAGE_BYTES } from "../../src/ports.ts";
import { TargetError } from "./errors.ts";

/** Virtual flash in a file: what a NOR part does, over pread and pwrite. Survives the death of the process. */
export class FileFlash extends Flash {
  readonly #file: number;
  readonly #pages: number;
  readonly #erased = Buffer.alloc(PAGE_BYTES, 0xff);
  readonly #scratch = Buffer.alloc(PAGE_BYTES);

  /**
   * Opens `path`, or makes it with every page erased.
   * Throws TargetError: target.flash-size when the file is not `pages` pages long, target.flash-open when it cannot be used.
   */
  constructor(path: string, pages: number) {
    super();
    this.#pages = pages;
    try {
      this.#file = openSync(path, "a+");
      closeSync(this.#file);
      this.#file = openSync(path, "r+");
    } catch (cause) {
      throw new TargetError(
        "target.flash-open",
        `${path}: ${(cause as Error).message}`,
        "is the folder writable?",
      );
    }
    const size = fstatSync(this.#file).size;
    if (size === 0) {
      ftruncateSync(this.#file, pages * PAGE_BYTES);
      for (let page = 0; page < pages; page++)
        writeSync(this.#file, this.#erased, 0, PAGE_BYTES, page * PAGE_BYTES);
    } else if (size !== pages * PAGE_BYTES) {
      closeSync(this.#file);
      throw new TargetError(
        "target.flash-size",
        `${path}: ${size} bytes, not ${pages} pages of ${PAGE_BYTES}`,
        "open it with the page count it was made with, or move it aside",
      );
    }
  }

  pages(): number {
    return this.#pages;
  }

  read(address: number, into: Uint8Array, at: number, length: number): number {
    if (!this.#holds(address, length)) return FLASH_RANGE;
    try {
      return readSync(this.#file, into, at, length, address) === length ? OK : FLASH_FAILED;
    } catch {
      return FLASH_FAILED;
    }
  }

  write(address: number, from: Uint8Array, at: number, length: number): number {
    if (!this.#holds(address, length) || ((address | length) & 3) !== 0) return FLASH_RANGE;
    if ((address % PAGE_BYTES) + length > PAGE_BYTES) return FLASH_RANGE;
    try {
      const now = this.#scratch.subarray(0, length);
      if (readSync(this.#file, now, 0, length, address) !== length) return FLASH_FAILED;
      for (let i = 0; i < length; i++) now[i]! &= from[at + i]!;
      return writeSync(this.#file, now, 0, length, address) === length ? OK : FLASH_FAILED;
    } catch {
      return FLASH_FAILED;
    }
  }

  erase(page: number): number {
    if (page < 0 || page >= this.#pages) return FLASH_RANGE;
    try {
      const written = writeSync(this.#file, this.#erased, 0, PAGE_BYTES, page * PAGE_BYTES);
      return written === PAGE_BYTES ? OK : FLASH_FAILED;
    } catch {
      return FLASH_FAILED;
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #holds(address: number, length: number): boolean {
    return address >= 0 && length >= 0 && address + length <= this.#pages * PAGE_BYTES;
  }
}
