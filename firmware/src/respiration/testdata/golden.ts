import { digest } from "../../testdata/golden.ts";
import { Respiration } from "../respiration.ts";
import { samplesOf } from "./sleeper.ts";

/** What the class and its WASM build both offer. */
export interface Breather {
  sample(ppg0: number, ppg1: number, ppg2: number, ax: number, ay: number, az: number): void;
  endHop(intensity: number, flags: number): void;
  /** Everything it says now. */
  said(): number[];
}

/** Sleep with a breath that grows faster, a walk, panting, sleep again, and counts no sensor gives. */
export function tape(seed: number): number[][] {
  const sleep = samplesOf({
    rate: (s) => 12 + s / 10,
    chestMg: 4,
    pulse: 500,
    level: 60,
    sinus: 0.15,
    seconds: 70,
    seed,
  });
  const walk = sleep
    .slice(0, 400)
    .map(([p, , , x, y, z], n) => [p! + 3 * (n % 31), 0, 0, x! + 9 * (n % 37), y!, z! + 40 * (n % 18)]);
  // 5.56 Hz: a triangle of nine samples.
  const pant = sleep
    .slice(0, 1000)
    .map(([p, , , x, y, z], n) => [p!, 0, 0, x!, y!, z! + 9 * Math.abs((n % 9) - 4)]);
  const wild = sleep
    .slice(0, 100)
    .map(([p], n) => [p! * 60_000, -p! * 60_000, n, 2147483647, -p! * 50_000, 20_000 * n]);
  return [...sleep, ...walk, ...pant, ...sleep, ...wild, ...sleep.slice(0, 2000)];
}

/** Digest of all that is said after every sample of the tape. */
export function digestOf(breather: Breather, samples: readonly number[][]): string {
  const values: number[] = [];
  let size = 0;
  samples.forEach(([p0, p1, p2, x, y, z], n) => {
    breather.sample(p0!, p1!, p2!, x!, y!, z!);
    size += Math.min(Math.abs(x!), 16_000);
    if ((n + 1) % 100 === 0) {
      breather.endHop(Math.floor(size / 100), n % 1700 === 99 ? 8 : 0);
      size = 0;
    }
    values.push(...breather.said());
  });
  return digest(values);
}

/** The class as a breather. */
export function javascript(): Breather {
  const respiration = new Respiration();
  return {
    sample: (p0, p1, p2, x, y, z) => respiration.sample(p0, p1, p2, x, y, z),
    endHop: (intensity, flags) => respiration.endHop(intensity, flags),
    said: () => [
      respiration.rate,
      respiration.confidence,
      respiration.reason,
      respiration.panting,
      respiration.pantingRate,
      respiration.estimates,
    ],
  };
}

/** Everything golden.json holds. */
export function golden() {
  return [1, 2, 3].map((seed) => {
    const samples = tape(seed);
    const breather = javascript();
    const estimates: number[][] = [];
    const whole = digestOf(breather, samples);
    const again = javascript();
    samples.forEach(([p0, p1, p2, x, y, z], n) => {
      again.sample(p0!, p1!, p2!, x!, y!, z!);
      if ((n + 1) % 500 === 0) estimates.push(again.said());
    });
    return { seed, digest: whole, estimates };
  });
}
