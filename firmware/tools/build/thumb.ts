import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compile, emulate, link } from "./cortex-m.ts";
import type { Native } from "./native.ts";
import { buildFolder, TARGETS } from "./paths.ts";
import { run, ToolError } from "./toolchain.ts";

/** Entries of the blob, in the order of targets/thumb/blob.c. */
export const ENTRIES = [
  ...[
    "begin",
    "sample",
    "motion",
    "tick",
    "setTemperature",
    "setBattery",
    "heartRate",
    "confidence",
    "flags",
  ],
  ...["intensity", "activity", "takeMinute", "column"],
] as const;

const HEAD_WORDS = 4;
const MAGIC = 0x4b544550;
/** Two addresses a host may load to; 4-aligned is all it promises. */
const BASES = ["0", "0x20003004"];

/** A blob as its own head describes it. */
export interface Blob {
  file: string;
  codeBytes: number;
  stateBytes: number;
  /** Offset of each entry, Thumb bit set. */
  entries: Record<(typeof ENTRIES)[number], number>;
}

/** Reads a blob's head. Throws firmware.tool-failed when it is not one of this version. */
function readBlob(file: string): Blob {
  const bytes = readFileSync(file);
  if (
    bytes.length < (HEAD_WORDS + ENTRIES.length) * 4 ||
    bytes.readUInt32LE(0) !== MAGIC ||
    bytes.readUInt32LE(4) !== 1
  )
    throw new ToolError("firmware.tool-failed", `${file} is not a kernel of this version`, "build it anew");
  return {
    file,
    codeBytes: bytes.readUInt32LE(8),
    stateBytes: bytes.readUInt32LE(12),
    entries: Object.fromEntries(
      ENTRIES.map((name, at) => [name, bytes.readUInt32LE((HEAD_WORDS + at) * 4)]),
    ) as Blob["entries"],
  };
}

/**
 * Builds the position-independent blob from the kernel's translation in C. Shown for each: no writable data, no
 * undefined name, the same bytes at two addresses (which a missing -fpie breaks).
 */
export async function buildThumb(native: Native): Promise<Blob> {
  const folder = buildFolder("thumb");
  const source = join(TARGETS, "thumb");
  const flags = [
    // Soft floats: a host's own calling convention never matters, all arguments are ints.
    ...[
      "-mcpu=cortex-m4",
      "-mthumb",
      "-mfloat-abi=soft",
      "-O2",
      "-std=gnu11",
      "-ffreestanding",
      "-fno-common",
    ],
    ...["-fpie", "-fvisibility=hidden", "-fno-unwind-tables", "-fno-asynchronous-unwind-tables"],
    ...["-ffunction-sections", "-fdata-sections", "-fno-tree-loop-distribute-patterns", "-w", "-nostdinc"],
  ];
  const builtin = (await run("arm-none-eabi-gcc", ["-print-file-name=include"], folder)).trim();
  const include = [
    "-isystem",
    builtin,
    "-isystem",
    join(TARGETS, "cortex-m/include/freestanding"),
    `-I${native.folder}`,
  ];
  const defines = [`-DPETPULSE_LINEAR_BYTES=${native.linearBytes}`];
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
  const undefinedNames = await run("arm-none-eabi-nm", ["-u", `blob-${BASES[0]}.elf`], folder);
  if (undefinedNames.trim() !== "")
    throw new ToolError(
      "firmware.tool-failed",
      `the blob needs ${undefinedNames.trim()}`,
      "nothing is linked to it",
    );
  return readBlob(images[0]!);
}

/** What came of playing a tape to the blob beside the library. */
export interface ThumbRun {
  samples: number;
  /** Times that code and state were moved in RAM. */
  moves: number;
  /** Samples after which an output differed. */
  differ: number;
}

/** Plays tape.bin of the blob's folder to the blob on the emulated board, moving it, and compares it with the C library. */
export async function runThumb(blob: Blob, native: Native): Promise<ThumbRun> {
  const folder = buildFolder("thumb");
  const include = ["-O2", "-Wall", "-Werror", `-I${native.folder}`, `-I${join(TARGETS, "cortex-m")}`];
  const host = await compile(folder, join(TARGETS, "thumb/qemu.c"), include, "qemu.o");
  const data = await compile(folder, join(TARGETS, "thumb/blob.S"), [`-DBLOB="${blob.file}"`], "data.o");
  const image = await link(folder, [host, data, join(native.folder, native.object)], "thumb.elf");
  return emulate<ThumbRun>(folder, image, 300);
}
