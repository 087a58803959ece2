import { createHmac, createSecretKey, hash, timingSafeEqual } from "node:crypto";
import { FRAME_TAG_BYTES, KEY_BYTES, MAX_FRAME_BYTES, SEAL_BYTES } from "./limits.ts";

/** First byte of every HMAC input: one key never answers for two purposes. */
const FRAME_DOMAIN = 0x01;
const GRANT_DOMAIN = 0x02;
const SESSION_DOMAIN = 0x03;

function hmac(key: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  // createHmac takes bytes too, but needs three times as long to take them in.
  const mac = createHmac("sha256", createSecretKey(key));
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/** Block and digest of SHA-256, bytes (FIPS 180-4). */
const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
/** The two inputs of HMAC (RFC 2104 section 2), laid ready but for key, body and inner digest; nothing waits while they are in use. */
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;
const inner = new Uint8Array(BLOCK_BYTES + 1 + MAX_FRAME_BYTES).fill(INNER_PAD, 0, BLOCK_BYTES);
inner[BLOCK_BYTES] = FRAME_DOMAIN;
const outer = new Uint8Array(BLOCK_BYTES + DIGEST_BYTES).fill(OUTER_PAD, 0, BLOCK_BYTES);

/**
 * Tag of the first `length` bytes of `frame`, as a string of bytes. A cloud makes thousands of these a second, and written out over
 * one-shot hashes with strings for digests it costs a tenth of createHmac.
 */
function tagText(deviceKey: Uint8Array, frame: Uint8Array, length: number): string {
  for (let i = 0; i < KEY_BYTES; i++) {
    inner[i] = INNER_PAD ^ deviceKey[i]!;
    outer[i] = OUTER_PAD ^ deviceKey[i]!;
  }
  inner.set(frame.subarray(0, length), BLOCK_BYTES + 1);
  const digest = hash("sha256", inner.subarray(0, BLOCK_BYTES + 1 + length), "binary");
  for (let i = 0; i < DIGEST_BYTES; i++) outer[BLOCK_BYTES + i] = digest.charCodeAt(i);
  return hash("sha256", outer, "binary");
}

/** Tag of a frame body under the 32-byte device key: 16 bytes. */
export function frameTag(deviceKey: Uint8Array, body: Uint8Array): Uint8Array {
  return hmac(deviceKey, Uint8Array.of(FRAME_DOMAIN), body).subarray(0, FRAME_TAG_BYTES);
}

/** True when the last 16 bytes of `frame` are its tag; constant time in the tag. */
export function frameTagHolds(deviceKey: Uint8Array, frame: Uint8Array): boolean {
  if (frame.length <= FRAME_TAG_BYTES || frame.length > MAX_FRAME_BYTES) return false;
  const body = frame.length - FRAME_TAG_BYTES;
  const tag = tagText(deviceKey, frame, body);
  let differing = 0;
  for (let i = 0; i < FRAME_TAG_BYTES; i++) differing |= tag.charCodeAt(i) ^ frame[body + i]!;
  return differing === 0;
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
