import { copyFileSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileKernel } from "../asc.ts";
import { bundle } from "./bundle.ts";
import type { Form } from "./forms.ts";
import { buildNative, wasmSections } from "./native.ts";
import { TARGETS } from "./paths.ts";
import { buildThumb } from "./thumb.ts";
import { buildXsHost, compileXsScript } from "./xs.ts";

/** One form of the kernel, and what a device holds of it, in bytes; null where the form does not say. */
export interface Artifact {
  target: string;
  file: string;
  code: number | null;
  constants: number | null;
  state: number | null;
}

const ENTRY = "wasm/entry.ts";

async function script(out: string): Promise<Artifact> {
  const file = join(out, "petpulse.js");
  await bundle(join(TARGETS, ENTRY), file, "petpulse");
  return { target: "ES2020 script", file, code: statSync(file).size, constants: null, state: null };
}

async function byteCode(out: string): Promise<Artifact> {
  const small = join(out, "petpulse.min.js");
  await bundle(join(TARGETS, ENTRY), small, "petpulse", true);
  const file = join(out, "petpulse.xsb");
  const { codeBytes, symbolBytes } = await compileXsScript(await buildXsHost(), small, file);
  return { target: "XS byte code", file, code: codeBytes, constants: symbolBytes, state: null };
}

async function wasm(out: string): Promise<Artifact> {
  const file = join(out, "petpulse.wasm");
  await compileKernel(file);
  const { code, data } = wasmSections(file);
  return { target: "WASM", file, code, constants: data, state: null };
}

async function library(out: string, channels: number): Promise<Artifact> {
  const native = await buildNative(channels);
  const folder = join(out, "c");
  mkdirSync(folder, { recursive: true });
  for (const name of ["petpulse.h", "petpulse.c", "CMakeLists.txt"])
    copyFileSync(join(TARGETS, "cortex-m", name), join(folder, name));
  for (const name of ["include", "zephyr"])
    cpSync(join(TARGETS, "cortex-m", name), join(folder, name), { recursive: true });
  for (const name of ["kernel.c", "kernel.h"]) copyFileSync(join(native.folder, name), join(folder, name));
  // The size of the memory is part of the build: a header says it, so that no compiler flag has to.
  const size = readFileSync(join(native.folder, "petpulse_size.h"), "utf8");
  writeFileSync(join(folder, "petpulse_size.h"), size);
  return {
    target: "C library, Cortex-M4",
    file: folder,
    code: native.codeBytes,
    constants: native.constantBytes,
    state: native.stateBytes,
  };
}

async function blob(out: string): Promise<Artifact> {
  const built = await buildThumb();
  const file = join(out, "petpulse.bin");
  copyFileSync(built.file, file);
  writeFileSync(
    join(out, "petpulse.bin.json"),
    `${JSON.stringify({ ...built, file: "petpulse.bin" }, null, 2)}\n`,
  );
  return { target: "Thumb blob", file, code: built.codeBytes, constants: null, state: built.stateBytes };
}

/** Makes the asked forms in `out`, telling `note` of each. `channels`: light channels of the C library, 1 … 3. */
export async function buildArtifacts(
  out: string,
  forms: readonly Form[],
  channels: number,
  note: (form: Form) => void,
): Promise<Artifact[]> {
  mkdirSync(out, { recursive: true });
  const makers: Record<Form, () => Promise<Artifact>> = {
    js: () => script(out),
    xs: () => byteCode(out),
    wasm: () => wasm(out),
    c: () => library(out, channels),
    thumb: () => blob(out),
  };
  const made: Artifact[] = [];
  for (const form of forms) {
    note(form);
    made.push(await makers[form]());
  }
  return made;
}
