import { join } from "node:path";
import { TARGETS } from "./paths.ts";
import { run } from "./toolchain.ts";

/** nRF52840 and every other Cortex-M4F. */
export const M4 = ["-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard"];
const SECTIONS = ["-ffunction-sections", "-fdata-sections"];
const QEMU = join(TARGETS, "cortex-m/qemu");

/** Compiles one file for a Cortex-M4 into `folder` and returns the object's path. */
export async function compile(
  folder: string,
  source: string,
  flags: string[],
  object: string,
): Promise<string> {
  await run("arm-none-eabi-gcc", [...M4, ...SECTIONS, ...flags, "-c", source, "-o", object], folder);
  return object;
}

/** Links `objects` with the board's reset code into nRF52840-sized memories. */
export async function link(folder: string, objects: string[], image: string): Promise<string> {
  // Its copying loops must not become calls of memcpy before memory is there.
  const start = await compile(
    folder,
    join(QEMU, "start.c"),
    ["-O2", "-fno-tree-loop-distribute-patterns"],
    "start.o",
  );
  const script = [
    "--specs=rdimon.specs",
    "-nostartfiles",
    "-T",
    join(QEMU, "nrf52840.ld"),
    "-Wl,--gc-sections",
  ];
  await run("arm-none-eabi-gcc", [...M4, ...script, "-w", ...objects, start, "-lm", "-o", image], folder);
  return join(folder, image);
}

/** Bytes of code and constants in an object file, by its section names. */
export async function sizes(
  folder: string,
  object: string,
): Promise<{ code: number; constants: number; data: number }> {
  const table = await run("arm-none-eabi-size", ["-A", object], folder);
  const sum = (pattern: RegExp) =>
    [...table.matchAll(/^(\.\S+)\s+(\d+)/gm)]
      .filter(([, section]) => pattern.test(section ?? ""))
      .reduce((bytes, [, , size]) => bytes + Number(size), 0);
  return { code: sum(/^\.text/), constants: sum(/^\.rodata/), data: sum(/^\.(data|bss)/) };
}

/**
 * Runs an image on an emulated Cortex-M4 in `folder` (where it finds tape.bin) and returns the JSON it prints.
 * -icount shift=0: one instruction a nanosecond, so that the board's timer counts instructions and every run is the same.
 */
export async function emulate<Result>(folder: string, image: string, timeoutS: number): Promise<Result> {
  const printed = await run(
    "qemu-system-arm",
    [
      ...["-M", "mps2-an386", "-nographic", "-monitor", "none", "-serial", "none"],
      ...["-semihosting-config", "enable=on,target=native", "-icount", "shift=0", "-kernel", image],
    ],
    folder,
    timeoutS,
  );
  return JSON.parse(printed) as Result;
}
