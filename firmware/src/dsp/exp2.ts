import { EXP2 } from "./tables.gen.ts";

/** 2^(-f/1024) in Q15 for f = 0 … 1023, within 2/32768. The whole doublings of an exponent are the caller's shift. */
export function exp2Fraction(f: i32): i32 {
  const i: i32 = f >> 4;
  const high: i32 = EXP2[i];
  const drop: i32 = high - EXP2[i + 1];
  return high - ((((drop * (f & 15)) | 0) + 8) >> 4);
}
