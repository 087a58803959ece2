import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileKernel, KernelBuildError, UNCHECKED } from "../asc.ts";
import { compile, link, sizes } from "./cortex-m.ts";
import { translate } from "./native.ts";
import { buildFolder, TARGETS } from "./paths.ts";
import { ToolError } from "./toolchain.ts";

/** Light channels and flash pages (of 4 KB) that the library has memory for. */
export const COLLAR_CHANNELS = 3;
export const COLLAR_PAGES = 256;
const SOURCE = "targets/wasm/library-entry.ts";
const CORTEX_M = join(TARGETS, "cortex-m");
const FREESTANDING = ["-ffreestanding", "-isystem", join(CORTEX_M, "include/freestanding")];

/** The collar's C library as it was built. Sizes in bytes. */
export interface CollarLibrary {
  folder: string;
  /** Object file in `folder`. */
  object: string;
  code: number;
  constants: number;
  /** The whole of petpulse_collar. */
  state: number;
}

/** Compiles the entry to `wasm`; it may import what targets/wasm/port.ts declares and nothing else. */
async function compileCollar(wasm: string, extra: readonly string[] = []): Promise<WebAssembly.Module> {
  try {
    await compileKernel(wasm, SOURCE, [...UNCHECKED, ...extra]);
  } catch (error) {
    // A kernel has no imports; a collar has its port.
    if (!(error instanceof KernelBuildError) || error.code !== "firmware.kernel-imports") throw error;
  }
  const module = new WebAssembly.Module(readFileSync(wasm));
  const foreign = WebAssembly.Module.imports(module).filter(({ module: from }) => from !== "port");
  if (foreign.length > 0)
    throw new ToolError(
      "firmware.tool-failed",
      `${SOURCE} imports ${foreign.map(({ module: from, name }) => `${from}.${name}`).join(", ")}`,
      "what the collar needs of its host stands in targets/wasm/port.ts",
    );
  return module;
}

/** Bytes of linear memory in use once the largest collar has been made. */
async function linearBytes(folder: string): Promise<number> {
  const module = await compileCollar(join(folder, "probe.wasm"), ["--exportRuntime"]);
  const port = {
    flashPages: () => COLLAR_PAGES,
    flashRead: () => -1,
    flashWrite: () => 0,
    flashErase: () => 0,
    entropyFill: () => {},
  };
  type Collar = typeof import("../../targets/wasm/library-entry.ts") & {
    __new(bytes: number, id: number): number;
  };
  const collar = new WebAssembly.Instance(module, { port }).exports as unknown as Collar;
  collar.make(COLLAR_CHANNELS);
  collar.start(0, 0);
  return collar.__new(0, 0);
}

/** Builds the collar's C library. */
export async function buildCollarLibrary(): Promise<CollarLibrary> {
  const folder = buildFolder("cortex-m-collar");
  const linear = await linearBytes(folder);
  const wasm = join(folder, "collar.wasm");
  await compileCollar(wasm);
  await translate(folder, wasm);
  // Before the memory: a pointer, four globals and three words; behind it: two pointers; rounded to 8.
  const state = (linear + 32 + 16 + 7) & ~7;
  writeFileSync(
    join(folder, "petpulse_collar_size.h"),
    `/* Written by the build. */
#define PETPULSE_COLLAR_PAGES ${COLLAR_PAGES}
#define PETPULSE_COLLAR_BYTES ${state}
#define PETPULSE_COLLAR_LINEAR_BYTES ${linear}
`,
  );
  const flags = ["-O2", "-w", ...FREESTANDING, "-I.", `-I${CORTEX_M}`];
  const object = await compile(folder, join(CORTEX_M, "petpulse_collar.c"), flags, "petpulse_collar.o");
  const { code, constants, data } = await sizes(folder, object);
  if (data !== 0)
    throw new ToolError(
      "firmware.tool-failed",
      `the library holds ${data} bytes of writable data of its own`,
      "its state is the caller's: is something static in petpulse_collar.c?",
    );
  return { folder, object, code, constants, state };
}

/** Links example/main.c and the emulated board with the library; returns the image's path. */
export async function buildCollarImage(library: CollarLibrary): Promise<string> {
  const { folder, object } = library;
  const flags = ["-O2", "-Wall", "-Wextra", "-Werror", "-I.", `-I${CORTEX_M}`];
  const main = await compile(folder, join(CORTEX_M, "example/main.c"), flags, "main.o");
  const board = await compile(folder, join(CORTEX_M, "qemu/board.c"), flags, "board.o");
  return link(folder, [object, main, board], "collar.elf");
}
