import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Who a token is for: the word it begins with. */
export type TokenKind = "hub" | "viewer" | "share" | "invitation";

/** A bearer token taken apart; `id`: 16 hex digits. */
export interface ReadToken {
  id: string;
  hash: Uint8Array;
}

/** SHA-256 of the whole token, which is all that is stored. A token holds 256 random bits, so no slow hash is needed. */
function tokenHash(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

/** Makes a token `petpulse-hub.<id>.<43 random characters>` and what the store keeps of it. */
export function makeToken(kind: TokenKind): { id: string; token: string; hash: Uint8Array } {
  const id = randomBytes(8).toString("hex");
  const token = `petpulse-${kind}.${id}.${randomBytes(32).toString("base64url")}`;
  return { id, token, hash: tokenHash(token) };
}

/** Reads a token of `kind`; null for anything else. */
export function readToken(kind: TokenKind, token: string): ReadToken | null {
  const match = /^petpulse-(hub|viewer|share|invitation)\.([0-9a-f]{16})\.[\w-]{43}$/.exec(token);
  if (!match || match[1] !== kind) return null;
  return { id: match[2]!, hash: tokenHash(token) };
}

/** Reads an `Authorization: Bearer …` header. */
export function readBearer(kind: TokenKind, header: string | undefined): ReadToken | null {
  const match = /^Bearer +(\S{1,200})$/i.exec(header ?? "");
  return match ? readToken(kind, match[1]!) : null;
}

/** True when both hashes are the same; constant time in their content. */
export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
