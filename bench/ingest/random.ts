/** Numbers in [0, 1), the same for the same seed (Park and Miller 1988). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return (state - 1) / 2147483646;
  };
}
