import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { TargetError } from "./errors.ts";

/** Who a collar is: made once, kept for its life. */
export interface Identity {
  /** 16 hex digits. */
  device: string;
  /** The device key, 64 hex digits. */
  key: string;
  /** Highest epoch begun so far, so that a lost flash cannot bring one back. */
  epoch: number;
}

/** Reads the identity, or makes one. Throws TargetError target.identity when the file is there but damaged. */
export function loadIdentity(path: string): Identity {
  if (!existsSync(path)) {
    const made = { device: randomBytes(8).toString("hex"), key: randomBytes(32).toString("hex"), epoch: 0 };
    saveIdentity(path, made);
    return made;
  }
  try {
    const read = JSON.parse(readFileSync(path, "utf8")) as Identity;
    const whole =
      /^[0-9a-f]{16}$/.test(read.device) && /^[0-9a-f]{64}$/.test(read.key) && Number.isInteger(read.epoch);
    if (whole) return read;
  } catch {
    // Not JSON: said below, without the file's content, which holds a key.
  }
  throw new TargetError(
    "target.identity",
    `${path}: damaged`,
    "restore it from a backup; a new one is a new collar",
  );
}

/** tmp → fsync → rename, so that a crash leaves the old file or the new one. Readable by its owner only. */
export function saveIdentity(path: string, identity: Identity): void {
  const scratch = `${path}.new`;
  const file = openSync(scratch, "w", 0o600);
  try {
    writeSync(file, `${JSON.stringify(identity)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(scratch, path);
}
