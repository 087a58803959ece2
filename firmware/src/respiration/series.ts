import { saturate } from "../dsp/saturate.ts";
import { LARGEST, WINDOW } from "./bins.ts";

const MASK: i32 = 63;

/** Rows of the last 64 values, which advance together; what was never written is 0. */
export class Series {
  /** Row r holds held[r × 64 …). */
  held: Int16Array;
  /** How many columns hold something, up to 64. */
  filled: i32 = 0;
  private next: i32 = 0;

  constructor(rows: i32) {
    this.held = new Int16Array(rows * WINDOW);
  }

  /** Writes the coming column's value of a row, saturated at ±4095; counts after `advance`. */
  put(row: i32, value: i32): void {
    this.held[(row << 6) + this.next] = saturate(value, LARGEST);
  }

  advance(): void {
    this.next = (this.next + 1) & MASK;
    if (this.filled < WINDOW) this.filled = this.filled + 1;
  }

  /** Value i of a row, i = 0 the oldest, 63 the newest. */
  at(row: i32, i: i32): i32 {
    const value: i32 = this.held[(row << 6) + ((this.next + i) & MASK)];
    return value;
  }

  /** Holds nothing again. */
  clear(): void {
    this.held.fill(0);
    this.filled = 0;
  }
}
