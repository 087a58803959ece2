import { divide, divideSigned } from "../dsp/divide.ts";
import { Bouts } from "./bouts.ts";
import { Recogniser } from "./recogniser.ts";

/** Whom the collar is made for. */
export const DOG: i32 = 0;
export const COW: i32 = 1;
export const SEAL: i32 = 2;

/** What the wearer does. The first three mean what activity/activity.ts means by them. */
export const RESTING: i32 = 0;
export const WALKING: i32 = 1;
/** Running, jumping, playing. */
export const VIGOROUS: i32 = 2;
/** Eating, grazing, foraging. */
export const EATING: i32 = 3;
export const GROOMING: i32 = 4;
/** How many classes there are. */
export const KINDS: i32 = 5;
/** Before the first five seconds, and after a gap. */
export const UNKNOWN: i32 = -1;

/** Class of each output of each model, by species. */
const MEANING: i32[] = [0, 1, 3, 2, 0, 1, 3, -1, 0, 1, 3, 4];
/** Samples at 50 Hz that make one of the model's. */
const EVERY: i32[] = [7, 5, 2];
/** The model's samples in 2.5 s. */
const HOP: i32[] = [18, 25, 62];

/**
 * What the wearer does, from acceleration at 50 Hz: a class every 2.5 s, and bouts of scratching and shakes. Integers only, nothing is
 * allocated after construction; the longest call is the one that ends a hop (at most 7,000 Cortex-M4 instructions), inference is spread over the
 * samples after it.
 */
export class Movement {
  /** RESTING … GROOMING, or UNKNOWN. */
  activity: i32 = UNKNOWN;
  /** Hops of uninterrupted rest so far, 2.5 s each (saturates at 2^24). */
  restHops: i32 = 0;
  /** Hops of this minute in each class. */
  hops: Int16Array;
  recogniser: Recogniser;
  private bouts: Bouts;
  private species: i32;
  private estimates: i32 = 0;
  private every: i32;
  private taken: i32 = 0;
  private x: i32 = 0;
  private y: i32 = 0;
  private z: i32 = 0;
  private odd: i32 = 0;
  private oddX: i32 = 0;
  private oddY: i32 = 0;
  private oddZ: i32 = 0;
  private scratchesTaken: i32 = 0;
  private shakesTaken: i32 = 0;

  /** species: DOG, COW or SEAL; model: its weights (dog.gen.ts …): a collar holds those of its own wearer only. */
  constructor(species: i32, model: i32[]) {
    const pace: i32 = species === SEAL ? 2 : species === COW ? 1 : 0;
    this.hops = new Int16Array(KINDS);
    this.recogniser = new Recogniser(HOP[species], pace, model);
    this.bouts = new Bouts();
    this.species = species;
    this.every = EVERY[species];
  }

  /** Bouts of scratching since the minute began. */
  get scratches(): i32 {
    return this.bouts.scratches - this.scratchesTaken;
  }

  /** Shakes of the body since the minute began. */
  get shakes(): i32 {
    return this.bouts.shakes - this.shakesTaken;
  }

  /** One sample, mg, each axis within ±16000. */
  sample(x: i32, y: i32, z: i32): void {
    this.halve(x, y, z);
    this.x = this.x + x;
    this.y = this.y + y;
    this.z = this.z + z;
    this.taken = this.taken + 1;
    if (this.taken < this.every) return;
    // The dog's model learnt from single rows, a few out of each second: it gets the same; the others get means.
    if (this.species === DOG) this.recogniser.sample(x, y, z);
    else {
      const n: i32 = this.every;
      this.recogniser.sample(divideSigned(this.x, n), divideSigned(this.y, n), divideSigned(this.z, n));
    }
    this.taken = 0;
    this.x = 0;
    this.y = 0;
    this.z = 0;
    if (this.recogniser.estimates !== this.estimates) this.endEstimate();
  }

  /** The class most of the minute was spent in; UNKNOWN without a single estimate. */
  main(): i32 {
    let best: i32 = UNKNOWN;
    let most: i32 = 0;
    for (let kind: i32 = 0; kind < KINDS; kind++) {
      const count: i32 = this.hops[kind];
      if (count > most) {
        most = count;
        best = kind;
      }
    }
    return best;
  }

  /** Share of the minute's estimates at rest, 0–100 %. */
  restShare(): i32 {
    let all: i32 = 0;
    for (let kind: i32 = 0; kind < KINDS; kind++) {
      const count: i32 = this.hops[kind];
      all = all + count;
    }
    const rest: i32 = this.hops[RESTING];
    return all > 0 ? divide(((rest * 100) | 0) + (all >> 1), all) : 0;
  }

  /** Begins a new minute. */
  endMinute(): void {
    this.hops.fill(0);
    this.scratchesTaken = this.bouts.scratches;
    this.shakesTaken = this.bouts.shakes;
  }

  /** The samples stopped: what comes does not continue what came. */
  restart(): void {
    this.recogniser.restart();
    this.bouts.restart();
    this.activity = UNKNOWN;
    this.restHops = 0;
    this.taken = 0;
    this.x = 0;
    this.y = 0;
    this.z = 0;
    this.odd = 0;
  }

  private endEstimate(): void {
    this.estimates = this.recogniser.estimates;
    const kind: i32 = MEANING[(this.species << 2) + this.recogniser.best];
    this.activity = kind;
    this.bouts.still = kind === WALKING || kind === VIGOROUS ? 0 : 1;
    const count: i32 = this.hops[kind];
    this.hops[kind] = count + 1;
    if (kind !== RESTING) this.restHops = 0;
    else if (this.restHops < 1 << 24) this.restHops = this.restHops + 1;
  }

  /** 25 Hz for the bouts: the mean of two samples. */
  private halve(x: i32, y: i32, z: i32): void {
    if (this.odd === 0) {
      this.odd = 1;
      this.oddX = x;
      this.oddY = y;
      this.oddZ = z;
      return;
    }
    this.odd = 0;
    this.bouts.sample((this.oddX + x) >> 1, (this.oddY + y) >> 1, (this.oddZ + z) >> 1);
  }
}
