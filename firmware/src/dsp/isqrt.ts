/** floor(√n) for n in 0 … 2^31-1; 0 for a negative n. One bit at a time: 16 rounds at most, no division. */
export function isqrt(n: i32): i32 {
  if (n <= 0) return 0;
  let rest: i32 = n;
  let root: i32 = 0;
  let bit: i32 = 1 << 30;
  while (bit > rest) bit = bit >> 2;
  while (bit !== 0) {
    const trial: i32 = root + bit;
    root = root >> 1;
    if (rest >= trial) {
      rest = rest - trial;
      root = root + bit;
    }
    bit = bit >> 2;
  }
  return root;
}
