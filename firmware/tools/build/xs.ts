import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** Compiles the engine and our host into `folder`, two files at a time, unless what is there was made from the same. */
async function compileEngine(folder: string, compiler: string, flags: string[]): Promise<string[]> {
  const xs = await xsSources();
  const files = readdirSync(join(xs, "sources")).filter(
    (name) => name.endsWith(".c") && !REPLACED.includes(name),
  );
  const sources = [
    ...files.map((name) => join(xs, "sources", name)),
    join(HOST, "host.c"),
    join(HOST, "defaults.c"),
  ];
  const objects = sources.map((source) => `${source.slice(source.lastIndexOf("/") + 1, -2)}.o`);
  const own = ["xs/host.c", "xs/defaults.c", "xs/platform.h", "tape/tape.h"].map((name) =>
    readFileSync(join(TARGETS, name)),
  );
  const inputs = createHash("sha256").update(JSON.stringify([compiler, flags, ENGINE]));
  for (const bytes of own) inputs.update(bytes);
  const stamp = join(folder, "stamp");
  const key = inputs.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === key) return objects;
  const include = [HOST, ...["includes", "platforms", "sources"].map((part) => join(xs, part))].map(
    (path) => `-I${path}`,
  );
  const queue = sources.map((source, index) => ({ source, object: objects[index]! }));
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift())
      await run(compiler, [...flags, ...ENGINE, ...include, "-c", next.source, "-o", next.object], folder);
  };
  await Promise.all([worker(), worker()]);
  writeFileSync(stamp, key);
  return objects;
}

/** The host for the machine that builds; returns the program. */
export async function buildXsHost(): Promise<string> {
  const folder = buildFolder("xs/host");
  const objects = await compileEngine(folder, "gcc", ["-O2", "-DmxParse=1"]);
  await run("gcc", [...objects, "-lm", "-o", "host"], folder);
  return join(folder, "host");
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
  const objects = await compileEngine(folder, "arm-none-eabi-gcc", DEVICE);
  copyFileSync(bytecode, join(folder, "script.xsb"));
  await run(
    "arm-none-eabi-gcc",
    [...M4, "-c", '-DSCRIPT="script.xsb"', join(HOST, "script.S"), "-o", "script.o"],
    folder,
  );
  return { folder, image: await link(folder, [...objects, "script.o"], "xs.elf") };
}
