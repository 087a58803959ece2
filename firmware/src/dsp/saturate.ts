/** x, or the nearer of ±limit where it lies outside; limit >= 0. */
export function saturate(x: i32, limit: i32): i32 {
  const low: i32 = 0 - limit;
  return x > limit ? limit : x < low ? low : x;
}
