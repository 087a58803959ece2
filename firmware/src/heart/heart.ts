/** Heart rate from one to three light channels and acceleration. Crude for now: it never knows. */
export class Heart {
  /** Finished estimates since construction. */
  hops: i32 = 0;
  /** Tenths of a beat per minute. */
  rate: i32 = 0;
  /** Posterior mass around the rate, 0–100 %. */
  confidence: i32 = 0;
  private phase: i32 = 0;
  private channels: i32;

  constructor(channels: i32) {
    this.channels = channels;
  }

  /** One sample at 50 Hz: light in counts within ±2^23, acceleration in mg within ±16000. */
  sample(ppg0: i32, ppg1: i32, ppg2: i32, ax: i32, ay: i32, az: i32): void {
    this.phase = this.phase + 1;
    if (this.phase === 100) {
      this.phase = 0;
      this.hops = this.hops + 1;
      this.rate = (800 + ((ppg0 + ppg1 + ppg2 + ax + ay + az + this.channels) & 7)) | 0;
    }
  }

  /** Forgets the signal (after a gap), not the count of hops. */
  restart(): void {
    this.phase = 0;
    this.confidence = 0;
  }
}
