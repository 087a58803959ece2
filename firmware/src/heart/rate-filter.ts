import { divide, divideSigned } from "../dsp/divide.ts";
import { exp2Fraction } from "../dsp/exp2.ts";
import { topBit } from "../dsp/log2.ts";
import { FIRST_BIN, KERNEL, RATE_BINS } from "./bins.ts";
import { WALK } from "./tables.gen.ts";

/** Fractional bits of the belief: it sums to 2^24. */
const BELIEF: i32 = 24;
/** What any rate gets at each hop whatever the belief (a jump), Q27: 1e-6 over all bins. */
const JUMP: i32 = 1;
/** Half width of the window that is the estimate, its mass the confidence: 6 bins, ±12 bpm. */
const AROUND: i32 = 6;
/** Bins kept behind in a walk: KERNEL and more, a power of two. */
const BEHIND: i32 = 8;

/**
 * Forward filter of a hidden Markov model over the rate: walk, weigh by the emission, normalise (Rabiner 1989, eq. 19–20). The
 * estimate is the mean around the heaviest ±12 bpm.
 */
export class RateFilter {
  /** Tenths of a beat per minute. */
  rate: i32 = 0;
  /** Posterior mass within ±12 bpm of the rate, Q24. */
  mass: i32 = 0;
  /** What speaks for each rate, Q10 doublings above any level; set before `weigh`. */
  likelihood: Uint16Array;
  private belief: Int32Array;
  /** In a walk, the belief of the last bins before they were overwritten. */
  private behind: Int32Array;

  constructor() {
    this.belief = new Int32Array(RATE_BINS);
    this.likelihood = new Uint16Array(RATE_BINS);
    this.behind = new Int32Array(BEHIND);
    this.restart();
  }

  /** Knows nothing again. */
  restart(): void {
    this.belief.fill(divide(1 << BELIEF, RATE_BINS));
    this.mass = 0;
  }

  /** Begins a hop: belief = belief ∗ WALK + JUMP, Q27, in place. The belief is split at 12 bits: 2^12 × 2^15 fits. */
  walk(): void {
    const belief = this.belief;
    const behind = this.behind;
    behind.fill(0);
    for (let bin: i32 = 0; bin < RATE_BINS; bin++) {
      const here: i32 = belief[bin];
      let sum: i32 = JUMP + moved(here, WALK[0]);
      for (let off: i32 = 1; off <= KERNEL; off++) {
        const ahead: i32 = bin + off < RATE_BINS ? belief[bin + off] : 0;
        sum += moved(behind[(bin - off) & (BEHIND - 1)], WALK[off]) + moved(ahead, WALK[off]);
      }
      behind[bin & (BEHIND - 1)] = here;
      belief[bin] = sum;
    }
  }

  /** Ends a hop by the likelihood; `rate` and `mass` are new. */
  weigh(): void {
    this.multiply();
    this.normalise();
    this.estimate();
  }

  /** × 2^(likelihood - largest), Q30 at most. */
  private multiply(): void {
    const likelihood = this.likelihood;
    const belief = this.belief;
    let largest: i32 = 0;
    for (let bin: i32 = 0; bin < RATE_BINS; bin++) {
      const speaks: i32 = likelihood[bin];
      if (speaks > largest) largest = speaks;
    }
    for (let bin: i32 = 0; bin < RATE_BINS; bin++) {
      const speaks: i32 = likelihood[bin];
      const down: i32 = largest - speaks;
      const halvings: i32 = down >> 10;
      const factor: i32 = exp2Fraction(down & 1023);
      const n: i32 = belief[bin];
      const product: i32 = (((n >> 12) * factor) | 0) + ((((n & 4095) * factor) | 0) >> 12);
      belief[bin] = halvings > 30 ? 0 : product >> halvings;
    }
  }

  /** To a sum of 2^24. */
  private normalise(): void {
    const belief = this.belief;
    let total: i32 = 0;
    for (let bin: i32 = 0; bin < RATE_BINS; bin++) total += belief[bin];
    if (total <= 0) {
      this.restart();
      return;
    }
    const up: i32 = 29 - topBit(total);
    // Both shifted so that the sum has 30 bits: its inverse then is 2^14 … 2^15 in units of 2^-44.
    const inverse: i32 = divide(536870912, shiftBy(total, up) >> 15);
    for (let bin: i32 = 0; bin < RATE_BINS; bin++) {
      const n: i32 = shiftBy(belief[bin], up);
      const share: i32 = (((n >> 15) * inverse) | 0) + ((((n & 32767) * inverse) | 0) >> 15);
      belief[bin] = share >> 5;
    }
  }

  private estimate(): void {
    const belief = this.belief;
    let mass: i32 = 0;
    let heaviest: i32 = -1;
    let centre: i32 = 0;
    for (let bin: i32 = 0; bin < AROUND; bin++) mass += belief[bin];
    for (let bin: i32 = 0; bin < RATE_BINS; bin++) {
      if (bin + AROUND < RATE_BINS) mass += belief[bin + AROUND];
      if (bin > AROUND) mass -= belief[bin - AROUND - 1];
      if (mass > heaviest) {
        heaviest = mass;
        centre = bin;
      }
    }
    let moment: i32 = 0;
    for (let off: i32 = 0 - AROUND; off <= AROUND; off++) {
      const bin: i32 = centre + off;
      if (bin >= 0 && bin < RATE_BINS) moment += (belief[bin] * off) | 0;
    }
    this.mass = heaviest;
    // Mean in Q12 bins; a bin is 1000/512 bpm, so 625/32 tenths.
    const mean: i32 = ((FIRST_BIN + centre) << 12) + divideSigned(moment << 4, (heaviest >> 8) + 1);
    this.rate = (((mean * 625) | 0) + 65536) >> 17;
  }
}

/** n × share / 2^12 for n <= 2^24, share <= 2^15. */
function moved(n: i32, share: i32): i32 {
  return (((n >> 12) * share) | 0) + ((((n & 4095) * share) | 0) >> 12);
}

function shiftBy(n: i32, up: i32): i32 {
  return up >= 0 ? n << up : n >> (0 - up);
}
