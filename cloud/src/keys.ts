import { readFileSync } from "node:fs";
import { ID_BYTES, KEY_BYTES } from "@petpulse/proto";
import { CloudError } from "./errors.ts";

/** How device keys rest in the store; wrapped.ts is the way of every running cloud. */
export interface KeyRest {
  /** What is written to the store for the 32-byte key of `device`. */
  seal(key: Uint8Array, device: string): Uint8Array;
  /** The key again. Throws CloudError keys.sealed-otherwise, keys.damaged. */
  open(sealed: Uint8Array, device: string): Uint8Array;
  /** It rests otherwise than it would if it were sealed today. */
  stale(sealed: Uint8Array): boolean;
}

/** Keys rest as they are, for tests that look into the store. */
export const plainKeys: KeyRest = { seal: (key) => key, open: (sealed) => sealed, stale: () => false };

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new CloudError(
      "identity.unreadable",
      `${file} cannot be read: ${(cause as NodeJS.ErrnoException).code}`,
      "Check the path and that you may read it.",
    );
  }
}

function keyFromHex(text: string, file: string): Uint8Array {
  if (!new RegExp(`^[0-9a-f]{${KEY_BYTES * 2}}$`, "i").test(text)) {
    throw new CloudError(
      "identity.invalid",
      `${file} does not hold a device key`,
      `A key is ${KEY_BYTES * 2} hex digits.`,
    );
  }
  return new Uint8Array(Buffer.from(text, "hex"));
}

/** `device` as 16 lower-case hex digits; throws CloudError identity.invalid, `where` saying what it came from. */
export function deviceId(device: unknown, where: string): string {
  if (typeof device === "string" && new RegExp(`^[0-9a-f]{${ID_BYTES * 2}}$`, "i").test(device))
    return device.toLowerCase();
  throw new CloudError(
    "identity.invalid",
    `${where} does not name a device`,
    "A device id is 16 hex digits.",
  );
}

/** Reads a 32-byte key written as 64 hex digits. Throws CloudError identity.unreadable, identity.invalid. */
export function readKeyFile(file: string): Uint8Array {
  return keyFromHex(readText(file).trim(), file);
}

/**
 * Reads a collar's identity as its target writes it: JSON `{"device":"16 hex digits","key":"64 hex digits"}`, other members
 * ignored. Throws CloudError identity.unreadable, identity.invalid.
 */
export function readIdentity(file: string): { device: string; key: Uint8Array } {
  const text = readText(file);
  let identity: { device?: unknown; key?: unknown };
  try {
    identity = JSON.parse(text) ?? {};
  } catch {
    throw new CloudError(
      "identity.invalid",
      `${file} is not JSON`,
      'Expected {"device":"…","key":"…"} as the collar wrote it.',
    );
  }
  return { device: deviceId(identity.device, file), key: keyFromHex(String(identity.key), file) };
}
