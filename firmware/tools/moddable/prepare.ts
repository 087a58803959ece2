import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildCollarLibrary, COLLAR, FREESTANDING } from "../build/cortex-m-collar.ts";
import { buildFolder, TARGETS } from "../build/paths.ts";
import { run } from "../build/toolchain.ts";
import { buildXsHost, buildXsProgram, compileXsScript } from "../build/xs.ts";
import { bundleEmulated, type CoreKind } from "./bundle.ts";
import { describedFunctions, glue, NATIVE } from "./ffi.ts";

/** What an emulated collar runs: the host and the app's byte code. */
export interface Prepared {
  program: string;
  script: string;
}

const SIZE_HEADER = "petpulse_collar_size.h";
/** Bytes. */
const LONGER_POINTERS = 64;
const HOST = join(TARGETS, "xs/collar-host.c");

/**
 * Builds both; needs gcc and, the first time, the npm registry; a native core the tools of the C library as well. Throws ToolError,
 * KernelBuildError.
 */
export async function prepareEmulated(core: CoreKind): Promise<Prepared> {
  const folder = buildFolder("moddable", `${core}.${process.pid}`);
  const text = join(folder, "live.js");
  const byteCode = join(folder, "live.xsb");
  const program = core === "native" ? await nativeHost(folder) : await buildXsProgram("collar-host", [HOST]);
  await bundleEmulated(text, core);
  await compileXsScript(await buildXsHost(), text, byteCode);
  // Renamed when whole: of two that build at once neither runs half of it.
  const script = join(buildFolder("moddable"), `${core}.xsb`);
  renameSync(byteCode, script);
  rmSync(folder, { recursive: true });
  return { program, script };
}

/** The host with the collar's C library in it, behind the functions that the app's manifest describes. */
async function nativeHost(folder: string): Promise<string> {
  const library = await buildCollarLibrary();
  const glueFile = join(folder, "ffi_glue.c");
  writeFileSync(glueFile, glue(describedFunctions()));
  // Pointers of this machine are longer than the device's, for which the state is measured.
  const size = readFileSync(join(library.folder, SIZE_HEADER), "utf8");
  writeFileSync(
    join(folder, SIZE_HEADER),
    size.replace(/(PETPULSE_COLLAR_BYTES) (\d+)/, `$1 ($2 + ${LONGER_POINTERS})`),
  );
  const include = [`-I${folder}`, `-I${library.folder}`, `-I${COLLAR}`, `-I${NATIVE}`];
  const objects: string[] = [];
  const compile = async (source: string, flags: string[], object: string) => {
    await run("gcc", ["-O2", ...flags, ...include, "-c", source, "-o", object], folder);
    objects.push(join(folder, object));
  };
  const generated = ["-w", "-ffreestanding", "-isystem", FREESTANDING];
  const own = ["-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter"];
  await compile(join(COLLAR, "petpulse_collar.c"), generated, "petpulse_collar.o");
  await compile(join(NATIVE, "petpulse_ffi.c"), own, "petpulse_ffi.o");
  await compile(join(TARGETS, "xs/ffi-port.c"), own, "ffi-port.o");
  return buildXsProgram("collar-host-native", [HOST, glueFile], ["-DPETPULSE_FFI", ...include], objects);
}
