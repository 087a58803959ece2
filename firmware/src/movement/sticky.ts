import { CLASSES } from "./network.ts";

/**
 * A causal filter over classes: the best sequence of them so far, where every change costs (the forward half of Viterbi's algorithm
 * with one switching penalty). A single doubtful hop does not change the class; two clear ones do.
 */
export class Sticky {
  /** The class the best sequence ends in. */
  best: i32 = 0;
  private scores: Int32Array;
  private penalty: i32;

  /** penalty: cost of a change, in the unit of the outputs. */
  constructor(penalty: i32) {
    this.scores = new Int32Array(CLASSES);
    this.penalty = penalty;
  }

  /** Takes a hop's log likelihoods of the first `count` classes. */
  add(outputs: Int32Array, count: i32): void {
    const scores: Int32Array = this.scores;
    // The best one stands at 0; none falls further back than a change costs.
    const floor: i32 = 0 - this.penalty;
    let best: i32 = 0;
    for (let k: i32 = 0; k < count; k++) {
      const kept: i32 = scores[k] > floor ? scores[k] : floor;
      scores[k] = kept + outputs[k];
      if (scores[k] > scores[best]) best = k;
    }
    const top: i32 = scores[best];
    for (let k: i32 = 0; k < count; k++) scores[k] = scores[k] - top;
    this.best = best;
  }

  /** Forgets the past. */
  restart(): void {
    this.scores.fill(0);
  }
}
