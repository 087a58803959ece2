import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Built, built, made } from "./boards.ts";
import { buildCollarLibrary, COLLAR, FREESTANDING } from "./cortex-m-collar.ts";
import { run } from "./toolchain.ts";

const GENERATED = ["collar.c", "collar.h", "petpulse_collar_size.h"];

/**
 * Makes the whole collar for a Cortex-M4 in `out`, which is emptied of an earlier one: library, headers, sources, CMake and Zephyr files,
 * example, and memory.json. Throws ToolError, KernelBuildError.
 */
export async function buildCortexM(out: string): Promise<Built> {
  const { folder, object, code, constants, state } = await buildCollarLibrary();
  mkdirSync(out, { recursive: true });
  for (const name of readdirSync(COLLAR)) {
    rmSync(join(out, name), { recursive: true, force: true });
    cpSync(join(COLLAR, name), join(out, name), { recursive: true });
  }
  cpSync(FREESTANDING, join(out, "freestanding"), { recursive: true });
  for (const name of GENERATED) copyFileSync(join(folder, name), join(out, name));
  rmSync(join(out, "libpetpulse_collar.a"), { force: true });
  // D: neither times nor owners, so that the same sources give the same bytes.
  await run("arm-none-eabi-ar", ["rcsD", "libpetpulse_collar.a", object], out);
  rmSync(join(out, "memory.json"), { force: true });
  const files = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map(made);
  // One petpulse_collar; the library has no writable data of its own.
  const beside = "stack, driver of the flash part and radio";
  return built(
    "cortex-m",
    out,
    { code, constants, state, flash: code + constants, ram: state, beside },
    files,
  );
}
