import { expect, it } from "vitest";
import { FIRST_BIN, KERNEL, RATE_BINS } from "./bins.ts";
import { RateFilter } from "./rate-filter.ts";
import { WALK } from "./tables.gen.ts";

/** A bump of `height` Q10 doublings at a bin, three bins wide. */
function bump(bin: number, height: number): Int32Array {
  return Int32Array.from({ length: RATE_BINS }, (_, i) =>
    Math.max(0, height - Math.abs(i - bin) * height * 0.4),
  );
}

function step(filter: RateFilter, emission: Int32Array): void {
  filter.walk();
  filter.likelihood.set(emission);
  filter.weigh();
}

const deci = (bin: number) => ((FIRST_BIN + bin) * 10000) / 512;

/** The same filter in doubles: belief after the walk, the jump and the emission. */
class Model {
  belief = new Array<number>(RATE_BINS).fill(1 / RATE_BINS);

  step(emission: Int32Array): void {
    const next = this.belief.map((_, bin) => {
      let sum = 1 / 2 ** 27;
      for (let q = Math.max(0, bin - KERNEL); q <= Math.min(RATE_BINS - 1, bin + KERNEL); q++) {
        sum += this.belief[q]! * (WALK[Math.abs(q - bin)]! / 32768);
      }
      return sum * 2 ** (emission[bin]! / 1024);
    });
    const total = next.reduce((a, b) => a + b);
    this.belief = next.map((v) => v / total);
  }

  get rate(): number {
    let [best, heaviest] = [0, 0];
    for (let bin = 0; bin < RATE_BINS; bin++) {
      const mass = this.belief.slice(Math.max(0, bin - 6), bin + 7).reduce((a, b) => a + b);
      if (mass > heaviest) [best, heaviest] = [bin, mass];
    }
    const around = this.belief.map((v, bin) => (Math.abs(bin - best) <= 6 ? v : 0));
    return deci(around.reduce((sum, v, bin) => sum + v * bin, 0) / around.reduce((a, b) => a + b));
  }
}

it.each([0, 1, 20, 69, 136, 137])("finds a steady rate in bin %i", (bin) => {
  const filter = new RateFilter();
  for (let hop = 0; hop < 5; hop++) step(filter, bump(bin, 5000));
  expect(Math.abs(filter.rate - deci(bin))).toBeLessThan(8);
  expect(filter.mass / 2 ** 24).toBeGreaterThan(0.95);
});

it("follows its double-precision model within 0.2 bpm through climbs, jumps and silence", () => {
  const filter = new RateFilter();
  const model = new Model();
  let agreed = 0;
  for (let hop = 0; hop < 200; hop++) {
    const bin = hop < 60 ? 30 + hop : hop < 120 ? 100 : 25;
    const height = hop % 50 < 5 ? 0 : 3000 + 40 * (hop % 7);
    const emission = bump(bin, height);
    step(filter, emission);
    model.step(emission);
    // Where two rates weigh nearly the same, what was rounded away decides when the one gives way to the other.
    if (Math.abs(filter.rate - model.rate) < 2) agreed++;
  }
  expect(agreed).toBeGreaterThan(190);
});

it("does not jump for one hop, but does for many", () => {
  const filter = new RateFilter();
  for (let hop = 0; hop < 10; hop++) step(filter, bump(30, 4000));
  step(filter, bump(90, 4000));
  expect(Math.abs(filter.rate - deci(30))).toBeLessThan(30);
  for (let hop = 0; hop < 10; hop++) step(filter, bump(90, 4000));
  expect(Math.abs(filter.rate - deci(90))).toBeLessThan(10);
});

it("comes back from an emission that rules everything believed out", () => {
  const filter = new RateFilter();
  for (let hop = 0; hop < 5; hop++) step(filter, bump(30, 40_000));
  for (let hop = 0; hop < 5; hop++) step(filter, bump(120, 65_000));
  expect(Math.abs(filter.rate - deci(120))).toBeLessThan(10);
});
