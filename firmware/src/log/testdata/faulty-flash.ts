import { FLASH_FAILED, PAGE_BYTES } from "../../ports.ts";
import { MemoryFlash } from "../memory-flash.ts";

/** The power is gone: the collar stops in the middle of what it does. */
export class PowerCut extends Error {}

/** Flash that fails when told to: the power goes after so many bytes, or operations are refused. */
export class FaultyFlash extends MemoryFlash {
  /** Bytes written or erased until the power goes; Infinity: never. */
  budget = Number.POSITIVE_INFINITY;
  /** Refuses every write and erase. */
  refuses = false;
  writes = 0;
  erases = 0;
  #random: number;

  constructor(pages: number, seed: number) {
    super(pages);
    this.#random = seed;
  }

  override write(address: number, from: Uint8Array, at: number, length: number): number {
    this.writes++;
    if (this.refuses) return FLASH_FAILED;
    if (this.budget >= length) {
      this.budget -= length;
      return super.write(address, from, at, length);
    }
    // The bytes so far are there; of the one under way, some bits.
    const whole = Math.floor(this.budget);
    for (let i = 0; i < whole; i++) this.bytes[address + i]! &= from[at + i]!;
    this.bytes[address + whole]! &= from[at + whole]! | this.#bits();
    throw new PowerCut();
  }

  override erase(page: number): number {
    this.erases++;
    if (this.refuses) return FLASH_FAILED;
    if (this.budget >= PAGE_BYTES) {
      this.budget -= PAGE_BYTES;
      return super.erase(page);
    }
    // An erase that stops halfway leaves any mixture.
    for (let i = 0; i < PAGE_BYTES; i++) this.bytes[page * PAGE_BYTES + i]! |= this.#bits();
    throw new PowerCut();
  }

  #bits(): number {
    this.#random = (this.#random * 48271) % 2147483647;
    return this.#random & 255;
  }
}
