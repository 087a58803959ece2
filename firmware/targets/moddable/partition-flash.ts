import { FLASH_FAILED, FLASH_RANGE, Flash, OK, PAGE_BYTES } from "../../src/ports.ts";
import { ModdableError } from "./errors.ts";

/** What the adapter uses of the SDK's `flash` module; every function throws when the part does not do it. */
export interface Partition {
  readonly byteLength: number;
  readonly blockSize: number;
  read(offset: number, byteLength: number): ArrayBuffer;
  write(offset: number, byteLength: number, buffer: ArrayBuffer): void;
  erase(sector: number): void;
}

/** A partition of the SDK's `flash` module as the log's flash. */
export class PartitionFlash extends Flash {
  readonly #partition: Partition;
  readonly #pages: number;

  /** `most`: pages that the log may have at most. Throws ModdableError moddable.flash-geometry. */
  constructor(partition: Partition, most = 4096) {
    super();
    const { byteLength, blockSize } = partition;
    const pages = Math.min(most, Math.floor(byteLength / PAGE_BYTES));
    if (blockSize !== PAGE_BYTES || pages < 4) {
      throw new ModdableError(
        "moddable.flash-geometry",
        `${byteLength} bytes in sectors of ${blockSize}`,
        `the log needs 4 sectors of ${PAGE_BYTES} at least: name another partition in the manifest's config`,
      );
    }
    this.#partition = partition;
    this.#pages = pages;
  }

  pages(): number {
    return this.#pages;
  }

  read(address: number, into: Uint8Array, at: number, length: number): number {
    if (!this.#holds(address, length)) return FLASH_RANGE;
    // The SDK's flash refuses to read or write nothing.
    if (length === 0) return OK;
    try {
      into.set(new Uint8Array(this.#partition.read(address, length)), at);
      return OK;
    } catch {
      return FLASH_FAILED;
    }
  }

  write(address: number, from: Uint8Array, at: number, length: number): number {
    if (!this.#holds(address, length) || ((address | length) & 3) !== 0) return FLASH_RANGE;
    if ((address % PAGE_BYTES) + length > PAGE_BYTES) return FLASH_RANGE;
    if (length === 0) return OK;
    try {
      // A copy of its own: the SDK writes a buffer from its beginning, and an nRF52's from whole words.
      this.#partition.write(address, length, from.slice(at, at + length).buffer);
      return OK;
    } catch {
      return FLASH_FAILED;
    }
  }

  erase(page: number): number {
    if (page < 0 || page >= this.#pages) return FLASH_RANGE;
    try {
      this.#partition.erase(page);
      return OK;
    } catch {
      return FLASH_FAILED;
    }
  }

  #holds(address: number, length: number): boolean {
    return address >= 0 && length >= 0 && address + length <= this.#pages * PAGE_BYTES;
  }
}
