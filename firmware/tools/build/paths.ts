import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** The firmware workspace. */
export const FIRMWARE = join(import.meta.dirname, "../..");
/** Where targets implement what a C host needs. */
export const TARGETS = join(FIRMWARE, "targets");
/** What builds make; ignored by git. */
export const BUILD = join(FIRMWARE, "build");

/** A folder under build/, made when it is not there. */
export function buildFolder(...parts: string[]): string {
  const path = join(BUILD, ...parts);
  mkdirSync(path, { recursive: true });
  return path;
}
