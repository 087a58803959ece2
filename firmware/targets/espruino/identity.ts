import type { Storage } from "./api.ts";

/** Written once in a collar's life, when it is made; no update and no removal of the app touches it. */
const IDENTITY_FILE = "petpulse.id";
/** The highest epoch begun: a log that was lost must not bring one back. */
const EPOCH_FILE = "petpulse.epoch";
const DEVICE_DIGITS = 16;
const KEY_DIGITS = 64;

/** Who a collar is. */
export interface Identity {
  /** 16 hex digits. */
  device: string;
  /** The device key, 64 hex digits; null: none was written, so there is nobody that could check a frame. */
  key: string | null;
}

/** As petpulse.id has it; else a name only: the radio's address behind four zeros. */
export function loadIdentity(storage: Storage, address: string): Identity {
  const file = (storage.readJSON(IDENTITY_FILE, true) || {}) as { device?: unknown; key?: unknown };
  if (isHex(file.device, DEVICE_DIGITS) && isHex(file.key, KEY_DIGITS))
    return { device: file.device, key: file.key };
  const digits = address.substr(0, 17).split(":").join("");
  return { device: digits.length === 12 ? `0000${digits}` : "0000000000000000", key: null };
}

/** Device id and key one after the other; zeros for a key that is not there. */
export function identityBytes(identity: Identity): Uint8Array {
  const digits = identity.device + (identity.key === null ? "" : identity.key);
  const bytes = new Uint8Array((DEVICE_DIGITS + KEY_DIGITS) >> 1);
  for (let i = 0; i < digits.length; i += 2) bytes[i >> 1] = parseInt(digits.substr(i, 2), 16);
  return bytes;
}

/** 0 when none was kept. */
export function loadEpoch(storage: Storage): number {
  const epoch = parseInt(storage.read(EPOCH_FILE) || "0", 10);
  return epoch > 0 ? epoch : 0;
}

/** A part that does not take it says nothing: the log has the epoch too. */
export function keepEpoch(storage: Storage, epoch: number): void {
  try {
    storage.write(EPOCH_FILE, `${epoch}`);
  } catch {
    return;
  }
}

function isHex(value: unknown, digits: number): value is string {
  return typeof value === "string" && value.length === digits && /^[0-9a-f]+$/.test(value);
}
