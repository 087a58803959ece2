import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { FlashError } from "./errors.ts";
import { type Image, image } from "./firmware.ts";

/** The file that makes a board a collar (firmware/targets/espruino/identity.ts); written once in its life. */
export const IDENTITY_NAME = "petpulse.id";

/** Who a collar is. */
export interface Identity {
  /** 16 hex digits. */
  device: string;
  /** The device key, 64 hex digits. */
  key: string;
}

/** A new one. */
export function makeIdentity(): Identity {
  return { device: randomBytes(8).toString("hex"), key: randomBytes(32).toString("hex") };
}

/** The identity in what was read, or null. */
export function checkedIdentity(value: unknown): Identity | null {
  const { device, key } = (value ?? {}) as Partial<Record<string, unknown>>;
  const whole =
    typeof device === "string" &&
    /^[0-9a-f]{16}$/.test(device) &&
    typeof key === "string" &&
    /^[0-9a-f]{64}$/.test(key);
  return whole ? { device, key } : null;
}

/** Reads what `petpulse cloud device provision --identity FILE` wrote. Throws FlashError flash.identity. */
export function readIdentity(path: string): Identity {
  let identity: Identity | null = null;
  try {
    identity = checkedIdentity(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    // Missing or not JSON: said below, without the content, which holds a key.
  }
  if (identity) return identity;
  const hint = "make one with: petpulse cloud device provision --identity FILE";
  throw new FlashError("flash.identity", `${path}: no identity of a collar`, hint);
}

/** As it lies on the board. */
export function identityImage({ device, key }: Identity): Image {
  return image(IDENTITY_NAME, Buffer.from(JSON.stringify({ device, key })));
}

/** By which a key is told from another without saying it: the first 16 hex digits of its SHA-256. */
export function fingerprint({ key }: Identity): string {
  return createHash("sha256").update(Buffer.from(key, "hex")).digest("hex").slice(0, 16);
}
