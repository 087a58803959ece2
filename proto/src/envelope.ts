import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { WireError } from "./errors.ts";

/** AES-256-GCM (NIST SP 800-38D): 96-bit nonce, 128-bit tag. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** An answer's head: HTTP's status code and Retry-After, 16 bits each, big endian. */
const HEAD_BYTES = 4;

/** What a hub asks for over MQTT. */
export type Errand = "frames" | "grants";

/** An answer over MQTT. `status`: HTTP's code; `retryAfterS`: patience asked for, s, 0 for none. */
export interface MqttAnswer {
  status: number;
  retryAfterS: number;
  body: Uint8Array;
}

/** Where hub `hub` (16 hex digits) asks; `n`: 16 hex digits that make the request one of a kind. */
export function requestTopic(hub: string, errand: Errand, n: string): string {
  return `petpulse/1/${hub}/${errand}/${n}`;
}

/** Where request `n` is answered; `+` for all of a hub's. */
export function answerTopic(hub: string, n: string): string {
  return `petpulse/1/${hub}/answer/${n}`;
}

/** What a request's topic says; null when it is none. */
export function readRequestTopic(topic: string): { hub: string; errand: Errand; n: string } | null {
  const parts = /^petpulse\/1\/([0-9a-f]{16})\/(frames|grants)\/([0-9a-f]{16})$/.exec(topic);
  return parts && { hub: parts[1]!, errand: parts[2] as Errand, n: parts[3]! };
}

/**
 * The 32-byte key a hub and its cloud share for messages through a broker that neither has to trust: HKDF-SHA-256 (RFC 5869),
 * no salt, of the SHA-256 of the hub's token (32 bytes), which is what the cloud keeps of it.
 */
export function envelopeKey(tokenHash: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", tokenHash, new Uint8Array(), "petpulse mqtt 1", 32));
}

/** `nonce (12) | ciphertext | tag (16)`, bound to the topic: nothing said in one place can be played in another. */
export function sealEnvelope(key: Uint8Array, topic: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(topic));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The reverse; null when it was not made by a holder of the key for this topic. */
export function openEnvelope(key: Uint8Array, topic: string, bytes: Uint8Array): Buffer | null {
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

/** An answer's plain text: `status (2) | retry after (2) | body`. */
export function encodeAnswer({ status, retryAfterS, body }: MqttAnswer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt16BE(status, 0);
  head.writeUInt16BE(retryAfterS, 2);
  return Buffer.concat([head, body]);
}

/** Reads an answer's plain text. Throws WireError wire.truncated. */
export function decodeAnswer(plain: Uint8Array): MqttAnswer {
  if (plain.length < HEAD_BYTES) throw new WireError("wire.truncated", "answer", "its head is missing");
  const head = new DataView(plain.buffer, plain.byteOffset, HEAD_BYTES);
  return {
    status: head.getUint16(0),
    retryAfterS: head.getUint16(2),
    body: plain.subarray(HEAD_BYTES),
  };
}
