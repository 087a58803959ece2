import { MemoryFlash } from "../../src/log/memory-flash.ts";
import { FLASH_FAILED } from "../../src/ports.ts";
import type { Digest } from "./digest.ts";

/** Operations of one kind that fail: after so many that do not, so many that do. */
export class Faults {
  after: i32 = 0;
  count: i32 = 0;

  strike(): bool {
    if (this.count === 0) return false;
    if (this.after > 0) {
      this.after = this.after - 1;
      return false;
    }
    this.count = this.count - 1;
    return true;
  }
}

/** Flash in memory whose every write is part of the digest: frames are compared as the bytes that the collar stores. */
export class FoldingFlash extends MemoryFlash {
  digest: Digest;
  /** Of writes and erases. */
  faults: Faults;
  readFaults: Faults;

  constructor(pages: i32, digest: Digest) {
    super(pages);
    this.digest = digest;
    this.faults = new Faults();
    this.readFaults = new Faults();
  }

  override read(address: i32, into: Uint8Array, at: i32, length: i32): i32 {
    if (this.readFaults.strike()) return FLASH_FAILED;
    return super.read(address, into, at, length);
  }

  override write(address: i32, from: Uint8Array, at: i32, length: i32): i32 {
    if (this.faults.strike()) return FLASH_FAILED;
    this.digest.fold(address);
    this.digest.bytes(from, at, length);
    return super.write(address, from, at, length);
  }

  override erase(page: i32): i32 {
    if (this.faults.strike()) return FLASH_FAILED;
    this.digest.fold(page);
    return super.erase(page);
  }

  /** A byte is no longer what was written: some of its bits have turned. */
  rot(address: i32, bits: i32): void {
    const byte: i32 = this.bytes[address];
    this.bytes[address] = byte ^ bits;
  }
}
