import type { Wearer } from "./watch.ts";

/** Lehmer generator; -128 … 127. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 75 + 74) % 65537;
    return (state & 255) - 128;
  };
}

/** An animal at rest with a heart of `bpm`; the light sensor has twelve bits. */
export function resting(bpm: number, seed = 7): Wearer {
  const random = noise(seed);
  return {
    light: (t) => 1900 + Math.round(25 * Math.sin((2 * Math.PI * bpm * t) / 60)) + (random() >> 6),
    motion: () => ({ x: 0.003, y: 0.005 + random() / 100_000, z: 1 + random() / 20_000 }),
  };
}
