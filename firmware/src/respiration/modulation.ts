import { divideSigned } from "../dsp/divide.ts";
import { saturate } from "../dsp/saturate.ts";
import { PACE } from "./bins.ts";
import { Pulses } from "./pulses.ts";
import { Series } from "./series.ts";

/** A value's step in time, 1/16 sample. */
const STEP: i32 = PACE << 4;
/** Pulses further apart do not hang together, 1/16 sample: 3 s. */
const LONGEST: i32 = 2400;

/**
 * What breathing does to the light, as two series: the change over 0.88 s of the pulses' mid level, in 1/2048 of their height, and
 * of the interval between them (respiratory sinus arrhythmia), in 1/16 sample. Between pulses both run straight.
 */
export class Modulation {
  /** Rows mid level, interval. */
  series: Series;
  private pulses: Pulses;
  /** Next value's time, 1/16 sample on the pulses' clock. */
  private due: i32 = 0;
  private height: i32 = 0;
  private begun: i32 = 0;
  private time: i32 = 0;
  private level: i32 = 0;
  private interval: i32 = 0;
  private level1: i32 = 0;
  private level2: i32 = 0;
  private interval1: i32 = 0;
  private interval2: i32 = 0;
  private quiet: i32 = 0;

  constructor() {
    this.series = new Series(2);
    this.pulses = new Pulses();
  }

  /** One sample at 50 Hz: the sum of all channels' counts, |light| < 2^26. */
  sample(light: i32): void {
    this.quiet = this.quiet + 1;
    if (this.pulses.sample(light) !== 0) this.pulse();
    // Half a window without a pulse: what is left is too old to count.
    else if (this.quiet > 700) this.restart();
  }

  /** Starts anew after a gap. */
  restart(): void {
    this.series.clear();
    this.pulses.restart();
    this.begun = 0;
    this.quiet = 0;
  }

  private pulse(): void {
    const pulses = this.pulses;
    this.quiet = 0;
    const span: i32 = pulses.time - this.time;
    if (this.begun === 0 || span <= 0 || span > LONGEST) {
      this.height = pulses.height;
      this.due = pulses.time;
      this.begun = 1;
    } else {
      this.height = this.height + ((pulses.height - this.height) >> 3);
      if (this.begun === 1) this.interval = pulses.interval;
      // At most LONGEST / STEP = 6 values.
      while (this.due <= pulses.time) {
        const along: i32 = this.due - this.time;
        this.value(
          this.between(this.level, pulses.level, along, span),
          this.between(this.interval, pulses.interval, along, span),
        );
        this.due = this.due + STEP;
      }
    }
    this.time = pulses.time;
    this.level = pulses.level;
    this.interval = pulses.interval;
  }

  /** from + (to - from) along / span, for differences below 2^27. */
  private between(from: i32, to: i32, along: i32, span: i32): i32 {
    const share: i32 = divideSigned(along << 10, span);
    const all: i32 = to - from;
    return from + (((all >> 10) * share) | 0) + ((((all & 1023) * share) | 0) >> 10);
  }

  private value(level: i32, interval: i32): void {
    // Two values must lie behind before a change over 0.88 s is known.
    if (this.begun >= 3) {
      const height: i32 = this.height < 1 ? 1 : this.height;
      let change: i32 = saturate(level - this.level2, height << 2);
      let unit: i32 = height;
      while (unit > 262143) {
        unit = unit >> 1;
        change = change >> 1;
      }
      this.series.put(0, divideSigned(change << 10, unit));
      this.series.put(1, interval - this.interval2);
      this.series.advance();
    } else this.begun = this.begun + 1;
    this.level2 = this.level1;
    this.level1 = level;
    this.interval2 = this.interval1;
    this.interval1 = interval;
  }
}
