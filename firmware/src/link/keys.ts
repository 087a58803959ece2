import { HmacSha256 } from "../crypto/hmac.ts";
import { ID_BYTES } from "../frame/encoder.ts";

/** First byte of what each key's HMAC covers, as in proto/src/seal.ts. */
const GRANT_DOMAIN: i32 = 2;
const SESSION_DOMAIN: i32 = 3;

export const KEY_BYTES: i32 = 32;
export const NONCE_BYTES: i32 = 16;
export const SEAL_BYTES: i32 = 8;

/** The keys of one session, made from the device key and what the hub says of its grant. */
export class SessionKeys {
  device: HmacSha256;
  session: HmacSha256;
  work: HmacSha256;
  key: Uint8Array;
  seal: Uint8Array;

  /** `key`: the 32-byte device key. */
  constructor(key: Uint8Array) {
    this.device = new HmacSha256();
    this.session = new HmacSha256();
    this.work = new HmacSha256();
    this.key = new Uint8Array(KEY_BYTES);
    this.seal = new Uint8Array(SEAL_BYTES);
    this.device.setKey(key);
  }

  /** Device key → grant key → session key. `hub` at `message[hubAt…]`, the hub's nonce at `message[nonceAt…]`. */
  open(message: Uint8Array, hubAt: i32, scope: i32, notAfterS: i32, nonceAt: i32, own: Uint8Array): void {
    this.device.begin();
    this.device.updateByte(GRANT_DOMAIN);
    this.device.update(message, hubAt, ID_BYTES);
    this.device.updateByte(scope);
    this.device.updateByte(notAfterS >>> 24);
    this.device.updateByte(notAfterS >>> 16);
    this.device.updateByte(notAfterS >>> 8);
    this.device.updateByte(notAfterS);
    this.device.finish(this.key, 0, KEY_BYTES);
    this.work.setKey(this.key);
    this.work.begin();
    this.work.updateByte(SESSION_DOMAIN);
    this.work.update(message, nonceAt, NONCE_BYTES);
    this.work.update(own, 0, NONCE_BYTES);
    this.work.finish(this.key, 0, KEY_BYTES);
    this.session.setKey(this.key);
    this.key.fill(0);
  }

  /** Writes the seal of `message[0 … length)` behind it. */
  sign(message: Uint8Array, length: i32): void {
    this.session.begin();
    this.session.update(message, 0, length);
    this.session.finish(message, length, SEAL_BYTES);
  }

  /** Whether the last 8 of `length` bytes seal the rest; the time taken does not depend on where they differ. */
  holds(message: Uint8Array, length: i32): bool {
    if (length <= SEAL_BYTES) return false;
    const split: i32 = length - SEAL_BYTES;
    this.session.begin();
    this.session.update(message, 0, split);
    this.session.finish(this.seal, 0, SEAL_BYTES);
    let different: i32 = 0;
    for (let i: i32 = 0; i < SEAL_BYTES; i++) {
      const a: i32 = this.seal[i];
      const b: i32 = message[split + i];
      different = different | (a ^ b);
    }
    return different === 0;
  }
}
