import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { link, M4 } from "./cortex-m.ts";
import { buildFolder, TARGETS } from "./paths.ts";
import { run } from "./toolchain.ts";
import { xsSources } from "./xs-sources.ts";

const HOST = join(TARGETS, "xs");
/** Computrons and memory depend on these: they are part of what is measured. Metering and instrumentation are what we read. */
const ENGINE = [
  ...["-fno-common", "-w", "-DINCLUDE_XSPLATFORM", '-DXSPLATFORM="platform.h"'],
  ...["-DmxMetering=1", "-DmxInstrument=1", "-DmxRun=1", "-DmxNoConsole=1"],
];
/** The engine's files that are not compiled: snapshots need an operating system, its defaults come through ours. */
const REPLACED = ["xsSnapshot.c", "xsDefaults.c"];
const DEVICE = [...M4, "-ffunction-sections", "-fdata-sections", "-O2", "-D_GNU_SOURCE", "-DPETPULSE_DEVICE"];

/** What the host prints after a tape. */
export interface XsRun {
  records: number;
  samples: number;
  digest: string;
  /** Growth over the counted records; all three are 0 when nothing is allocated. */
  slots: number;
  chunks: number;
  collections: number;
  computrons: { mean: number; worst: number };
  /** 0 on the machine that builds. */
  instructions: { mean: number; worst: number };
  engineBytes: number;
  scriptBytes: number;
  peak: { slotBytes: number; chunkBytes: number; stackSlots: number };
}

const HOST_FLAGS = ["-O2", "-DmxParse=1"];

/** Compiles into `folder`, two files at a time. */
async function compileAll(
  folder: string,
  compiler: string,
  flags: string[],
  sources: string[],
): Promise<string[]> {
  const xs = await xsSources();
  const include = [HOST, ...["includes", "platforms", "sources"].map((part) => join(xs, part))].map(
    (path) => `-I${path}`,
  );
  const objects = sources.map((source) => join(folder, `${basename(source, ".c")}.o`));
  const queue = sources.map((source, index) => [source, objects[index]!] as const);
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift())
      await run(compiler, [...flags, ...ENGINE, ...include, "-c", next[0], "-o", next[1]], folder);
  };
  await Promise.all([worker(), worker()]);
  return objects;
}

/**
 * The engine's objects, in a folder named after what they are made from. Made in another and renamed when whole: of two builds at once
 * neither sees half of the other's.
 */
async function engineObjects(compiler: string, flags: string[]): Promise<string[]> {
  const sources = join(await xsSources(), "sources");
  const inputs = createHash("sha256").update(JSON.stringify([compiler, flags, ENGINE]));
  for (const name of ["defaults.c", "platform.h"]) inputs.update(readFileSync(join(HOST, name)));
  const made = join(buildFolder("xs"), `engine-${inputs.digest("hex").slice(0, 12)}`);
  if (!existsSync(made)) {
    const fresh = buildFolder(`xs/engine.${process.pid}`);
    const files = readdirSync(sources).filter((name) => name.endsWith(".c") && !REPLACED.includes(name));
    await compileAll(fresh, compiler, flags, [
      ...files.map((name) => join(sources, name)),
      join(HOST, "defaults.c"),
    ]);
    if (existsSync(made)) rmSync(fresh, { recursive: true });
    else renameSync(fresh, made);
  }
  return readdirSync(made)
    .filter((name) => name.endsWith(".o"))
    .map((name) => join(made, name));
}

/**
 * A program of the engine, C files of ours that use it, compiled with `flags`, and objects, for the machine that builds; returns its path.
 */
export async function buildXsProgram(
  program: string,
  sources: string[],
  flags: string[] = [],
  objects: string[] = [],
): Promise<string> {
  const engine = await engineObjects("gcc", HOST_FLAGS);
  const folder = buildFolder("xs", program);
  const own = buildFolder("xs", program, `${process.pid}`);
  const compiled = await compileAll(own, "gcc", [...HOST_FLAGS, ...flags], sources);
  await run("gcc", [...engine, ...compiled, ...objects, "-lm", "-o", program], own);
  renameSync(join(own, program), join(folder, program));
  rmSync(own, { recursive: true });
  return join(folder, program);
}

/** The host that plays tapes; returns the program. */
export async function buildXsHost(): Promise<string> {
  return buildXsProgram("host", [join(HOST, "host.c")]);
}

/** Byte code of a script, made on the machine that builds: a device has no room for a parser. */
export async function compileXsScript(
  host: string,
  script: string,
  output: string,
): Promise<{ symbolBytes: number; codeBytes: number }> {
  return JSON.parse(await run(host, ["--compile", script, output], buildFolder("xs")));
}

/** Plays a tape to a script in XS on the machine that builds. */
export async function runXs(host: string, script: string, tape: string): Promise<XsRun> {
  return JSON.parse(await run(host, [script, tape], buildFolder("xs"), 600));
}

/** The engine, the host and the byte code as an image for the emulated Cortex-M4. */
export async function buildXsImage(bytecode: string): Promise<{ folder: string; image: string }> {
  const folder = buildFolder("xs/cortex-m");
  const engine = await engineObjects("arm-none-eabi-gcc", DEVICE);
  const host = await compileAll(folder, "arm-none-eabi-gcc", DEVICE, [join(HOST, "host.c")]);
  copyFileSync(bytecode, join(folder, "script.xsb"));
  await run(
    "arm-none-eabi-gcc",
    [...M4, "-c", '-DSCRIPT="script.xsb"', join(HOST, "script.S"), "-o", "script.o"],
    folder,
  );
  return { folder, image: await link(folder, [...engine, ...host, "script.o"], "xs.elf") };
}
