import { noise } from "../../dsp/testdata/double.ts";
import { Respiration } from "../respiration.ts";

/** An animal lying still, made up: breath by rate or by phase, and how each sensor shows it. */
export interface Sleeper {
  /** Breaths per minute at a second. */
  rate: (second: number) => number;
  /** What the breath moves the collar, mg from rest to full, along an oblique axis; 0: nothing. */
  chestMg?: number;
  /** White noise of each axis, mg. */
  noiseMg?: number;
  /** Height of the pulse, counts; 0: no light. */
  pulse?: number;
  /** What the breath moves the light's level, counts, and the beat's interval, share. */
  level?: number;
  sinus?: number;
  /** White noise of the light, counts. */
  noise?: number;
  bpm?: number;
  seconds?: number;
  seed?: number;
}

/** What was said after a sample. */
export interface Said {
  second: number;
  rate: number;
  confidence: number;
  reason: number;
}

/** One sample of six values for each n, 50 Hz; a pure function of the sleeper. */
export function samplesOf(sleeper: Sleeper): number[][] {
  const { rate, chestMg = 0, noiseMg = 1, pulse = 0, level = 0, sinus = 0, noise: speckle = 5 } = sleeper;
  const { bpm = 80, seconds = 90, seed = 5 } = sleeper;
  const length = seconds * 50;
  const [light, x, y, z] = [0, 1, 2, 3].map((k) =>
    noise(seed + 97 * k, length, k === 0 ? speckle : 1.73 * noiseMg * 1024),
  ) as [number[], number[], number[], number[]];
  let breath = 0;
  let beat = 0;
  return Array.from({ length }, (_, n) => {
    breath += rate(n / 50) / 3000;
    const fill = 0.5 - 0.5 * Math.cos(2 * Math.PI * breath);
    beat += bpm / 3000 / (1 + sinus * (0.5 - fill));
    const p = beat % 1;
    // Steep rise in a quarter of the beat, slow fall.
    const wave =
      p < 0.25 ? 0.5 - 0.5 * Math.cos(4 * Math.PI * p) : 0.5 + 0.5 * Math.cos((4 / 3) * Math.PI * (p - 0.25));
    return [
      pulse === 0 ? 0 : Math.round(40_000 - pulse * wave + level * fill + light[n]!),
      0,
      0,
      Math.round(0.6 * chestMg * fill + x[n]! / 1024),
      Math.round(0.3 * chestMg * fill + y[n]! / 1024),
      Math.round(1000 + 0.74 * chestMg * fill + z[n]! / 1024),
    ];
  });
}

/** Plays samples; what was said at the end of every 2 s. */
export function play(samples: readonly number[][], respiration = new Respiration(), flags = 0): Said[] {
  const said: Said[] = [];
  let above = 0;
  samples.forEach(([p0, p1, p2, x, y, z], n) => {
    respiration.sample(p0!, p1!, p2!, x!, y!, z!);
    above += Math.max(0, Math.hypot(x!, y!, z!) - 1000);
    if ((n + 1) % 100 !== 0) return;
    respiration.endHop(Math.floor(above / 100), flags);
    above = 0;
    const { rate, confidence, reason } = respiration;
    said.push({ second: (n + 1) / 50, rate: rate / 10, confidence, reason });
  });
  return said;
}
