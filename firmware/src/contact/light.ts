import { divide } from "../dsp/divide.ts";

/** Equal values in a row, 1 s of them, that no living signal gives. */
const STUCK: i32 = 50;
/** One sample in so many at a rail spoils a hop. */
const RAILED_PART: i32 = 10;
const CHANNELS: i32 = 3;

/** Watches the converter of each light channel over a hop: its mean level, the rails, and whether it still moves. */
export class Light {
  /** Largest mean level of the last hop's channels, counts. */
  level: i32 = 0;
  /** 1 when some channel stood at a rail for a tenth of the last hop or more. */
  saturated: i32 = 0;
  /** 1 when no channel was of use in the last hop: each stuck at one value or at a rail. */
  blind: i32 = 0;
  private channels: i32;
  private low: i32;
  private high: i32;
  private samples: i32 = 0;
  private sum: Int32Array;
  private railed: Int32Array;
  private last: Int32Array;
  private same: Int32Array;
  private longest: Int32Array;

  /** Channels in use, and the values at or beyond which the converter counts as railed. */
  constructor(channels: i32, low: i32, high: i32) {
    this.channels = channels;
    this.low = low;
    this.high = high;
    this.sum = new Int32Array(CHANNELS);
    this.railed = new Int32Array(CHANNELS);
    this.last = new Int32Array(CHANNELS);
    this.same = new Int32Array(CHANNELS);
    this.longest = new Int32Array(CHANNELS);
  }

  /** One sample of all channels, counts within ±2^23. */
  sample(ppg0: i32, ppg1: i32, ppg2: i32): void {
    this.samples = this.samples + 1;
    this.see(0, ppg0);
    if (this.channels > 1) this.see(1, ppg1);
    if (this.channels > 2) this.see(2, ppg2);
  }

  /** Ends a hop of at most 255 samples: sums stay below 2^31. */
  endHop(): void {
    const samples: i32 = this.samples;
    this.samples = 0;
    this.level = 0;
    this.saturated = 0;
    let useful: i32 = 0;
    for (let channel: i32 = 0; channel < this.channels; channel++) {
      const sum: i32 = this.sum[channel];
      const mean: i32 = samples > 0 && sum > 0 ? divide(sum, samples) : 0;
      if (mean > this.level) this.level = mean;
      const railed: i32 = ((this.railed[channel] * RAILED_PART) | 0) >= samples ? 1 : 0;
      if (railed !== 0) this.saturated = 1;
      if (railed === 0 && this.longest[channel] < STUCK) useful++;
      this.sum[channel] = 0;
      this.railed[channel] = 0;
      this.longest[channel] = 0;
    }
    this.blind = useful === 0 ? 1 : 0;
  }

  private see(channel: i32, value: i32): void {
    this.sum[channel] = this.sum[channel] + value;
    if (value <= this.low || value >= this.high) this.railed[channel] = this.railed[channel] + 1;
    this.same[channel] = value === this.last[channel] ? this.same[channel] + 1 : 1;
    this.last[channel] = value;
    if (this.same[channel] > this.longest[channel]) this.longest[channel] = this.same[channel];
  }
}
