import { describe, expect, it } from "vitest";
import { noise } from "../dsp/testdata/double.ts";
import { Heart } from "./heart.ts";

const RATE = 50;

interface Wearer {
  bpm: (second: number) => number;
  /** Size of the pulse, counts. */
  pulse?: number;
  /** Size of white noise, counts. */
  noise?: number;
  /** Steps a minute and how many counts they move the light. */
  cadence?: number;
  artefact?: number;
  seconds?: number;
  seed?: number;
}

/** Plays a made-up wearer with one channel; the estimates with the rate that was true 4 s before each. */
function play(wearer: Wearer, heart = new Heart(1)): { rate: number; confidence: number; truth: number }[] {
  const { bpm, pulse = 200, noise: size = 20, cadence = 0, artefact = 0, seconds = 40, seed = 17 } = wearer;
  const random = noise(seed, seconds * RATE, size);
  const found: { rate: number; confidence: number; truth: number }[] = [];
  let beat = 0;
  let hops = heart.hops;
  for (let n = 0; n < seconds * RATE; n++) {
    beat += bpm(n / RATE) / 60 / RATE;
    const step = 2 * Math.PI * (cadence / 60) * (n / RATE);
    const wave = Math.sin(2 * Math.PI * beat) + 0.4 * Math.sin(4 * Math.PI * beat + 1);
    const light = 50000 + pulse * wave + artefact * Math.sin(step - 0.7) + random[n]!;
    const swing = cadence > 0 ? 300 * Math.sin(step) : 0;
    heart.sample(Math.round(light), 0, 0, Math.round(swing), Math.round(swing / 3), 1000);
    if (heart.hops === hops) continue;
    hops = heart.hops;
    found.push({
      rate: heart.rate / 10,
      confidence: heart.confidence,
      truth: bpm(Math.max(n / RATE - 4, 0)),
    });
  }
  return found;
}

function meanError(found: { rate: number; truth: number }[]): number {
  return found.reduce((sum, { rate, truth }) => sum + Math.abs(rate - truth), 0) / found.length;
}

describe("heart rate", () => {
  it.each([40, 52, 75, 110, 160, 220, 285])("finds %i bpm at rest within 1 bpm and is sure of it", (bpm) => {
    const settled = play({ bpm: () => bpm }).slice(5);
    expect(meanError(settled)).toBeLessThan(1);
    expect(Math.min(...settled.map((hop) => hop.confidence))).toBeGreaterThan(80);
  });

  it.each([
    { bpm: 150, cadence: 100 },
    { bpm: 95, cadence: 120 },
    { bpm: 180, cadence: 165 },
  ])("finds $bpm bpm under a gait of $cadence a minute five times its size", ({ bpm, cadence }) => {
    const settled = play({ bpm: () => bpm, cadence, artefact: 1000, seconds: 60 }).slice(14);
    expect(meanError(settled)).toBeLessThan(2);
  });

  it("follows a rate that climbs 1 bpm a second", () => {
    const settled = play({ bpm: (second) => 80 + second, seconds: 80 }).slice(5);
    expect(meanError(settled)).toBeLessThan(3);
  });

  it.each([1, 30, 4000, 2_000_000])("does not mind the gain: a pulse of %i counts", (pulse) => {
    const settled = play({ bpm: () => 90, pulse: pulse * 3, noise: pulse * 0.3 }).slice(5);
    expect(meanError(settled)).toBeLessThan(1);
  });

  it("gives an estimate with every hundredth sample from the second hundred on, confidence after 8 s", () => {
    const heart = new Heart(3);
    const at: number[] = [];
    let hops = 0;
    for (let n = 0; n <= 500; n++) {
      heart.sample(n % 40, n % 40, n % 40, 0, 0, 1000);
      if (heart.hops !== hops) at.push(n);
      hops = heart.hops;
    }
    expect(at).toEqual([100, 200, 300, 400, 500]);
    const found = play({ bpm: () => 100 });
    expect(found.slice(0, 4).map((hop) => hop.confidence > 0)).toEqual([false, false, false, true]);
  });

  it.each([3, 71, 1234])("mostly abstains on noise alone (seed %i)", (seed) => {
    const found = play({ bpm: () => 90, pulse: 0, seconds: 200, seed });
    expect(found.filter((hop) => hop.confidence > 50).length).toBeLessThan(found.length * 0.05);
    expect(found.filter((hop) => hop.confidence === 0).length).toBeGreaterThan(found.length * 0.6);
  });

  it("starts anew after a gap, on the same beat of hops", () => {
    const heart = new Heart(1);
    play({ bpm: () => 200, pulse: 90000 }, heart);
    heart.restart();
    expect([heart.confidence, heart.warmingUp]).toEqual([0, 1]);
    const found = play({ bpm: () => 70 }, heart);
    expect(found.slice(0, 5).map((hop) => hop.confidence > 0)).toEqual([false, false, false, false, true]);
    expect(meanError(found.slice(5))).toBeLessThan(1);
  });

  it("sees a pulse that only one of three channels has", () => {
    const heart = new Heart(3);
    const random = noise(5, 2000, 30);
    for (let n = 0; n < 2000; n++) {
      const pulse = Math.round(200 * Math.sin((2 * Math.PI * 1.5 * n) / RATE));
      heart.sample(9000 + random[n]!, 9000 + pulse + random[(n * 7) % 2000]!, 0, 0, 0, 1000);
    }
    expect(Math.abs(heart.rate - 900)).toBeLessThan(15);
  });
});
