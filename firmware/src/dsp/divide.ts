/**
 * floor(a / b) for a >= 0, b > 0. The only division of the kernel: dividing a multiple of b gives a whole number, so no engine
 * has to make a double on the way (V8 would box it), and AssemblyScript's truncating division agrees.
 */
export function divide(a: i32, b: i32): i32 {
  return ((a - (a % b)) / b) | 0;
}

/** a / b rounded towards zero for any a and b > 0. */
export function divideSigned(a: i32, b: i32): i32 {
  return a < 0 ? (0 - divide(0 - a, b)) | 0 : divide(a, b);
}
