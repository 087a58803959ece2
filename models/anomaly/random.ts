/** A stream of numbers that the same seed repeats for ever: xorshift32 (Marsaglia, J Stat Softw 2003; 8: 14). */
export class Random {
  private state: number;

  /** seed: any integer. */
  constructor(seed: number) {
    this.state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) | 1;
    for (let i = 0; i < 8; i++) this.uniform();
  }

  /** Uniform in 0 … 1. */
  uniform(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return (x >>> 0) / 4_294_967_296;
  }

  /** Nearly normal, mean 0 and spread 1: the sum of four uniforms, never beyond ±3.5. */
  normal(): number {
    return (this.uniform() + this.uniform() + this.uniform() + this.uniform() - 2) * 1.732;
  }

  /** How often something of this mean happens (Knuth); mean below 20. */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let product = this.uniform();
    let count = 0;
    while (product > limit) {
      product *= this.uniform();
      count++;
    }
    return count;
  }
}
