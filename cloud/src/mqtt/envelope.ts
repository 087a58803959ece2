import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** AES-256-GCM (NIST SP 800-38D): 96-bit nonce, 128-bit tag. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key shared with a hub: HKDF-SHA-256 (RFC 5869) of its token's SHA-256. The hub's half is gateway/src/uplink/envelope.ts. */
export function envelopeKey(tokenHash: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", tokenHash, new Uint8Array(), "petpulse mqtt 1", 32));
}

/** `nonce | ciphertext | tag`, bound to the topic. */
export function seal(key: Uint8Array, topic: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(topic));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The reverse; null when it was not made by the holder of the key for this topic. */
export function unseal(key: Uint8Array, topic: string, bytes: Uint8Array): Buffer | null {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(topic)).setAuthTag(bytes.subarray(end));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, end)), decipher.final()]);
  } catch {
    return null;
  }
}
