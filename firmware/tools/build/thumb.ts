import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileKernel, UNCHECKED } from "../asc.ts";
import { compile, emulate, link } from "./cortex-m.ts";
import { linearBytes, translate } from "./native.ts";
import { buildFolder, TARGETS } from "./paths.ts";
import { run, ToolError } from "./toolchain.ts";

/** Entries of the blob, in the order of targets/thumb/blob.c; beside `begin`, each has the name of its export in BLOB_SOURCE. */
export const ENTRIES = [
  ...["begin", "pages", "make", "newest", "load", "start", "setProfile", "setBattery", "setRate", "light"],
  ...["motion", "tick", "value", "connected", "disconnected", "seed", "receive", "need", "needNext", "poll"],
  ...["pending", "saved", "frame"],
] as const;

/** What the blob is made of, relative to the workspace. */
export const BLOB_SOURCE = "targets/wasm/blob-entry.ts";
const HEAD_WORDS = 4;
const MAGIC = 0x43544550;
/** Two addresses a host may load to; 4-aligned is all it promises. */
const BASES = ["0", "0x20003004"];

/** A blob as its own head describes it. */
export interface Blob {
  file: string;
  /** With head and constants. */
  codeBytes: number;
  constantBytes: number;
  stateBytes: number;
  /** Offset of each entry, Thumb bit set. */
  entries: Record<string, number>;
}

/** Reads a blob's head. Throws firmware.tool-failed when it is not one of this version. */
function readBlob(file: string, constantBytes: number): Blob {
  const bytes = readFileSync(file);
  if (
    bytes.length < (HEAD_WORDS + ENTRIES.length) * 4 ||
    bytes.readUInt32LE(0) !== MAGIC ||
    bytes.readUInt32LE(4) !== 1
  )
    throw new ToolError("firmware.tool-failed", `${file} is not a collar of this version`, "build it anew");
  return {
    file,
    codeBytes: bytes.readUInt32LE(8),
    constantBytes,
    stateBytes: bytes.readUInt32LE(12),
    entries: Object.fromEntries(ENTRIES.map((name, at) => [name, bytes.readUInt32LE((HEAD_WORDS + at) * 4)])),
  };
}

/** Bytes of linear memory that the collar of the blob uses. */
async function usedBytes(folder: string): Promise<number> {
  const probe = await compileKernel(join(folder, "probe.wasm"), BLOB_SOURCE, [
    ...UNCHECKED,
    "--exportRuntime",
  ]);
  type Collar = typeof import("../../targets/wasm/blob-entry.ts");
  return linearBytes<Collar>(new WebAssembly.Module(probe), (collar) => collar.make());
}

/**
 * Builds the position-independent blob of the whole collar. Shown for each: no writable data, no undefined name, the same bytes at two
 * addresses (which a missing -fpie breaks). For size: it runs from a script's heap.
 */
export async function buildThumb(): Promise<Blob> {
  const folder = buildFolder("thumb");
  const linear = await usedBytes(folder);
  const wasm = join(folder, "collar.wasm");
  await compileKernel(wasm, BLOB_SOURCE);
  await translate(folder, wasm);
  const source = join(TARGETS, "thumb");
  const flags = [
    // Soft floats: a host's own calling convention never matters, all arguments are ints.
    ...[
      "-mcpu=cortex-m4",
      "-mthumb",
      "-mfloat-abi=soft",
      "-Os",
      "-std=gnu11",
      "-ffreestanding",
      "-fno-common",
    ],
    ...["-fpie", "-fvisibility=hidden", "-fno-unwind-tables", "-fno-asynchronous-unwind-tables"],
    ...["-ffunction-sections", "-fdata-sections", "-fno-tree-loop-distribute-patterns", "-w", "-nostdinc"],
  ];
  const builtin = (await run("arm-none-eabi-gcc", ["-print-file-name=include"], folder)).trim();
  const include = ["-isystem", builtin, "-isystem", join(TARGETS, "cortex-m/include/freestanding"), "-I."];
  const defines = [`-DPETPULSE_LINEAR_BYTES=${linear}`];
  await run(
    "arm-none-eabi-gcc",
    [...flags, ...include, ...defines, "-c", join(source, "blob.c"), "-o", "blob.o"],
    folder,
  );
  const images = [];
  for (const base of BASES) {
    const image = `blob-${base}.elf`;
    const linker = [
      ...[
        "-mcpu=cortex-m4",
        "-mthumb",
        "-nostdlib",
        "-static",
        `-Wl,--defsym=BLOB_BASE=${base}`,
        "-Wl,--gc-sections",
      ],
      ...["-Wl,--fatal-warnings,--no-warn-rwx-segments,--build-id=none,-z,max-page-size=4"],
      ...["-T", join(source, "blob.ld"), "blob.o", "-lgcc", "-o", image],
    ];
    await run("arm-none-eabi-gcc", linker, folder);
    const binary = `blob-${base}.bin`;
    await run("arm-none-eabi-objcopy", ["-O", "binary", "-j", ".blob", image, binary], folder);
    images.push(join(folder, binary));
  }
  const [first, second] = images.map((image) => readFileSync(image));
  if (!first!.equals(second!))
    throw new ToolError(
      "firmware.tool-failed",
      "the blob depends on its address",
      "is everything compiled with -fpie?",
    );
  const linked = `blob-${BASES[0]}.elf`;
  const undefinedNames = await run("arm-none-eabi-nm", ["-u", linked], folder);
  if (undefinedNames.trim() !== "")
    throw new ToolError(
      "firmware.tool-failed",
      `the blob needs ${undefinedNames.trim()}`,
      "nothing is linked to it",
    );
  const names = await run("arm-none-eabi-nm", [linked], folder);
  const address = (name: string) =>
    Number.parseInt(new RegExp(`^([0-9a-f]+) \\S ${name}$`, "m").exec(names)?.[1] ?? "", 16);
  return readBlob(images[0]!, address("blob_end") - address("blob_constants"));
}

/** What came of playing a trace to the blob. */
export interface ThumbRun {
  calls: number;
  /** Bytes compared in the window. */
  taken: number;
  /** Times that code and state were moved in RAM. */
  moves: number;
  /** Results and copies out of the window that were other than the trace's. */
  differ: number;
}

/** Plays a trace (tools/espruino/fake/trace.ts) to the blob on the emulated board, moving it. */
export async function runThumb(blob: Blob, trace: Uint8Array): Promise<ThumbRun> {
  const folder = buildFolder("thumb");
  writeFileSync(join(folder, "trace.bin"), trace);
  const host = await compile(folder, join(TARGETS, "thumb/qemu.c"), ["-O2", "-Wall", "-Werror"], "qemu.o");
  const data = await compile(folder, join(TARGETS, "thumb/blob.S"), [`-DBLOB="${blob.file}"`], "data.o");
  const image = await link(folder, [host, data], "thumb.elf");
  return emulate<ThumbRun>(folder, image, 300);
}
