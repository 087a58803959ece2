import { ModdableError } from "./errors.ts";

/** The SDK's preferences, kept over resets and updates. */
export interface Preferences {
  get(domain: string, key: string): string | boolean | number | ArrayBuffer | undefined;
  set(domain: string, key: string, value: string | number): void;
}

/** Who a collar is: made once, kept for its life. */
export interface Identity {
  /** 8 bytes. */
  device: Uint8Array;
  /** The device key, 32 bytes. */
  key: Uint8Array;
  /** Highest epoch begun so far, so that a lost flash cannot bring one back. */
  epoch: number;
}

const DOMAIN = "petpulse";
const DEVICE = "device";
const KEY = "key";
const EPOCH = "epoch";

/** Reads the identity, or makes one from `random`. Throws ModdableError moddable.identity when it is there but damaged. */
export function openIdentity(
  preferences: Preferences,
  random: (byteLength: number) => ArrayBuffer,
): Identity {
  const epoch = preferences.get(DOMAIN, EPOCH) ?? 0;
  // The key goes first: a reset between the two leaves a collar that nobody has seen yet.
  const key = read(preferences, KEY, 32, random);
  const device = read(preferences, DEVICE, 8, random);
  if (typeof epoch !== "number") throw damaged(EPOCH);
  return { device, key, epoch };
}

/** Keeps the epoch that has begun. */
export function keepEpoch(preferences: Preferences, epoch: number): void {
  preferences.set(DOMAIN, EPOCH, epoch);
}

/** Two digits a byte. */
export function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += (byte < 16 ? "0" : "") + byte.toString(16);
  return text;
}

function read(
  preferences: Preferences,
  name: string,
  byteLength: number,
  random: (byteLength: number) => ArrayBuffer,
): Uint8Array {
  const text = preferences.get(DOMAIN, name);
  if (text === undefined) {
    const made = new Uint8Array(random(byteLength));
    preferences.set(DOMAIN, name, hex(made));
    return made;
  }
  if (typeof text !== "string" || text.length !== 2 * byteLength || !/^[0-9a-f]*$/.test(text))
    throw damaged(name);
  const bytes = new Uint8Array(byteLength);
  for (let i = 0; i < byteLength; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

// Without the value: one of them is the key.
function damaged(name: string): ModdableError {
  return new ModdableError(
    "moddable.identity",
    `preference ${DOMAIN}/${name} is damaged`,
    "write it anew from a backup; a new one is a new collar",
  );
}
