import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileKernel, UNCHECKED } from "../asc.ts";
import { compile, link, sizes } from "./cortex-m.ts";
import { translate } from "./native.ts";
import { buildFolder, FIRMWARE, TARGETS } from "./paths.ts";
import { run, ToolError } from "./toolchain.ts";

/** Light channels and flash pages (of 4 KB) that the library has memory for. */
const CHANNELS = 3;
const PAGES = 256;
const SOURCE = "targets/wasm/library-entry.ts";
/** Everything that a build is made of, files and folders under firmware/. */
const INPUTS = [
  ...["src", "targets/cortex-m", SOURCE, "targets/wasm/port.ts"],
  ...["tools/asc.ts", "tools/asc-array.as", "tools/asc-divide.as", "tools/asc-runtime.as"],
  ...["tools/build/cortex-m.ts", "tools/build/cortex-m-collar.ts", "tools/build/native.ts"],
];
const INPUT = /\.(ts|as|[ch]|ld)$/;
/** Builds that were not asked for any more are thrown away after a day. */
const KEPT_MS = 86_400_000;

/** Headers, sources and samples of the collar's library. */
export const COLLAR = join(TARGETS, "cortex-m/collar");
/** What the generated C wants of libc. */
export const FREESTANDING = join(TARGETS, "cortex-m/include/freestanding");
const QEMU = join(TARGETS, "cortex-m/qemu");

/** The collar's C library as it was built. Sizes in bytes. */
export interface CollarLibrary {
  /** Holds collar.c, collar.h and petpulse_collar_size.h, all generated. */
  folder: string;
  /** Object file, path. */
  object: string;
  /** collar/example/main.c with it on the emulated board, path. */
  image: string;
  code: number;
  constants: number;
  /** The whole of petpulse_collar. */
  state: number;
}

/**
 * Builds the collar's C library and an image for the emulated board, or returns what was built of the same sources before. Two processes may
 * do so at once. Throws ToolError, KernelBuildError.
 */
export async function buildCollarLibrary(): Promise<CollarLibrary> {
  const builds = buildFolder("cortex-m-collar");
  const folder = join(builds, await key());
  if (!existsSync(folder)) {
    for (const old of readdirSync(builds)) {
      const path = join(builds, old);
      if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > KEPT_MS)
        rmSync(path, { recursive: true, force: true });
    }
    const scratch = buildFolder("cortex-m-collar", randomUUID());
    writeFileSync(join(scratch, "library.json"), JSON.stringify(await build(scratch)));
    try {
      renameSync(scratch, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
      // Another process was quicker.
      rmSync(scratch, { recursive: true });
    }
  }
  const built = JSON.parse(readFileSync(join(folder, "library.json"), "utf8")) as Sizes;
  return { folder, object: join(folder, "petpulse_collar.o"), image: join(folder, "collar.elf"), ...built };
}

type Sizes = Pick<CollarLibrary, "code" | "constants" | "state">;

/** Names a build by what it is made of. */
async function key(): Promise<string> {
  const hash = createHash("sha256");
  for (const tool of ["arm-none-eabi-gcc", "wasm2c"]) hash.update(await run(tool, ["--version"], FIRMWARE));
  for (const input of INPUTS) {
    const path = join(FIRMWARE, input);
    const files = statSync(path).isFile()
      ? [""]
      : readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => INPUT.test(name));
    for (const file of files.filter((name) => !name.endsWith(".test.ts")).sort())
      hash.update(`${input}/${file}\0`).update(readFileSync(join(path, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

async function build(folder: string): Promise<Sizes> {
  const wasm = join(folder, "collar.wasm");
  const linear = linearBytes(await compileCollar(wasm));
  await translate(folder, wasm);
  // Before the memory: a pointer, four globals and three words; behind it: two pointers; rounded to 8.
  const state = (linear + 32 + 16 + 7) & ~7;
  writeFileSync(
    join(folder, "petpulse_collar_size.h"),
    `/* Written by the build. */
#define PETPULSE_COLLAR_PAGES ${PAGES}
#define PETPULSE_COLLAR_BYTES ${state}
#define PETPULSE_COLLAR_LINEAR_BYTES ${linear}
`,
  );
  const generated = ["-O2", "-w", "-ffreestanding", "-isystem", FREESTANDING, "-I.", `-I${COLLAR}`];
  const object = await compile(folder, join(COLLAR, "petpulse_collar.c"), generated, "petpulse_collar.o");
  const { code, constants, data } = await sizes(folder, object);
  if (data !== 0)
    throw new ToolError(
      "firmware.tool-failed",
      `the library holds ${data} bytes of writable data of its own`,
      "its state is the caller's: is something static in petpulse_collar.c?",
    );
  const own = ["-O2", "-Wall", "-Wextra", "-Werror", "-I.", `-I${COLLAR}`, `-I${join(COLLAR, "example")}`];
  const main = await compile(folder, join(COLLAR, "example/main.c"), own, "main.o");
  const board = await compile(folder, join(QEMU, "board.c"), own, "board.o");
  await link(folder, [object, main, board], "collar.elf");
  return { code, constants, state };
}

/** Compiles the entry to `wasm`; of its host it may import what targets/wasm/port.ts declares and nothing else. */
async function compileCollar(wasm: string): Promise<WebAssembly.Module> {
  return new WebAssembly.Module(await compileKernel(wasm, SOURCE, UNCHECKED, 1, ["port"]));
}

/** Bytes of linear memory in use once the largest collar has been made. */
function linearBytes(module: WebAssembly.Module): number {
  const port = {
    flashPages: () => PAGES,
    flashRead: () => -1,
    flashWrite: () => 0,
    flashErase: () => 0,
    entropyFill: () => {},
  };
  const collar = new WebAssembly.Instance(module, { port }).exports as unknown as Record<
    "make" | "memoryEnd",
    (channels?: number) => number
  >;
  collar.make(CHANNELS);
  return collar.memoryEnd();
}
