/** A number over everything that was folded into it, in order; one changed value changes it. 32-bit integers only. */
export class Digest {
  value: i32 = 0;

  /** Rotates by 5, mixes the value in, steps on: each is reversible, so no single difference is lost. */
  fold(value: i32): void {
    const turned: i32 = (this.value << 5) | (this.value >>> 27);
    this.value = ((turned ^ value) + 1640531527) | 0;
  }

  bytes(from: Uint8Array, at: i32, length: i32): void {
    for (let i: i32 = 0; i < length; i++) {
      const byte: i32 = from[at + i];
      this.fold(byte);
    }
  }
}
