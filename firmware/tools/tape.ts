import type { Vitals } from "../src/vitals.ts";

/** What a tape is played to: the class itself or its WASM build. */
export type Player = Pick<Vitals, "sample" | "tick">;

/**
 * A made-up wearer for gates and engine comparisons: a pulse, a gait and noise from a small seeded generator, with jumps, rails and
 * wild values between. Integers throughout and nothing allocated, so that playing it costs a heap nothing.
 */
export class Tape {
  private seed: number;
  private at = 0;

  /** seed: 1 … 65535. */
  constructor(seed: number) {
    this.seed = seed;
  }

  /** Plays the next `samples` samples, with a tick after every 50. */
  play(samples: number, player: Player): void {
    for (let i = 0; i < samples; i++) {
      this.at++;
      // Triangular pulse of 40 samples (75 bpm), gait of 27 (111 steps a minute).
      const beat = this.at % 40;
      const pulse = ((beat > 20 ? 40 - beat : beat) * 40) | 0;
      const gait = this.at % 27;
      const swing = ((gait > 13 ? 27 - gait : gait) * 60) | 0;
      let light = (30000 + pulse + (swing >> 2) + (this.next() & 63)) | 0;
      const wild = this.next() & 1023;
      if (wild === 0) light = 2147483647;
      if (wild === 1) light = -8388608;
      if (wild === 2) light = (light << 7) | 0;
      player.sample(
        light,
        (light - (this.next() & 255)) | 0,
        (pulse - 400) | 0,
        (swing - 400) | 0,
        (this.next() & 127) | 0,
        (wild === 3 ? -30000 : 980 + (swing >> 3)) | 0,
      );
      if (this.at % 50 === 0) player.tick();
    }
  }

  /** Lehmer generator modulo 65537: every product stays below 2^23. */
  private next(): number {
    this.seed = (this.seed * 75 + 74) % 65537;
    return this.seed;
  }
}
