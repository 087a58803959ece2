import { divide, divideSigned } from "../dsp/divide.ts";
import { exp2Fraction } from "../dsp/exp2.ts";
import { topBit } from "../dsp/log2.ts";
import { BREATH_BINS, FIRST_BIN } from "./bins.ts";

/** Fractional bits of the belief: it sums to 2^24. */
const BELIEF: i32 = 24;
/** Between two estimates the rate walks σ = 0.67 a minute: share that moves one bin up, and one bin down, Q15. */
const ASIDE: i32 = 6554;
/** … or it jumps anywhere: 0.6 % over all bins, Q27 each. */
const JUMP: i32 = 14913;
/** Half width, in bins, of the window whose mass is the confidence: ±2.1 a minute. */
const AROUND: i32 = 2;
/** Half width, in bins, of the neighbourhood half of whose mean is taken off: a broad hump, as sway makes it, is no breath. */
const HUMP: i32 = 6;
/** Twice the bins of that neighbourhood: half its mean is its sum over these. */
const AVERAGED: i32 = 26;

/** Forward filter of a hidden Markov model over the rate of breath: walk, weigh by the evidence, normalise (Rabiner 1989, eq. 19–20). */
export class BreathFilter {
  /** Tenths of a breath per minute: the mean around the heaviest ±2 bins. */
  rate: i32 = 0;
  /** Posterior mass there, Q24. */
  mass: i32 = 0;
  /** How far the evidence at the rate stood above twice the mean of all bins over the last half minute; Q10 doublings. */
  contrast: i32 = 0;
  private belief: Int32Array;
  private begun: i32 = 0;

  constructor() {
    this.belief = new Int32Array(BREATH_BINS);
    this.restart();
  }

  /** Knows nothing again. */
  restart(): void {
    this.belief.fill(divide(1 << BELIEF, BREATH_BINS));
    this.mass = 0;
    this.rate = 0;
    this.contrast = 0;
    this.begun = 0;
  }

  /** One step with evidence[0 … 54) in Q10 doublings. */
  step(evidence: Int32Array): void {
    this.walk();
    this.weigh(evidence);
    this.normalise();
    this.watch(evidence, this.estimate());
  }

  /** Q24 to Q27, in place; what walks off the grid's end stays there. */
  private walk(): void {
    const belief = this.belief;
    let below: i32 = belief[0];
    for (let bin: i32 = 0; bin < BREATH_BINS; bin++) {
      const here: i32 = belief[bin];
      const above: i32 = bin + 1 < BREATH_BINS ? belief[bin + 1] : here;
      belief[bin] =
        JUMP + weighed(here, 32768 - (ASIDE << 1)) + weighed(below, ASIDE) + weighed(above, ASIDE);
      below = here;
    }
  }

  /** × 2^(evidence without humps - its largest). */
  private weigh(evidence: Int32Array): void {
    const belief = this.belief;
    let largest: i32 = -2147483647;
    let hump: i32 = this.hump(evidence);
    for (let bin: i32 = 0; bin < BREATH_BINS; bin++) {
      hump = slide(hump, evidence, bin);
      const sharp: i32 = evidence[bin] - divide(hump, AVERAGED);
      if (sharp > largest) largest = sharp;
    }
    hump = this.hump(evidence);
    for (let bin: i32 = 0; bin < BREATH_BINS; bin++) {
      hump = slide(hump, evidence, bin);
      const down: i32 = largest - (evidence[bin] - divide(hump, AVERAGED));
      const halvings: i32 = down >> 10;
      const factor: i32 = exp2Fraction(down & 1023);
      const n: i32 = belief[bin];
      const product: i32 = (((n >> 12) * factor) | 0) + ((((n & 4095) * factor) | 0) >> 12);
      belief[bin] = halvings > 30 ? 0 : product >> halvings;
    }
  }

  /** The sum `slide` starts from, that of bin -1. */
  private hump(evidence: Int32Array): i32 {
    let sum: i32 = ((HUMP + 2) * evidence[0]) | 0;
    for (let bin: i32 = 1; bin < HUMP; bin++) sum += evidence[bin];
    return sum;
  }

  /** To a sum of 2^24. */
  private normalise(): void {
    const belief = this.belief;
    let total: i32 = 0;
    for (let bin: i32 = 0; bin < BREATH_BINS; bin++) total += belief[bin] >> 1;
    if (total <= 0) {
      this.restart();
      return;
    }
    // Both with 30 bits: the inverse then is 2^14 … 2^15 in units of 2^-44.
    const up: i32 = 29 - topBit(total);
    const inverse: i32 = divide(536870912, shiftBy(total, up) >> 15);
    for (let bin: i32 = 0; bin < BREATH_BINS; bin++) {
      const n: i32 = shiftBy(belief[bin] >> 1, up);
      const share: i32 = (((n >> 15) * inverse) | 0) + ((((n & 32767) * inverse) | 0) >> 15);
      belief[bin] = share >> 5;
    }
  }

  /** Sets rate and mass; returns the heaviest bin. */
  private estimate(): i32 {
    const belief = this.belief;
    let heaviest: i32 = -1;
    let centre: i32 = 0;
    for (let bin: i32 = 0; bin < BREATH_BINS; bin++) {
      if (belief[bin] > heaviest) {
        heaviest = belief[bin];
        centre = bin;
      }
    }
    let mass: i32 = 0;
    let moment: i32 = 0;
    for (let off: i32 = 0 - AROUND; off <= AROUND; off++) {
      const bin: i32 = centre + off;
      if (bin < 0 || bin >= BREATH_BINS) continue;
      mass += belief[bin];
      moment += (belief[bin] * off) | 0;
    }
    this.mass = mass;
    // Mean in Q12 bins of 60 / 56.32 a minute: × 10.6534 to tenths, as × 10909 / 1024.
    const mean: i32 = ((FIRST_BIN + centre) << 12) + divideSigned(moment << 4, (mass >> 8) + 1);
    this.rate = ((((mean >> 2) * 10909) | 0) + 524288) >> 20;
    return centre;
  }

  private watch(evidence: Int32Array, centre: i32): void {
    let sum: i32 = 0;
    for (let bin: i32 = 0; bin < BREATH_BINS; bin++) sum += evidence[bin];
    let peak: i32 = evidence[centre];
    if (centre > 0 && evidence[centre - 1] > peak) peak = evidence[centre - 1];
    if (centre + 1 < BREATH_BINS && evidence[centre + 1] > peak) peak = evidence[centre + 1];
    const now: i32 = peak - divide(sum << 1, BREATH_BINS);
    this.contrast = this.begun === 0 ? now : this.contrast + ((now - this.contrast) >> 3);
    this.begun = 1;
  }
}

/** Moves a sum over the bins within ±6 of bin - 1 on to those of `bin`; beyond the ends the grid goes on with its last value. */
function slide(sum: i32, evidence: Int32Array, bin: i32): i32 {
  const gone: i32 = bin - HUMP - 1;
  const come: i32 = bin + HUMP;
  return sum + evidence[come < BREATH_BINS ? come : BREATH_BINS - 1] - evidence[gone > 0 ? gone : 0];
}

/** n × share / 2^12 for n <= 2^24, share <= 2^15: Q24 × Q15 to Q27. */
function weighed(n: i32, share: i32): i32 {
  return (((n >> 12) * share) | 0) + ((((n & 4095) * share) | 0) >> 12);
}

function shiftBy(n: i32, up: i32): i32 {
  return up >= 0 ? n << up : n >> (0 - up);
}
