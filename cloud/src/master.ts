import { hkdfSync, randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { CloudError } from "./errors.ts";

/** Beside the database when none is named: right for a trial, refused in production. */
export const MASTER_FILE = "master.key";
const HEX = /^[0-9a-f]{64}$/i;

/** The one secret of a cloud, 32 bytes: it wraps device keys, and what signs sessions comes from it. */
export interface Master {
  key: Uint8Array;
  /** It lies beside the database it protects. */
  beside: boolean;
}

type Environment = Record<string, string | undefined>;

/**
 * The master key: 64 hex digits in PETPULSE_MASTER_KEY, or in the file that PETPULSE_MASTER_KEY_FILE names, or in `dir`/master.key,
 * which is made when missing. Throws CloudError keys.unreadable, keys.invalid.
 */
export function openMaster(dir: string, env: Environment): Master {
  if (env.PETPULSE_MASTER_KEY !== undefined) {
    return { key: parse(env.PETPULSE_MASTER_KEY, "PETPULSE_MASTER_KEY"), beside: false };
  }
  const named = env.PETPULSE_MASTER_KEY_FILE;
  if (named !== undefined) return { key: readMaster(named), beside: false };
  const file = join(dir, MASTER_FILE);
  make(dir, file);
  return { key: readMaster(file), beside: true };
}

/** Reads a master key from a file of 64 hex digits. Throws CloudError keys.unreadable, keys.invalid. */
export function readMaster(file: string): Uint8Array {
  try {
    return parse(readFileSync(file, "utf8"), file);
  } catch (cause) {
    if (cause instanceof CloudError) throw cause;
    throw new CloudError(
      "keys.unreadable",
      `${file} cannot be read: ${(cause as NodeJS.ErrnoException).code}`,
      "Check the path and that this user may read it.",
    );
  }
}

/** The key under which sessions are signed (RFC 5869). */
export function sessionSecret(master: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", master, "", "petpulse session", 32));
}

function parse(text: string, where: string): Uint8Array {
  const hex = text.trim();
  // A key somebody typed to get past this line is no key.
  if (HEX.test(hex) && new Set(hex.toLowerCase()).size > 4) return new Uint8Array(Buffer.from(hex, "hex"));
  throw new CloudError(
    "keys.invalid",
    `${where} does not hold a master key`,
    "It has to be 64 random hex digits: openssl rand -hex 32.",
  );
}

/** Makes the file unless it is there; whoever else makes it at the same time, one whole key wins. */
function make(dir: string, file: string): void {
  const scratch = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    readFileSync(file);
    return;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== "ENOENT") {
      throw new CloudError(
        "cloud.data-dir",
        `${dir} cannot be used: ${code}`,
        "Name a folder that this user owns.",
      );
    }
  }
  const handle = openSync(scratch, "wx", 0o600);
  try {
    writeSync(handle, `${randomBytes(32).toString("hex")}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(scratch, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
  } finally {
    rmSync(scratch);
  }
}
