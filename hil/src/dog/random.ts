/** Increment of Weyl's sequence in splitmix32: 2^32 divided by the golden ratio. */
const GOLDEN = 0x9e3779b9;

/**
 * Seeded pseudo-random numbers: sfc32 (Doty-Humphrey, PractRand) started through splitmix32. Each `stream` of one seed is its own
 * sequence, so that drawing more for the breath does not move the heart.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spare = 0;
  #hasSpare = false;

  /** `seed` counts as 32 bits; `stream` names who draws. */
  constructor(seed: number, stream: string) {
    let state = seed | 0;
    for (let i = 0; i < stream.length; i++) state = Math.imul(state ^ stream.charCodeAt(i), 0x01000193);
    const split = () => {
      state = (state + GOLDEN) | 0;
      let z = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      return z ^ (z >>> 16);
    };
    this.#a = split();
    this.#b = split();
    this.#c = split();
    for (let i = 0; i < 12; i++) this.next();
  }

  /** Uniform in [0, 1), 32 bits. */
  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t;
    this.#c |= 0;
    return (t >>> 0) / 0x1_0000_0000;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** Normal, mean 0, deviation 1 (Marsaglia's polar method). */
  normal(): number {
    if (this.#hasSpare) {
      this.#hasSpare = false;
      return this.#spare;
    }
    let u: number;
    let v: number;
    let s: number;
    do {
      u = 2 * this.next() - 1;
      v = 2 * this.next() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const scale = Math.sqrt((-2 * Math.log(s)) / s);
    this.#spare = v * scale;
    this.#hasSpare = true;
    return u * scale;
  }
}

/** Ornstein–Uhlenbeck wander about 0: deviation `sigma`, correlation time `tau` seconds, advanced `dt` seconds at a time. */
export class Wander {
  value: number;
  readonly #random: Random;
  readonly #keep: number;
  readonly #kick: number;

  constructor(random: Random, sigma: number, tau: number, dt: number) {
    this.#random = random;
    this.#keep = Math.exp(-dt / tau);
    this.#kick = sigma * Math.sqrt(1 - this.#keep * this.#keep);
    this.value = sigma * random.normal();
  }

  step(): number {
    this.value = this.value * this.#keep + this.#kick * this.#random.normal();
    return this.value;
  }
}
