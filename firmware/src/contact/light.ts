import { divide } from "../dsp/divide.ts";

/** Equal values in a row, 1 s of them, that no living signal gives. */
const STUCK: i32 = 50;
/** So many equal values in a row, at the highest or lowest ever seen, are taken for a rail nobody named. */
const FLAT: i32 = 10;
/** One sample in so many at a rail spoils a hop, one in so few makes it useless. */
const SPOILT_PART: i32 = 10;
const USELESS_PART: i32 = 2;
const CHANNELS: i32 = 3;

/** Watches the converter of each light channel over a hop: its mean level, the rails, and whether it still moves. */
export class Light {
  /** Largest mean level of the last hop's channels, counts, the samples at a rail left out: they say nothing of the light. */
  level: i32 = 0;
  /** 1 when some channel stood at a rail for a tenth of the last hop or more. */
  saturated: i32 = 0;
  /** 1 when no channel was of use in the last hop: each stuck at one value, or at a rail for half of it. */
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
  private highest: Int32Array;
  private lowest: Int32Array;
  private begun: i32 = 0;

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
    this.highest = new Int32Array(CHANNELS);
    this.lowest = new Int32Array(CHANNELS);
  }

  /** One sample of all channels, counts within ±2^23. */
  sample(ppg0: i32, ppg1: i32, ppg2: i32): void {
    this.samples = this.samples + 1;
    this.see(0, ppg0);
    if (this.channels > 1) this.see(1, ppg1);
    if (this.channels > 2) this.see(2, ppg2);
    this.begun = 1;
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
      const railed: i32 = this.railed[channel];
      const mean: i32 = samples > railed && sum > 0 ? divide(sum, samples - railed) : 0;
      if (mean > this.level) this.level = mean;
      if (((railed * SPOILT_PART) | 0) >= samples) this.saturated = 1;
      if (((railed * USELESS_PART) | 0) < samples && this.longest[channel] < STUCK) useful++;
      this.sum[channel] = 0;
      this.railed[channel] = 0;
      this.longest[channel] = 0;
    }
    this.blind = useful === 0 ? 1 : 0;
  }

  private see(channel: i32, value: i32): void {
    if (this.begun === 0 || value > this.highest[channel]) this.highest[channel] = value;
    if (this.begun === 0 || value < this.lowest[channel]) this.lowest[channel] = value;
    this.same[channel] = value === this.last[channel] ? this.same[channel] + 1 : 1;
    this.last[channel] = value;
    if (this.same[channel] > this.longest[channel]) this.longest[channel] = this.same[channel];
    if (this.isRail(channel, value)) this.railed[channel] = this.railed[channel] + 1;
    else this.sum[channel] = this.sum[channel] + value;
  }

  /** A sensor that never gave but one value has no rail: it is stuck. */
  private isRail(channel: i32, value: i32): bool {
    if (value <= this.low || value >= this.high) return true;
    const high: i32 = this.highest[channel];
    const low: i32 = this.lowest[channel];
    return high > low && this.same[channel] >= FLAT && (value === high || value === low);
  }
}
