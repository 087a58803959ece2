/** Levels of the cascade: periods of 2, 4, 8 … 64 samples. */
export const HAAR_LEVELS: i32 = 6;

/**
 * Streaming Haar wavelet transform of several channels that advance together (Mallat's cascade with the unnormalised Haar pair:
 * half sums go down a level, differences are the details). Only the sums of the details' magnitudes are kept.
 */
export class Haar {
  /** Sum of |detail| since `clear`, channel-major: energy[channel × 6 + level]. */
  energy: Int32Array;
  private pending: Int16Array;
  private time: i32 = 0;

  constructor(channels: i32) {
    this.energy = new Int32Array(channels * HAAR_LEVELS);
    this.pending = new Int16Array(channels * HAAR_LEVELS);
  }

  /** The next value of a channel, |value| < 2^15; call `advance` once all channels have theirs. */
  push(channel: i32, value: i32): void {
    let x: i32 = value;
    for (let level: i32 = 0; level < HAAR_LEVELS; level++) {
      const at: i32 = ((channel * HAAR_LEVELS) | 0) + level;
      if (((this.time >> level) & 1) === 0) {
        this.pending[at] = x;
        return;
      }
      const before: i32 = this.pending[at];
      const detail: i32 = before - x;
      this.energy[at] = this.energy[at] + (detail < 0 ? 0 - detail : detail);
      x = (before + x) >> 1;
    }
  }

  advance(): void {
    this.time = (this.time + 1) & 63;
  }

  /** Begins new sums; the cascade goes on. */
  clear(): void {
    this.energy.fill(0);
  }
}
