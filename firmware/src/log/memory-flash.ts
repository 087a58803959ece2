import { FLASH_RANGE, Flash, OK, PAGE_BYTES, PAGE_SHIFT } from "../ports.ts";

/** Flash in memory: for engines without a part behind them, and for tests. */
export class MemoryFlash extends Flash {
  bytes: Uint8Array;
  count: i32;

  constructor(pages: i32) {
    super();
    this.count = pages;
    this.bytes = new Uint8Array(pages << PAGE_SHIFT);
    this.bytes.fill(255);
  }

  pages(): i32 {
    return this.count;
  }

  read(address: i32, into: Uint8Array, at: i32, length: i32): i32 {
    if (!this.holds(address, length)) return FLASH_RANGE;
    for (let i: i32 = 0; i < length; i++) into[at + i] = this.bytes[address + i];
    return OK;
  }

  write(address: i32, from: Uint8Array, at: i32, length: i32): i32 {
    if (!this.holds(address, length)) return FLASH_RANGE;
    if (((address | length) & 3) !== 0) return FLASH_RANGE;
    if ((address & (PAGE_BYTES - 1)) + length > PAGE_BYTES) return FLASH_RANGE;
    for (let i: i32 = 0; i < length; i++) this.bytes[address + i] = this.bytes[address + i] & from[at + i];
    return OK;
  }

  erase(page: i32): i32 {
    if (page < 0 || page >= this.count) return FLASH_RANGE;
    this.bytes.fill(255, page << PAGE_SHIFT, (page + 1) << PAGE_SHIFT);
    return OK;
  }

  holds(address: i32, length: i32): bool {
    return address >= 0 && length >= 0 && address + length <= this.count << PAGE_SHIFT;
  }
}
