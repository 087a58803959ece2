import { LOG2 } from "./tables.gen.ts";

/** Place of the highest set bit of n > 0: 0 … 30. */
export function topBit(n: i32): i32 {
  let rest: i32 = n;
  let bit: i32 = 0;
  if (rest >= 65536) {
    rest = rest >> 16;
    bit += 16;
  }
  if (rest >= 256) {
    rest = rest >> 8;
    bit += 8;
  }
  if (rest >= 16) {
    rest = rest >> 4;
    bit += 4;
  }
  if (rest >= 4) {
    rest = rest >> 2;
    bit += 2;
  }
  return rest >= 2 ? bit + 1 : bit;
}

/** log2(n) in Q10 for n = 1 … 2^31-1, within 1/1024 of a doubling; -1024 for n <= 0. */
export function log2(n: i32): i32 {
  if (n <= 0) return -1024;
  const top: i32 = topBit(n);
  // 16 bits behind the leading one: 6 choose the interval, 10 interpolate in it.
  const fraction: i32 = (top >= 16 ? n >> (top - 16) : n << (16 - top)) & 65535;
  const i: i32 = fraction >> 10;
  const low: i32 = LOG2[i];
  const step: i32 = LOG2[i + 1] - low;
  return (top << 10) + low + ((((step * (fraction & 1023)) | 0) + 512) >> 10);
}
