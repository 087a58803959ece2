import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { FlashError } from "./errors.ts";

/** A file as it lies in a board's Storage. */
export interface Image {
  /** 28 bytes at most. */
  name: string;
  bytes: Buffer;
  /** CRC-32, unsigned, as Espruino's E.CRC32 has it. */
  crc: number;
}

/** What the Espruino target builds, ready for a board. */
export interface Firmware {
  version: string;
  /** `process.env.BOARD` of the boards it is for. */
  boards: readonly string[];
  /** Named by their content, so that no generation overwrites another: the script first, then what it reads. */
  generation: readonly [Image, ...Image[]];
  /** What the launcher shows. */
  icon: Image;
}

/** The name that the script reads its native kernel by. */
const BLOB_LITERAL = /(["'`])petpulse\.bin\1/g;
const ICON = /^atob\("([A-Za-z0-9+/=]+)"\)\s*$/;

/** Of `bytes`, by that name. */
export function image(name: string, bytes: Buffer): Image {
  return { name, bytes, crc: crc32(bytes) };
}

/** Named by what it holds, so that nothing on a board is ever overwritten by something else. */
export function contentNamed(bytes: Buffer, extension: string): Image {
  return image(`pp-${crc32(bytes).toString(16).padStart(8, "0")}.${extension}`, bytes);
}

/** Reads the folder that `buildEspruino` (firmware/tools/espruino/build.ts) made. Throws FlashError flash.package. */
export function readFirmware(folder: string): Firmware {
  const read = (name: string) => {
    try {
      return readFileSync(join(folder, name));
    } catch (cause) {
      const hint = "make it with: npx petpulse firmware build --target espruino --out DIR";
      throw new FlashError("flash.package", `${folder}: no ${name}`, hint, { cause });
    }
  };
  return firmwareOf(read("metadata.json"), read("app.js"), read("petpulse.bin"), read("app-icon.js"));
}

/** Built now, in a folder that does not stay. Needs the Arm toolchain. Throws ToolError, ScriptError. */
export async function builtFirmware(): Promise<Firmware> {
  const { buildEspruino } = await import("@petpulse/firmware/tools/espruino/build");
  const scratch = mkdtempSync(join(tmpdir(), "petpulse-firmware-"));
  try {
    await buildEspruino(scratch);
    return readFirmware(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The parts of the package put together: the script is told its own kernel's name. Throws FlashError flash.package. */
export function firmwareOf(metadata: Buffer, app: Buffer, blob: Buffer, icon: Buffer): Firmware {
  const about = said(metadata);
  const kernel = contentNamed(blob, "bin");
  const text = app.toString("latin1");
  const drawn = ICON.exec(icon.toString())?.[1];
  if (about === null || drawn === undefined || [...text.matchAll(BLOB_LITERAL)].length !== 1)
    throw new FlashError("flash.package", "not a package of this version", "build the firmware again");
  const script = Buffer.from(text.replace(BLOB_LITERAL, JSON.stringify(kernel.name)), "latin1");
  return {
    version: about.version,
    boards: about.supports,
    generation: [contentNamed(script, "js"), kernel],
    icon: image("petpulse.img", Buffer.from(drawn, "base64")),
  };
}

function said(metadata: Buffer): { version: string; supports: string[] } | null {
  try {
    const { version, supports } = JSON.parse(metadata.toString()) as Record<string, unknown>;
    const whole = typeof version === "string" && Array.isArray(supports);
    return whole ? { version, supports: supports.map(String) } : null;
  } catch {
    return null;
  }
}
