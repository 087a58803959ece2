import { SHA256_BLOCK, SHA256_BYTES, Sha256 } from "./sha256.ts";

/** HMAC-SHA-256 (RFC 2104): the key's two blocks are hashed once, so a message costs its own length and two blocks. */
export class HmacSha256 {
  inner: Sha256;
  outer: Sha256;
  work: Sha256;
  pad: Uint8Array;
  digest: Uint8Array;

  constructor() {
    this.inner = new Sha256();
    this.outer = new Sha256();
    this.work = new Sha256();
    this.pad = new Uint8Array(SHA256_BLOCK);
    this.digest = new Uint8Array(SHA256_BYTES);
  }

  /** `key`: 1 … 64 bytes. */
  setKey(key: Uint8Array): void {
    for (let i: i32 = 0; i < SHA256_BLOCK; i++) this.pad[i] = 0x36;
    for (let i: i32 = 0; i < key.length; i++) this.pad[i] = 0x36 ^ key[i];
    this.inner.reset();
    this.inner.update(this.pad, 0, SHA256_BLOCK);
    for (let i: i32 = 0; i < SHA256_BLOCK; i++) this.pad[i] = this.pad[i] ^ 0x6a; // 0x36 ^ 0x5c
    this.outer.reset();
    this.outer.update(this.pad, 0, SHA256_BLOCK);
    for (let i: i32 = 0; i < SHA256_BLOCK; i++) this.pad[i] = 0;
  }

  begin(): void {
    this.work.copyFrom(this.inner);
  }

  update(bytes: Uint8Array, at: i32, length: i32): void {
    this.work.update(bytes, at, length);
  }

  updateByte(value: i32): void {
    this.work.updateByte(value);
  }

  /** Writes the first `length` (1 … 32) bytes of the tag to `out[at…]`. */
  finish(out: Uint8Array, at: i32, length: i32): void {
    this.work.digest(this.digest, 0, SHA256_BYTES);
    this.work.copyFrom(this.outer);
    this.work.update(this.digest, 0, SHA256_BYTES);
    this.work.digest(out, at, length);
  }
}
