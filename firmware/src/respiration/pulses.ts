import { divide, divideSigned } from "../dsp/divide.ts";

/** Recent light, samples. */
const RECENT: i32 = 32;
const RECENT_MASK: i32 = 31;
/** Looked back from the steepest rise for the foot, samples: 280 ms. */
const FOOT: i32 = 14;
/** Samples watched before the first pulse is believed, 2 s. */
const LEARNING: i32 = 100;
/** Shares of the usual slope, /256: a pulse's least rise, one hard on the heels of another (the dicrotic wave), and in a drought. */
const LEAST: i32 = 96;
const ECHO: i32 = 140;
const DROUGHT: i32 = 40;
/** Nearest an echo ends, samples: 360 ms. */
const ECHO_ENDS: i32 = 18;
/** Intervals the median is taken of. */
const KEPT: i32 = 7;
/** Longest time between pulses that still hang together, samples: 3 s. */
const LONGEST: i32 = 150;
const NONE: i32 = 1000000;

/**
 * Pulses in the light, one figure each: where the steepest rise lies, how high foot and top. It serves the breath, which bends
 * level and interval of the pulses, not the heart rate.
 */
export class Pulses {
  /** Of the last pulse: samples since construction (or restart), 1/16. */
  time: i32 = 0;
  /** Foot + top, counts (twice the mid level). */
  level: i32 = 0;
  /** Top - foot, counts, > 0. */
  height: i32 = 0;
  /** Since the pulse before, 1/16 sample, within 0.6 … 1.6 of the median of the last seven. */
  interval: i32 = 0;
  private lately: Int32Array;
  private intervals: Int32Array;
  private kept: i32 = 0;
  private n: i32 = 0;
  private up: i32 = 0;
  private down: i32 = 0;
  private sign: i32 = 1;
  /** Slopes of the last two samples, and the usual slope of a pulse. */
  private before: i32 = 0;
  private at: i32 = 0;
  private usual: i32 = 0;
  private usualInterval: i32 = 40;
  /** The candidate: its sample, slope, place in 1/16, foot and top so far. */
  private candidate: i32 = 0;
  private steepness: i32 = 0;
  private place: i32 = 0;
  private foot: i32 = 0;
  private top: i32 = 0;
  private last: i32 = 0;
  private lastSteepness: i32 = 0;

  constructor() {
    this.lately = new Int32Array(RECENT);
    this.intervals = new Int32Array(KEPT);
    this.restart();
  }

  /** Starts anew after a gap. */
  restart(): void {
    this.n = 0;
    this.kept = 0;
    this.up = 0;
    this.down = 0;
    this.before = 0;
    this.at = 0;
    this.usual = 0;
    this.usualInterval = 40;
    this.candidate = 0 - NONE;
    this.steepness = 0;
    this.last = 0 - NONE;
    this.lastSteepness = 0;
    this.time = 0 - NONE;
    this.interval = 0;
  }

  /** One sample at 50 Hz, |light| < 2^26; 1 when a pulse is complete, 200–400 ms after its rise. */
  sample(light: i32): i32 {
    const lately = this.lately;
    const n: i32 = this.n;
    if (n === 0) lately.fill(light);
    lately[n & RECENT_MASK] = light;
    this.n = n + 1;
    const near: i32 = lately[(n - 1) & RECENT_MASK] - lately[(n - 3) & RECENT_MASK];
    const slope: i32 = near + ((light - lately[(n - 4) & RECENT_MASK]) << 1);
    this.learnSign(slope);
    const signed: i32 = this.sign < 0 ? 0 - slope : slope;
    const found: i32 = n > LEARNING ? this.judge(signed, light) : 0;
    this.before = this.at;
    this.at = signed;
    return found;
  }

  /** Blood's rise is steeper than its fall: that tells whether more light is more or less blood. */
  private learnSign(slope: i32): void {
    if (slope > this.up) this.up = slope;
    if (0 - slope > this.down) this.down = 0 - slope;
    if ((this.n & 63) !== 0) return;
    const turned: i32 =
      this.up > this.down + (this.down >> 2) ? 1 : this.down > this.up + (this.up >> 2) ? -1 : this.sign;
    if (turned !== this.sign) {
      this.sign = turned;
      this.usual = 0;
      this.at = 0;
    }
    // Without pulses the usual slope is learnt anew.
    const steepest: i32 = this.sign > 0 ? this.up : this.down;
    if (this.usual === 0 || this.n - this.last > LONGEST) this.usual = share(steepest, 192);
    this.up = this.up >> 1;
    this.down = this.down >> 1;
  }

  /** The middle of three slopes, `at`, was two samples before n - 1. */
  private judge(slope: i32, light: i32): i32 {
    const centre: i32 = this.n - 4;
    const hold: i32 = this.hold();
    const level: i32 = this.sign < 0 ? 0 - light : light;
    if (level > this.top) this.top = level;
    let complete: i32 = 0;
    if (this.candidate >= 0 && centre - this.candidate > hold) complete = this.accept();
    if (this.at < this.before || this.at <= slope || this.at <= this.least(centre)) return complete;
    if (this.candidate < 0 || this.at > this.steepness) this.propose(centre, slope);
    return complete;
  }

  /** How long a steeper rise may still replace a candidate, samples: two fifths of an interval. */
  private hold(): i32 {
    const hold: i32 = ((this.usualInterval * 102) | 0) >> 8;
    return hold < 10 ? 10 : hold > 20 ? 20 : hold;
  }

  /** Slope a rise must exceed at sample `centre`. */
  private least(centre: i32): i32 {
    const since: i32 = centre - this.last;
    if (since < 10) return 2147483647;
    if (since < ECHO_ENDS && since < this.usualInterval - (this.usualInterval >> 3)) {
      const echo: i32 = share(this.lastSteepness, ECHO);
      const usual: i32 = share(this.usual, LEAST);
      return echo > usual ? echo : usual;
    }
    const drought: bool = since > this.usualInterval + (this.usualInterval >> 1) + (this.usualInterval >> 3);
    return share(this.usual, drought ? DROUGHT : LEAST);
  }

  private propose(centre: i32, slope: i32): void {
    this.candidate = centre;
    this.steepness = this.at;
    // Vertex of the parabola through three slopes, 1/16 sample; |lean| <= |bend|, halved until 8 × lean fits.
    let bend: i32 = this.before - this.at + (slope - this.at);
    let lean: i32 = this.before - slope;
    while (bend < -134217728) {
      bend = bend >> 1;
      lean = lean >> 1;
    }
    this.place = (centre << 4) + (bend < 0 ? divideSigned((0 - lean) << 3, 0 - bend) : 0);
    let foot: i32 = 2147483647;
    let top: i32 = 0 - 2147483647;
    const lately = this.lately;
    for (let back: i32 = 1; back <= FOOT + 3; back++) {
      const light: i32 = lately[(this.n - back) & RECENT_MASK];
      const level: i32 = this.sign < 0 ? 0 - light : light;
      if (level < foot) foot = level;
      if (back <= 4 && level > top) top = level;
    }
    this.foot = foot;
    this.top = top;
  }

  private accept(): i32 {
    const since: i32 = this.place - this.time;
    const joined: bool = since < LONGEST << 4;
    this.time = this.place;
    this.level = this.foot + this.top;
    this.height = this.top - this.foot;
    this.last = this.candidate;
    this.lastSteepness = this.steepness;
    this.candidate = 0 - NONE;
    const wild: bool = this.steepness > this.usual << 1;
    const step: i32 = (wild ? this.usual << 1 : this.steepness) - this.usual;
    this.usual = this.usual + (step > 0 ? step >> 2 : step >> 3);
    if (this.height <= 0) return 0;
    if (joined) this.keep(since);
    else this.kept = 0;
    return 1;
  }

  private keep(since: i32): void {
    const intervals = this.intervals;
    if (this.kept === 0) intervals.fill(since);
    intervals[this.kept % KEPT] = since;
    this.kept = this.kept + 1;
    if (this.kept >= KEPT << 1) this.kept = KEPT;
    const median: i32 = this.median();
    this.usualInterval = median >> 4;
    const low: i32 = divide((median * 3) | 0, 5);
    const high: i32 = divide((median << 3) | 0, 5);
    this.interval = since < low ? low : since > high ? high : since;
  }

  private median(): i32 {
    const intervals = this.intervals;
    for (let i: i32 = 0; i < KEPT; i++) {
      const value: i32 = intervals[i];
      let below: i32 = 0;
      let equal: i32 = 0;
      for (let k: i32 = 0; k < KEPT; k++) {
        if (intervals[k] < value) below++;
        if (intervals[k] === value) equal++;
      }
      if (below <= KEPT >> 1 && below + equal > KEPT >> 1) return value;
    }
    return intervals[0];
  }
}

/** x × part / 256 for 0 <= x < 2^31, part <= 256. */
function share(x: i32, part: i32): i32 {
  return (((x >> 8) * part) | 0) + ((((x & 255) * part) | 0) >> 8);
}
