/** Values a row holds: the last 128. */
export const RING_LENGTH: i32 = 128;
const MASK: i32 = 127;

/** Rows of the last 128 values that advance together. */
export class Ring {
  /** Row r holds data[r × 128 …); `next & 127` is where its next value goes. */
  data: Int32Array;
  /** How many columns were ever pushed, modulo 128. */
  next: i32 = 0;

  constructor(rows: i32) {
    this.data = new Int32Array(rows * RING_LENGTH);
  }

  /** Writes the coming column's value of a row; visible after `advance`. */
  put(row: i32, value: i32): void {
    this.data[(row << 7) + this.next] = value;
  }

  advance(): void {
    this.next = (this.next + 1) & MASK;
  }

  /** The value `back` columns before the newest, 0 … 127. */
  at(row: i32, back: i32): i32 {
    return this.data[(row << 7) + ((this.next - 1 - back) & MASK)];
  }

  /** Zeroes everything. */
  clear(): void {
    this.data.fill(0);
    this.next = 0;
  }
}
