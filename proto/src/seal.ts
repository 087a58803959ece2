import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import { FRAME_TAG_BYTES, SEAL_BYTES } from "./limits.ts";

/** First byte of every HMAC input: one key never answers for two purposes. */
const FRAME_DOMAIN = 0x01;
const GRANT_DOMAIN = 0x02;
const SESSION_DOMAIN = 0x03;

/** A key as bytes, or as node:crypto holds it: whoever checks many tags under one key makes it once. */
type Key = Uint8Array | KeyObject;

function hmac(key: Key, ...parts: Uint8Array[]): Uint8Array {
  // createHmac takes bytes too, but needs three times as long to take them in.
  const mac = createHmac("sha256", key instanceof Uint8Array ? createSecretKey(key) : key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/** Tag of a frame body under the 32-byte device key: 16 bytes. */
export function frameTag(deviceKey: Key, body: Uint8Array): Uint8Array {
  return hmac(deviceKey, Uint8Array.of(FRAME_DOMAIN), body).subarray(0, FRAME_TAG_BYTES);
}

/** True when the last 16 bytes of `frame` are its tag; constant time in the tag. */
export function frameTagHolds(deviceKey: Key, frame: Uint8Array): boolean {
  if (frame.length <= FRAME_TAG_BYTES) return false;
  const body = frame.subarray(0, frame.length - FRAME_TAG_BYTES);
  return timingSafeEqual(frameTag(deviceKey, body), frame.subarray(frame.length - FRAME_TAG_BYTES));
}

/**
 * Key of a hub's grant, 32 bytes. The collar makes the same key from its own and the hub's Hello, so it keeps no list
 * of hubs. `hub`: 8 bytes; `scope`: bits of Scope; `notAfterS`: Unix seconds.
 */
export function grantKey(
  deviceKey: Uint8Array,
  hub: Uint8Array,
  scope: number,
  notAfterS: number,
): Uint8Array {
  const terms = new Uint8Array(5);
  terms[0] = scope;
  new DataView(terms.buffer).setUint32(1, notAfterS, false);
  return hmac(deviceKey, Uint8Array.of(GRANT_DOMAIN), hub, terms);
}

/** Key of one session, 32 bytes, from both 16-byte nonces. */
export function sessionKey(grant: Uint8Array, hubNonce: Uint8Array, collarNonce: Uint8Array): Uint8Array {
  return hmac(grant, Uint8Array.of(SESSION_DOMAIN), hubNonce, collarNonce);
}

/** Seal of `kind | body`: 8 bytes. */
export function seal(session: Uint8Array, sealed: Uint8Array): Uint8Array {
  return hmac(session, sealed).subarray(0, SEAL_BYTES);
}

/** True when the last 8 bytes of `message` seal the rest; constant time in the seal. */
export function sealHolds(session: Uint8Array, message: Uint8Array): boolean {
  if (message.length <= SEAL_BYTES) return false;
  const split = message.length - SEAL_BYTES;
  return timingSafeEqual(seal(session, message.subarray(0, split)), message.subarray(split));
}
