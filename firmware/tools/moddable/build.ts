import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Built, built, made } from "../build/boards.ts";
import { buildCollarLibrary, COLLAR, FREESTANDING } from "../build/cortex-m-collar.ts";
import { TARGETS } from "../build/paths.ts";
import type { CoreKind } from "./bundle.ts";
import { describedFunctions, NATIVE } from "./ffi.ts";
import { appModules, type Module } from "./modules.ts";
import { prepareEmulated } from "./prepare.ts";

const MODDABLE = join(TARGETS, "moddable");

interface Manifest {
  modules: Record<string, string>;
  preload: string[];
  [part: string]: unknown;
}

/** What is compiled of `native/`: the rest is included, or of another platform. */
const SOURCES = ["petpulse_collar.c", "petpulse_ffi.c", "port_nrf52.c"];
const MANIFESTS: Record<CoreKind, string> = { native: "manifest.json", script: "manifest-script.json" };

/**
 * Makes the Moddable target in `out`. `app` is what the SDK's mcconfig builds as it is: manifest.json for an nRF52840, the collar being
 * native code, manifest-script.json for any platform, the collar being byte code, and SHA256SUMS over everything else. Beside it the byte
 * code of the same app on emulated parts, for the XS host. Throws ToolError, KernelBuildError.
 */
export async function buildModdable(out: string): Promise<Built> {
  const app = join(out, "app");
  rmSync(app, { recursive: true, force: true });
  const files = new Map<string, string | Buffer>();
  const described = readFileSync(join(MODDABLE, "manifest.json"), "utf8");
  const manifests: string[] = [];
  for (const core of ["native", "script"] as const) {
    const manifest = JSON.parse(described) as Manifest;
    for (const { name, code } of await appModules(core)) {
      files.set(`modules/${name}.js`, code);
      include(manifest, name);
    }
    if (core === "native")
      manifest.ffi = { sources: SOURCES.map((name) => `./native/${name}`), functions: describedFunctions() };
    files.set(MANIFESTS[core], `${JSON.stringify(manifest, null, 2)}\n`);
    manifests.push(join(app, MANIFESTS[core]));
  }
  for (const [name, from] of await nativeFiles()) files.set(`native/${name}`, readFileSync(from));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    writeFileSync(join(app, path), content);
  }
  cpSync(join(MODDABLE, "bleservices"), join(app, "bleservices"), { recursive: true });
  const sums = join(app, "SHA256SUMS");
  const listed = [...files.keys()].sort().map((path) => `${made(join(app, path)).sha256}  ${path}\n`);
  writeFileSync(sums, listed.join(""));
  const { script } = await prepareEmulated("script");
  const emulated = join(out, "emulated.xsb");
  cpSync(script, emulated);
  const { code, constants, state } = await buildCollarLibrary();
  const beside = "the SDK's engine, byte code and heap";
  const memory = { code, constants, state, flash: code + constants, ram: state, beside };
  return built("moddable", out, memory, [...manifests, sums, emulated].map(made));
}

function include(manifest: Manifest, name: Module["name"]): void {
  manifest.modules[name] = `./modules/${name}`;
  // Preloaded modules lie in flash; main asks for hardware, which a build has not.
  if (name !== "main") manifest.preload.push(name);
}

/** The C library as the SDK's build takes it: all in one folder, standard headers the platform's. */
async function nativeFiles(): Promise<[name: string, from: string][]> {
  const { folder } = await buildCollarLibrary();
  return [
    ...["collar.c", "collar.h", "petpulse_collar_size.h"].map((name) => [name, join(folder, name)] as const),
    ...["petpulse_collar.c", "petpulse_collar.h"].map((name) => [name, join(COLLAR, name)] as const),
    ...["petpulse_ffi.c", "petpulse_ffi.h", "port_nrf52.c"].map(
      (name) => [name, join(NATIVE, name)] as const,
    ),
    ["wasm-rt.h", join(FREESTANDING, "wasm-rt.h")],
  ].map(([name, from]) => [name!, from!]);
}
