import { divide, divideSigned } from "../dsp/divide.ts";
import { log2, topBit } from "../dsp/log2.ts";
import { saturate } from "../dsp/saturate.ts";
import { AFTER, LAGS, Template } from "./template.ts";

/** Time is counted in 1/64 of a sample at 50 Hz, 0.3125 ms; it wraps after 7.7 days, differences do not mind. */
export const TICKS: i32 = 64;
/** Up-strokes remembered: at 300 bpm with an echo each, 3.2 s; a power of two. */
export const KEPT: i32 = 32;
const MASK: i32 = 31;
const SLOPES: i32 = 64;
const SLOPES_MASK: i32 = 63;
const SECOND: i32 = 3200;
/** A rise counts from 3/128 of the running largest one. */
const LEAST_RISE: i32 = 3;
/** Two beats are at least 180 ms apart: 333 bpm. */
const CLOSEST: i32 = 576;
/** A beat of full strength earns this, Q10. */
const FULL: i32 = 1024;
/** What an interval off the expected one costs: 0.72 of a beat for a doubling or a halving, growing with the square. */
const PENALTY: i32 = 738;
/** From this strength on, Q10, an up-stroke is taken for the animal's usual one. */
const STRONG: i32 = 700;
/** Worth above which all are lowered, and by how much: long after the ring's oldest was earned. */
const HIGH: i32 = 16777216;
const HALF: i32 = 8388608;
/** Slopes looked at on each side of the steepest. */
const REACH: i32 = 20;

/**
 * Up-strokes of a pulse wave, and for each the best chain of beats that ends in it. A chain earns each beat's
 * strength (its rise against the second largest one around) and pays for intervals off the expected one by the squared
 * logarithm of their ratio (Ellis, "Beat tracking by dynamic programming", JNMR 2007), so it steps over echoes and noise and yet lets
 * an interval be twice the one before, as a sleeping dog's are.
 */
export class UpStrokes {
  /** Up-strokes ever seen, modulo 2^32; the newest is in slot (count - 1) & (KEPT - 1). */
  count: i32 = 0;
  /** When, ticks: the middle of the rise, weighed by the square of its slope. */
  time: Int32Array;
  /** Q10: 1024 for one as large as its neighbours. */
  strength: Int16Array;
  /** Earned by the best chain that ends here, Q10. */
  worth: Int32Array;
  /** How many up-strokes before this one its predecessor in the chain lies; 0 begins a chain. */
  back: Uint8Array;

  private template: Template;
  /** Samples until the newest up-stroke is placed by the template; -1 when it was. */
  private wait: i32 = -1;
  private centre: i32 = 0;
  private usual: i32 = 0;
  private bias: i32 = 0;
  private known: i32 = 0;
  private rise: Int32Array;
  private rising: i32 = 0;
  private low: i32 = 0;
  private high: i32 = 0;
  private envelope: i32 = 0;
  private steepest: i32 = 0;
  /** Samples since the steepest. */
  private age: i32 = 0;
  private slopes: Int32Array;
  private now: i32 = 0;
  private steep: i32 = 0;

  constructor() {
    this.time = new Int32Array(KEPT);
    this.strength = new Int16Array(KEPT);
    this.worth = new Int32Array(KEPT);
    this.back = new Uint8Array(KEPT);
    this.template = new Template();
    this.rise = new Int32Array(KEPT);
    this.slopes = new Int32Array(SLOPES);
  }

  /** How many of the newest are in the arrays. */
  kept(): i32 {
    return this.count < KEPT - 1 ? this.count : KEPT - 1;
  }

  /** Keeps the worths from growing for ever: only their differences count. */
  rebase(): void {
    if (this.worth[(this.count - 1) & MASK] < HIGH) return;
    for (let slot: i32 = 0; slot < KEPT; slot++) {
      const worth: i32 = this.worth[slot] - HALF;
      this.worth[slot] = worth > 0 ? worth : 0;
    }
  }

  /** Forgets the signal, and what its up-strokes look like. */
  restart(): void {
    this.count = 0;
    this.wait = -1;
    this.rising = 0;
    this.envelope = 0;
    this.usual = 0;
    this.known = 0;
    this.template.restart();
    this.begin(0);
  }

  /** Sample n with its smoothed value (within ±2^29) and slope (±2^25), upright; expected: the interval to expect, ticks. */
  push(n: i32, value: i32, slope: i32, expected: i32): void {
    this.slopes[n & SLOPES_MASK] = slope;
    this.now = n;
    this.age = this.age + 1;
    this.envelope = this.envelope - (this.envelope >> 7);
    if (this.wait >= 0) {
      if (this.wait === 0) this.place();
      this.wait = this.wait - 1;
    }
    const least: i32 = ((this.envelope >> 7) * LEAST_RISE) | 0;
    if (this.rising === 0) {
      if (value < this.low) this.begin(value);
      else {
        this.steepen(slope);
        if (value - this.low > least) {
          this.rising = 1;
          this.high = value;
        }
      }
      return;
    }
    this.steepen(slope);
    if (value > this.high) this.high = value;
    else if (this.high - value > least) {
      this.keep(expected);
      this.rising = 0;
      this.begin(value);
    }
  }

  private place(): void {
    const slot: i32 = (this.count - 1) & MASK;
    const steep: i32 = this.steep;
    const strength: i32 = this.strength[slot];
    const guess: i32 = (this.time[slot] - (this.centre << 6)) | 0;
    this.template.place(this.slopes, this.centre, steep, strength > STRONG ? 1 : 0, guess);
    const placed: i32 = ((this.centre << 6) + this.template.offset) | 0;
    if (this.template.likeness >= 180) {
      // What the two ways of placing differ by follows an eighth of the way.
      const apart: i32 = (placed - this.time[slot]) | 0;
      const bias: i32 = this.known === 0 ? apart << 3 : this.bias + apart - (this.bias >> 3);
      this.bias = bias;
      this.known = 1;
      this.time[slot] = placed;
    } else this.time[slot] = (this.time[slot] + (this.bias >> 3)) | 0;
    this.time[slot] = (this.time[slot] + this.earlier(steep, strength)) | 0;
  }

  /**
   * A heart that filled less ejects later and more weakly: up to 10 ms either way, 20 ms times the slope's share of the usual
   * one minus one, ticks. Strong up-strokes make the usual one.
   */
  private earlier(steep: i32, strength: i32): i32 {
    if (this.usual === 0) this.usual = steep;
    const top: i32 = topBit(steep | this.usual);
    const down: i32 = top > 20 ? top - 20 : 0;
    const share: i32 = divide((steep >> down) << 8, (this.usual >> down) | 1);
    if (strength > STRONG) {
      const most: i32 = steep > this.usual << 1 ? this.usual << 1 : steep;
      this.usual = this.usual + ((most - this.usual) >> (most > this.usual ? 2 : 3));
    }
    return saturate(share - 256, 128) >> 2;
  }

  private begin(value: i32): void {
    this.low = value;
    this.steepest = 0;
    this.age = 0;
  }

  private steepen(slope: i32): void {
    if (slope <= this.steepest) return;
    this.steepest = slope;
    this.age = 0;
  }

  private keep(expected: i32): void {
    const rise: i32 = this.high - this.low;
    if (rise > this.envelope) this.envelope = rise;
    const slot: i32 = this.count & MASK;
    const time: i32 = this.middle();
    this.time[slot] = time;
    this.rise[slot] = rise;
    const kept: i32 = this.kept();
    const strength: i32 = this.measure(time, rise, kept, ((3 * expected) | 0) + SECOND);
    this.strength[slot] = strength;
    this.link(slot, time, strength, kept, expected);
    this.steep = this.steepest;
    this.count = this.count + 1;
    this.centre = this.now - this.age;
    this.wait = AFTER + LAGS - this.age;
    if (this.wait < 0) this.wait = 0;
  }

  /** Where the rise is, ticks: mean of the positive slopes' places around the steepest, by their squares. */
  private middle(): i32 {
    const centre: i32 = this.now - this.age;
    const top: i32 = topBit(this.steepest | 1);
    const down: i32 = top > 9 ? top - 9 : 0;
    let weights: i32 = 0;
    let moments: i32 = 0;
    for (let side: i32 = -1; side <= 1; side += 2) {
      const reach: i32 = side < 0 || this.age > REACH ? REACH : this.age;
      for (let off: i32 = side < 0 ? 1 : 0; off <= reach; off++) {
        const slope: i32 = this.slopes[(centre + ((side * off) | 0)) & SLOPES_MASK] >> down;
        if (slope <= 0) break;
        const weight: i32 = (slope * slope) | 0;
        weights += weight;
        moments += (((side * off) | 0) * (weight >> 2)) | 0;
      }
    }
    // moments is a quarter: × 4 × 64 / weights, with both kept inside 31 bits.
    const fine: i32 = divideSigned(moments, (weights >> 8) + 1);
    return ((centre << 6) + fine - 32) | 0;
  }

  /** The rise against the second largest within `span` ticks before, Q10, at most FULL. */
  private measure(time: i32, rise: i32, kept: i32, span: i32): i32 {
    let first: i32 = rise;
    let second: i32 = 0;
    for (let q: i32 = 1; q <= kept; q++) {
      const p: i32 = (this.count - q) & MASK;
      if (((time - this.time[p]) | 0) > span) break;
      const other: i32 = this.rise[p];
      if (other > first) {
        second = first;
        first = other;
      } else if (other > second) second = other;
    }
    const against: i32 = second > 0 ? second : first;
    if (rise >= against) return FULL;
    const top: i32 = topBit(against);
    const down: i32 = top > 19 ? top - 19 : 0;
    return divide((rise >> down) << 10, against >> down);
  }

  private link(slot: i32, time: i32, strength: i32, kept: i32, expected: i32): void {
    const aim: i32 = log2(expected);
    let best: i32 = 0;
    let back: i32 = 0;
    for (let q: i32 = 1; q <= kept; q++) {
      const p: i32 = (this.count - q) & MASK;
      const interval: i32 = (time - this.time[p]) | 0;
      if (interval > ((expected * 13) | 0) >> 2) break;
      if (interval < expected >> 2 || interval < CLOSEST) continue;
      const off: i32 = log2(interval) - aim;
      const worth: i32 = this.worth[p] - (((((off * off) | 0) >> 10) * PENALTY) >> 10);
      if (worth > best) {
        best = worth;
        back = q;
      }
    }
    this.worth[slot] = strength + best;
    this.back[slot] = back;
  }
}
