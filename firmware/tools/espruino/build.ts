import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Built, built, made } from "../build/boards.ts";
import { FIRMWARE, TARGETS } from "../build/paths.ts";
import { buildThumb } from "../build/thumb.ts";
import { watchIcon } from "./icon.ts";
import { appPackage } from "./package.ts";

/**
 * Makes the Espruino target in `out`, as a folder that the Bangle.js app loader takes: the script, the collar as native code, icon and
 * metadata. Needs the Arm toolchain. Throws ToolError, ScriptError.
 */
export async function buildEspruino(out: string): Promise<Built> {
  const blob = await buildThumb();
  const { version } = JSON.parse(readFileSync(join(FIRMWARE, "package.json"), "utf8")) as { version: string };
  const readme = readFileSync(join(TARGETS, "espruino/README.md"), "utf8");
  mkdirSync(out, { recursive: true });
  const files = await appPackage(readFileSync(blob.file), version, readme);
  const written = [...files].map(([name, bytes]) => {
    const file = join(out, name);
    writeFileSync(file, bytes);
    return made(file);
  });
  const { codeBytes, constantBytes, stateBytes } = blob;
  const memory = {
    code: codeBytes - constantBytes,
    constants: constantBytes,
    state: stateBytes,
    // As it lies in Storage: the script, the native code and the icon.
    flash: codeBytes + files.get("app.js")!.length + watchIcon().length,
    // Native code runs from RAM, in one piece with its state.
    ram: codeBytes + stateBytes,
    beside: "the interpreter's variables for the script",
  };
  return built("espruino", out, memory, written);
}
