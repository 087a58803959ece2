import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { MINUTE_COLUMNS } from "../../src/minute.ts";
import { compileKernel, UNCHECKED } from "../asc.ts";
import { compile, emulate, link, sizes } from "./cortex-m.ts";
import { buildFolder, TARGETS } from "./paths.ts";
import { run } from "./toolchain.ts";

const CORTEX_M = join(TARGETS, "cortex-m");
/** What the generated file wants of libc stands in targets/cortex-m/include. */
const FREESTANDING = ["-ffreestanding", "-isystem", join(CORTEX_M, "include/freestanding")];
/** The code is generated: its unused helpers are not ours to warn of. */
const GENERATED = ["-w"];

export interface Native {
  folder: string;
  /** Object file of the kernel in `folder`. */
  object: string;
  codeBytes: number;
  constantBytes: number;
  /** The whole of petpulse_kernel, tables included. */
  stateBytes: number;
  /** Of it, the module's memory. */
  linearBytes: number;
}

/** Instructions of one kind of call, as counted by the emulated board. */
export interface Cost {
  calls: number;
  mean: number;
  worst: number;
}

export interface Costs {
  begin: Cost;
  sample: Cost;
  /** A sample without light. */
  motion: Cost;
  tick: Cost;
  minute: Cost;
  /** Deepest stack under a call, bytes. */
  stackBytes: number;
}

interface Measurable {
  __new(bytes: number, id: number): number;
}

/** Bytes of linear memory in use once `prepare` has made everything: where the next allocation would go. */
export function linearBytes<Exports>(
  module: WebAssembly.Module,
  prepare: (exports: Exports) => void,
): number {
  const exports = new WebAssembly.Instance(module, {}).exports as unknown as Exports & Measurable;
  prepare(exports);
  return exports.__new(0, 0);
}

/** Translates a module to C in `folder`, under its own name. */
export async function translate(folder: string, wasm: string): Promise<void> {
  await run("wasm2c", [wasm, "-o", join(folder, basename(wasm).replace(/\.wasm$/, ".c"))], folder);
}

/** Builds the kernel's C library for `channels` light channels. */
export async function buildNative(channels: number): Promise<Native> {
  const folder = buildFolder(`cortex-m-${channels}`);
  // The same sources once more with the allocator exported: only to ask how far it got.
  const probe = new WebAssembly.Module(
    await compileKernel(join(folder, "probe.wasm"), "targets/wasm/entry.ts", [
      ...UNCHECKED,
      "--exportRuntime",
    ]),
  );
  type Kernel = typeof import("../../targets/wasm/entry.ts");
  const linear = linearBytes<Kernel>(probe, (kernel) => kernel.begin(channels));
  const wasm = join(folder, "kernel.wasm");
  await compileKernel(wasm);
  await translate(folder, wasm);
  // Three globals and three words before the memory, rounded to 8.
  const stateBytes = (linear + 24 + 8 + 7) & ~7;
  writeFileSync(
    join(folder, "petpulse_size.h"),
    `/* Written by the build for ${channels} light channel(s). */\n#define PETPULSE_KERNEL_BYTES ${stateBytes}\n#define PETPULSE_MINUTE_COLUMNS ${MINUTE_COLUMNS}\n#define PETPULSE_LINEAR_BYTES ${linear}\n`,
  );
  const flags = ["-O2", ...GENERATED, ...FREESTANDING, "-I.", `-I${CORTEX_M}`];
  const object = await compile(folder, join(CORTEX_M, "petpulse.c"), flags, "petpulse.o");
  const { code, constants, data } = await sizes(folder, object);
  if (data !== 0) throw new Error(`the library holds ${data} bytes of writable data of its own`);
  return { folder, object, codeBytes: code, constantBytes: constants, stateBytes, linearBytes: linear };
}

/** Plays the tape that lies in the build's folder as tape.bin to the library on the emulated board. */
export async function measureNative(native: Native): Promise<Costs> {
  const flags = ["-O2", "-Wall", "-Werror", "-I.", `-I${CORTEX_M}`];
  const cost = await compile(native.folder, join(CORTEX_M, "qemu/cost.c"), flags, "cost.o");
  const image = await link(native.folder, [native.object, cost], "cost.elf");
  return emulate<Costs>(native.folder, image, 300);
}

/** A tape may restart the collar once: its memory is made twice, beside the flash. */
export const PLAYER_PAGES = 2;

/** Builds the tape player (the whole collar) as an image for the emulated board. */
export async function buildPlayer(): Promise<{ folder: string; image: string }> {
  const folder = buildFolder("cortex-m-player");
  const source = "targets/tape/player.ts";
  const probe = new WebAssembly.Module(
    await compileKernel(join(folder, "probe.wasm"), source, [...UNCHECKED, "--exportRuntime"], PLAYER_PAGES),
  );
  type Player = typeof import("../../targets/tape/player.ts");
  const linear = linearBytes<Player>(probe, (player) => {
    player.step(0, 3, 0, 0, 0, 0, 0);
    player.step(12, 3, 0, 0, 0, 0, 0);
  });
  const wasm = join(folder, "player.wasm");
  await compileKernel(wasm, source, UNCHECKED, PLAYER_PAGES);
  await translate(folder, wasm);
  const flags = [
    "-O2",
    ...GENERATED,
    "-isystem",
    join(CORTEX_M, "include/freestanding"),
    `-DPETPULSE_LINEAR_BYTES=${linear}`,
  ];
  const object = await compile(folder, join(CORTEX_M, "qemu/digest.c"), [...flags, "-I."], "digest.o");
  return { folder, image: await link(folder, [object], "digest.elf") };
}

/** Section sizes of a module, bytes: what a flash would hold of it. */
export function wasmSections(file: string): { code: number; data: number } {
  const bytes = readFileSync(file);
  const found = { code: 0, data: 0 };
  let at = 8;
  const leb = (): number => {
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = bytes[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
      shift += 7;
    }
  };
  while (at < bytes.length) {
    const id = bytes[at++];
    const length = leb();
    if (id === 10) found.code = length;
    if (id === 11) found.data = length;
    at += length;
  }
  return found;
}
