import { divide } from "../dsp/divide.ts";
import { saturate } from "../dsp/saturate.ts";

/** Numbers a baseline has: level, spread, hours learnt. */
const PARTS: i32 = 3;
/** Hours a first guess is worth. */
const GUESS: i32 = 4;
/** Hours after which learning slows no further: an hour then moves the level by a 96th, a week of sleep by half. */
const SLOWEST: i32 = 96;
/** A deviation counts for at most this many spreads. */
const ROBUST: i32 = 3;
/** Fractional bits of level and spread. */
const BITS: i32 = 6;
/** Levels and spreads above this, with their fraction, are no quantity of ours. */
const LARGEST: i32 = 1048576;

/**
 * Level and spread of several quantities, each learnt hour by hour: fast from a first guess, then slowly, and never by more
 * than three spreads, so that a bad day moves little. Values 0 … 2^14.
 */
export class Baselines {
  private learnt: Int32Array;

  constructor(count: i32) {
    this.learnt = new Int32Array(count * PARTS);
  }

  /** The first guess for one of them. */
  guess(which: i32, level: i32, spread: i32): void {
    const at: i32 = (which * PARTS) | 0;
    this.learnt[at] = level << BITS;
    this.learnt[at + 1] = spread << BITS;
    this.learnt[at + 2] = 0;
  }

  level(which: i32): i32 {
    return this.learnt[(which * PARTS) | 0] >> BITS;
  }

  /** Hours learnt, up to 96. */
  hours(which: i32): i32 {
    return this.learnt[((which * PARTS) | 0) + 2];
  }

  /** How far `value` lies above its level, spreads in Q4; spreads below `least` count as that. Within ±2^12. */
  departure(which: i32, value: i32, least: i32): i32 {
    const spread: i32 = this.learnt[((which * PARTS) | 0) + 1] >> BITS;
    const off: i32 = saturate(value - this.level(which), 1048576) << 4;
    const unit: i32 = spread < least ? least : spread;
    return saturate(off < 0 ? 0 - divide(0 - off, unit) : divide(off, unit), 4096);
  }

  /** Learns an hour's value. */
  learn(which: i32, value: i32): void {
    const at: i32 = (which * PARTS) | 0;
    const level: i32 = this.learnt[at];
    const spread: i32 = this.learnt[at + 1];
    const hours: i32 = this.learnt[at + 2];
    const limit: i32 = (spread * ROBUST) | 0;
    const off: i32 = saturate((value << BITS) - level, limit < 64 ? 64 : limit);
    const size: i32 = off < 0 ? 0 - off : off;
    const weight: i32 = hours + GUESS;
    const slower: i32 = weight < SLOWEST >> 2 ? SLOWEST >> 2 : weight;
    this.learnt[at] = level + (off < 0 ? 0 - divide(size, weight) : divide(size, weight));
    // The mean absolute deviation of a normal distribution is 4/5 of its standard deviation.
    const wide: i32 = (size + (size >> 2) - spread) | 0;
    this.learnt[at + 1] = spread + (wide < 0 ? 0 - divide(0 - wide, slower) : divide(wide, slower));
    if (weight < SLOWEST) this.learnt[at + 2] = hours + 1;
  }

  /** It may have changed for good: level and spread are kept as a first guess, and learnt anew. */
  doubt(which: i32): void {
    this.learnt[((which * PARTS) | 0) + 2] = 0;
  }

  /** Copies all that is learnt into into[at …); its length is the count given times 3. */
  save(into: Int32Array, at: i32): void {
    for (let i: i32 = 0; i < this.learnt.length; i++) into[at + i] = this.learnt[i];
  }

  /** Takes back what `save` gave; numbers that no baseline has are left out, and that one begins anew. */
  load(from: Int32Array, at: i32): void {
    for (let i: i32 = 0; i < this.learnt.length; i += PARTS) {
      const level: i32 = from[at + i];
      const spread: i32 = from[at + i + 1];
      const hours: i32 = from[at + i + 2];
      if (level < 0 || level > LARGEST || spread < 0 || spread > LARGEST || hours < 0 || hours > SLOWEST)
        continue;
      this.learnt[i] = level;
      this.learnt[i + 1] = spread;
      this.learnt[i + 2] = hours;
    }
  }
}
