/** SHA-256 (FIPS 180-4), 32-bit additions and rotations only. */

/** FIPS 180-4 section 4.2.2: first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const K: i32[] = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
];
/** Section 5.3.3: fractional parts of the square roots of the first 8 primes. */
const H0: i32[] = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/** Block size, bytes. */
export const SHA256_BLOCK: i32 = 64;
/** Digest size, bytes. */
export const SHA256_BYTES: i32 = 32;

/** Streaming SHA-256 over up to 2^28 bytes; state is made once. */
export class Sha256 {
  /** Eight words of state. */
  h: Int32Array;
  /** Message schedule, 64 words. */
  w: Int32Array;
  block: Uint8Array;
  fill: i32;
  /** Bytes taken so far. */
  total: i32;

  constructor() {
    this.h = new Int32Array(8);
    this.w = new Int32Array(64);
    this.block = new Uint8Array(SHA256_BLOCK);
    this.fill = 0;
    this.total = 0;
    this.reset();
  }

  reset(): void {
    for (let i: i32 = 0; i < 8; i++) this.h[i] = H0[i] | 0;
    this.fill = 0;
    this.total = 0;
  }

  /** Takes another hash's state after whole blocks, so that a fixed prefix is hashed once. */
  copyFrom(other: Sha256): void {
    for (let i: i32 = 0; i < 8; i++) this.h[i] = other.h[i];
    this.fill = 0;
    this.total = other.total;
  }

  update(bytes: Uint8Array, at: i32, length: i32): void {
    const block = this.block;
    let fill: i32 = this.fill;
    for (let i: i32 = 0; i < length; i++) {
      block[fill] = bytes[at + i];
      fill++;
      if (fill === SHA256_BLOCK) {
        this.compress();
        fill = 0;
      }
    }
    this.fill = fill;
    this.total = (this.total + length) | 0;
  }

  updateByte(value: i32): void {
    this.block[this.fill] = value & 255;
    this.fill = this.fill + 1;
    this.total = (this.total + 1) | 0;
    if (this.fill === SHA256_BLOCK) {
      this.compress();
      this.fill = 0;
    }
  }

  /** Writes the first `length` (1 … 32) bytes of the digest to `out[at…]`; `reset` before the next message. */
  digest(out: Uint8Array, at: i32, length: i32): void {
    const bits: i32 = (this.total << 3) | 0;
    const high: i32 = this.total >>> 29;
    this.updateByte(0x80);
    while (this.fill !== 56) this.updateByte(0);
    const block = this.block;
    block[56] = 0;
    block[57] = 0;
    block[58] = 0;
    block[59] = high & 255;
    block[60] = (bits >>> 24) & 255;
    block[61] = (bits >>> 16) & 255;
    block[62] = (bits >>> 8) & 255;
    block[63] = bits & 255;
    this.compress();
    this.fill = 0;
    for (let i: i32 = 0; i < length; i++) {
      const word: i32 = this.h[i >> 2];
      out[at + i] = (word >>> (24 - ((i & 3) << 3))) & 255;
    }
  }

  /** Section 6.2.2 over `block`. */
  compress(): void {
    const w = this.w;
    const block = this.block;
    for (let t: i32 = 0; t < 16; t++) {
      const o: i32 = t << 2;
      const b0: i32 = block[o];
      const b1: i32 = block[o + 1];
      const b2: i32 = block[o + 2];
      const b3: i32 = block[o + 3];
      w[t] = (b0 << 24) | (b1 << 16) | (b2 << 8) | b3;
    }
    for (let t: i32 = 16; t < 64; t++) {
      const x: i32 = w[t - 15];
      const y: i32 = w[t - 2];
      const s0: i32 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1: i32 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[t] = (((w[t - 16] + s0) | 0) + ((w[t - 7] + s1) | 0)) | 0;
    }
    const h = this.h;
    let a: i32 = h[0];
    let b: i32 = h[1];
    let c: i32 = h[2];
    let d: i32 = h[3];
    let e: i32 = h[4];
    let f: i32 = h[5];
    let g: i32 = h[6];
    let k: i32 = h[7];
    for (let t: i32 = 0; t < 64; t++) {
      const s1: i32 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const choice: i32 = (e & f) ^ (~e & g);
      const t1: i32 = (((((k + s1) | 0) + choice) | 0) + (((K[t] | 0) + w[t]) | 0)) | 0;
      const s0: i32 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const majority: i32 = (a & b) ^ (a & c) ^ (b & c);
      k = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + ((s0 + majority) | 0)) | 0;
    }
    h[0] = (h[0] + a) | 0;
    h[1] = (h[1] + b) | 0;
    h[2] = (h[2] + c) | 0;
    h[3] = (h[3] + d) | 0;
    h[4] = (h[4] + e) | 0;
    h[5] = (h[5] + f) | 0;
    h[6] = (h[6] + g) | 0;
    h[7] = (h[7] + k) | 0;
  }
}
