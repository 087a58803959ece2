import { describe, expect, it } from "vitest";
import { PERSON, Steps } from "./steps.ts";

const RATE = 50;

/** xorshift32, so that a failure repeats. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Plays seconds of a norm, mg above one g, to `steps`, along one axis of gravity, with noise of ±20 mg. */
function play(steps: Steps, seconds: number, beyond: (t: number) => number, seed = 7): void {
  const noise = random(seed);
  for (let n = 0; n < seconds * RATE; n++) {
    const norm = 1000 + beyond(n / RATE) + 40 * (noise() - 0.5);
    steps.sample(Math.round(norm * 0.6), Math.round(norm * -0.8), 0);
  }
}

/** A gait of `cadence` steps a second whose every other step is `uneven` (0 … 1) weaker. */
function gait(cadence: number, strength: number, uneven: number): (t: number) => number {
  return (t) =>
    strength * Math.cos(2 * Math.PI * cadence * t) + strength * uneven * Math.cos(Math.PI * cadence * t);
}

describe("a walk", () => {
  it.each([
    { cadence: 1.4, strength: 120, uneven: 0 },
    { cadence: 1.8, strength: 250, uneven: 0.4 },
    { cadence: 1.9, strength: 200, uneven: 1.5 },
    { cadence: 2.2, strength: 350, uneven: 0.2 },
    { cadence: 3, strength: 1100, uneven: 0.3 },
  ])("of $cadence steps a second, one side weaker by $uneven, counts within 3 %", (walk) => {
    const steps = new Steps(PERSON);
    play(steps, 120, gait(walk.cadence, walk.strength, walk.uneven));
    const due = 120 * walk.cadence;
    expect(Math.abs(steps.take() - due)).toBeLessThan(0.03 * due);
  });

  it("of a small dog counts both its steps of a stride", () => {
    const steps = new Steps(400);
    play(steps, 60, gait(4, 300, 0.5));
    expect(Math.abs(steps.take() - 240)).toBeLessThan(8);
  });

  it("is nothing for its first four seconds and is then counted from its start", () => {
    const steps = new Steps(PERSON);
    play(steps, 4, gait(2, 250, 0.2));
    expect(steps.take()).toBe(0);
    play(steps, 6, gait(2, 250, 0.2));
    expect(steps.take()).toBeGreaterThan(15);
  });

  it("is taken minute by minute without losing a fraction", () => {
    const whole = new Steps(PERSON);
    play(whole, 180, gait(1.83, 250, 0.2));
    const parts = new Steps(PERSON);
    let sum = 0;
    const noise = random(7);
    for (let n = 0; n < 180 * RATE; n++) {
      const norm = 1000 + gait(1.83, 250, 0.2)(n / RATE) + 40 * (noise() - 0.5);
      parts.sample(Math.round(norm * 0.6), Math.round(norm * -0.8), 0);
      if (n % 1000 === 999) sum += parts.take();
    }
    expect(sum).toBe(whole.take());
  });

  it("broken off has to be believed anew after a restart", () => {
    const steps = new Steps(PERSON);
    play(steps, 20, gait(2, 250, 0.2));
    steps.take();
    steps.restart();
    play(steps, 4, gait(2, 250, 0.2));
    expect(steps.take()).toBe(0);
  });
});

describe("no step is counted", () => {
  it("at rest, and breathing", () => {
    const steps = new Steps(PERSON);
    play(steps, 300, (t) => 12 * Math.sin(2 * Math.PI * 0.4 * t));
    expect(steps.take()).toBe(0);
  });

  it("on a road, twenty an hour at most: blows at random, each ringing on the springs (seeds 11–14)", () => {
    const steps = new Steps(PERSON);
    for (const seed of [11, 12, 13, 14]) {
      const next = random(seed);
      let blow = 0;
      let since = 0;
      const road = () => {
        since++;
        if (next() < 0.012) {
          blow = 200 + 400 * next();
          since = 0;
        }
        return blow * Math.exp(-since / 20) * Math.cos((2 * Math.PI * 1.5 * since) / RATE);
      };
      play(steps, 1800, road, seed);
    }
    expect(steps.take()).toBeLessThanOrEqual(40);
  });

  it.each([4.5, 5, 6, 9])("for a scratch of %d Hz: far too fast for steps", (rate) => {
    const steps = new Steps(PERSON);
    play(steps, 20, (t) => 600 * Math.sin(2 * Math.PI * rate * t));
    expect(steps.take()).toBe(0);
  });
});

describe("asymmetry", () => {
  it.each([1.5, 1.9, 2.3])("grows with the difference of the two steps, at %d steps a second", (cadence) => {
    const seen = [0, 0.3, 0.6, 1, 2].map((uneven) => {
      const steps = new Steps(PERSON);
      play(steps, 20, gait(cadence, 300, uneven));
      return steps.asymmetry();
    });
    expect(seen[0]).toBeLessThan(6);
    for (let i = 1; i < seen.length; i++) expect(seen[i]).toBeGreaterThan(seen[i - 1]);
    expect(seen[4]).toBeGreaterThan(60);
  });

  it("is unknown without a walk", () => {
    const steps = new Steps(PERSON);
    expect(steps.asymmetry()).toBe(-1);
    play(steps, 20, gait(2, 200, 0.3));
    expect(steps.asymmetry()).toBeGreaterThan(0);
    play(steps, 20, () => 0);
    expect(steps.asymmetry()).toBe(-1);
  });
});

it("holds at the accelerometer's corners", () => {
  const steps = new Steps(PERSON);
  for (let n = 0; n < 5000; n++) {
    const up = (n / 14) & 1 ? 16000 : -16000;
    steps.sample(up, n % 3 === 0 ? -up : up, up);
  }
  expect(steps.take()).toBeGreaterThanOrEqual(0);
  expect(steps.take()).toBe(0);
});
