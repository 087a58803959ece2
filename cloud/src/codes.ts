import { createHash, randomBytes } from "node:crypto";

/** Crockford's base 32: no I, L, O, U, so that a printed code can be read aloud. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 16;
/** What a QR code on a collar holds before the code; upper case keeps it in QR's alphanumeric mode. */
const PAYLOAD = "PETPULSE:";

/** SHA-256 of a code, which is all that is stored: 80 random bits need no slow hash. */
function hashOf(code: string): Uint8Array {
  return createHash("sha256").update(`petpulse claim ${code}`).digest();
}

/** Makes a one-time claim code, for people (`ABCD-EFGH-JKMN-PQRS`) and as the payload of a QR code. */
export function makeCode(): { code: string; payload: string; hash: Uint8Array } {
  // 256 is a multiple of 32, so every letter is as likely.
  const letters = [...randomBytes(LENGTH)].map((byte) => LETTERS[byte % 32]).join("");
  return { code: letters.match(/.{4}/g)!.join("-"), payload: PAYLOAD + letters, hash: hashOf(letters) };
}

/** The hash of a code as somebody typed it or as a QR code held it; null when it cannot be one. */
export function readCode(text: string): Uint8Array | null {
  const upper = text.trim().toUpperCase();
  const bare = (upper.startsWith(PAYLOAD) ? upper.slice(PAYLOAD.length) : upper)
    .replace(/[\s-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return bare.length === LENGTH && [...bare].every((letter) => LETTERS.includes(letter))
    ? hashOf(bare)
    : null;
}
