// What a target implements. Everything else in firmware/src is the same on every engine.
// Abstract classes, not interfaces: the name has to exist at run time, where types are only stripped, and asc knows no type import.

/** A flash page as it is erased, bytes. */
export const PAGE_BYTES: i32 = 4096;
/** Page number to address. */
export const PAGE_SHIFT: i32 = 12;

/** Results of flash and log operations. */
export const OK: i32 = 0;
/** The part did not do it: worn out, busy, unplugged, no room on the disk behind it. */
export const FLASH_FAILED: i32 = -1;
/** Outside the part, or not a multiple of four bytes. */
export const FLASH_RANGE: i32 = -2;

/**
 * NOR flash that the frame log owns whole. Contract (kept by one suite for every implementation):
 * an erased page reads 0xff; a write turns ones into zeros only, starts and ends on multiples of four bytes, stays inside
 * one page and is on the part when `write` returns; power lost during a write or an erase may leave any mixture of old and
 * new in the bytes concerned and nowhere else.
 */
export abstract class Flash {
  /** Pages of PAGE_BYTES, at least 4. */
  abstract pages(): i32;
  /** Copies `length` bytes from `address` to `into[at…]`. OK, FLASH_FAILED or FLASH_RANGE. */
  abstract read(address: i32, into: Uint8Array, at: i32, length: i32): i32;
  /** Writes `from[at … at+length)` to `address`. OK, FLASH_FAILED or FLASH_RANGE. */
  abstract write(address: i32, from: Uint8Array, at: i32, length: i32): i32;
  /** Erases page 0 … pages()-1. OK, FLASH_FAILED or FLASH_RANGE. */
  abstract erase(page: i32): i32;
}

/** A source of unpredictable bytes (a hardware generator; never a pseudo-random one): the link's nonces come from it. */
export abstract class Entropy {
  /** Fills `into[0 … length)`. */
  abstract fill(into: Uint8Array, length: i32): void;
}
