/** x, or the nearer of ±limit where it lies outside; limit >= 0. */
export function saturate(x: i32, limit: i32): i32 {
  return x > limit ? limit : x < -limit ? -limit : x;
}
