/** Unix time before which no collar was made (2024-01-01): a hub that says less has no clock. */
const EARLIEST: i32 = 1704067200;
/** A hub may set the time back by at most a day; more would let an expired grant live again. */
const MOST_BACK: i32 = 86400;

/** The collar's time: seconds since boot from the target's tick, and Unix time once a hub has told it. */
export class Clock {
  uptimeS: i32;
  hasUtc: bool;
  /** Unix seconds (32-bit pattern, good to 2106) at uptime 0. */
  bootUtcS: i32;

  constructor() {
    this.uptimeS = 0;
    this.hasUtc = false;
    this.bootUtcS = 0;
  }

  /** Unix seconds at an uptime; means something only with `hasUtc`. */
  utcAt(uptimeS: i32): i32 {
    return (this.bootUtcS + uptimeS) | 0;
  }

  /** Whether this time may be believed. Differences wrap, so the comparison holds past 2038. */
  believes(utcS: i32): bool {
    if (((utcS - EARLIEST) | 0) < 0) return false;
    return !this.hasUtc || ((utcS - this.utcAt(this.uptimeS)) | 0) >= -MOST_BACK;
  }

  /**
   * Takes the time; the correction in seconds. One second off is the collar's own rounding and is left alone, so that
   * times of frames do not jitter.
   */
  set(utcS: i32): i32 {
    const correction: i32 = this.hasUtc ? (utcS - this.utcAt(this.uptimeS)) | 0 : 0;
    if (!this.hasUtc || correction > 1 || correction < -1) {
      this.bootUtcS = (utcS - this.uptimeS) | 0;
      this.hasUtc = true;
      return correction;
    }
    return 0;
  }
}
