import { MemoryFlash } from "../../src/log/memory-flash.ts";
import { FLASH_FAILED } from "../../src/ports.ts";
import type { Digest } from "./digest.ts";

/** Flash in memory whose every write is part of the digest: frames are compared as the bytes that the collar stores. */
export class FoldingFlash extends MemoryFlash {
  digest: Digest;
  /** Operations that still fail. */
  faults: i32;

  constructor(pages: i32, digest: Digest) {
    super(pages);
    this.digest = digest;
    this.faults = 0;
  }

  override write(address: i32, from: Uint8Array, at: i32, length: i32): i32 {
    if (this.fault()) return FLASH_FAILED;
    this.digest.fold(address);
    this.digest.bytes(from, at, length);
    return super.write(address, from, at, length);
  }

  override erase(page: i32): i32 {
    if (this.fault()) return FLASH_FAILED;
    this.digest.fold(page);
    return super.erase(page);
  }

  fault(): bool {
    if (this.faults === 0) return false;
    this.faults = this.faults - 1;
    return true;
  }
}
