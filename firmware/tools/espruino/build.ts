/**
 * Makes the Espruino target, as a folder that the Bangle.js app loader takes: the script, its native kernel, icon and metadata.
 * Run: node firmware/tools/espruino/build.ts [--out DIR] [--blob FILE]
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildNative } from "../build/native.ts";
import { BUILD, FIRMWARE, TARGETS } from "../build/paths.ts";
import { buildThumb, readBlob } from "../build/thumb.ts";
import { appPackage } from "./package.ts";

/** One file that was made. */
export interface Made {
  file: string;
  bytes: number;
  sha256: string;
}

/**
 * Builds the package into `out`, with the blob in `blobFile`, or with one built now (needs the arm toolchain). Throws ToolError,
 * ScriptError.
 */
export async function buildEspruino(out: string, blobFile?: string): Promise<Made[]> {
  const blob = blobFile === undefined ? await buildThumb(await buildNative(1)) : readBlob(blobFile);
  const { version } = JSON.parse(readFileSync(join(FIRMWARE, "package.json"), "utf8")) as { version: string };
  const readme = readFileSync(join(TARGETS, "espruino/README.md"), "utf8");
  mkdirSync(out, { recursive: true });
  const files = await appPackage(readFileSync(blob.file), version, readme);
  return [...files].map(([name, bytes]) => {
    const file = join(out, name);
    writeFileSync(file, bytes);
    return { file, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  });
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { out: { type: "string" }, blob: { type: "string" } } });
  try {
    for (const { file, bytes, sha256 } of await buildEspruino(
      values.out ?? join(BUILD, "out/espruino"),
      values.blob,
    ))
      process.stdout.write(`${String(bytes).padStart(7)}  ${sha256.slice(0, 16)}  ${file}\n`);
  } catch (error) {
    const { code, message, hint } = error as { code?: string; message: string; hint?: string };
    if (hint === undefined) throw error;
    process.stderr.write(`${code}: ${message}\nhint: ${hint}\n`);
    process.exitCode = 1;
  }
}
