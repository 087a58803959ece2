/**
 * Compiles the collar with AssemblyScript: its signal half to firmware/build/kernel.wasm, all of it to collar.wasm. Fails on any
 * error of the compiler and on any import in the result that was not allowed: the collar must need nothing from its host.
 * Run: node firmware/tools/asc.ts
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { libraryFiles, main } from "assemblyscript/asc";

const firmware = join(import.meta.dirname, "..");
const entry = "targets/wasm/entry.ts";
/** Element types of the arrays the collar uses, and the power of two of their size. */
const ARRAYS = [
  ["Int8Array", "i8", "0"],
  ["Uint8Array", "u8", "0"],
  ["Int16Array", "i16", "1"],
  ["Uint16Array", "u16", "1"],
  ["Int32Array", "i32", "2"],
  ["Uint32Array", "u32", "2"],
] as const;

const own = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");
const array = own("asc-array.as");
// The compiler looks its library up by name: ours stand under the names of what they replace.
Object.assign(libraryFiles, {
  "rt/stub": own("asc-runtime.as"),
  typedarray: ARRAYS.map(([name, element, shift]) =>
    array.replaceAll("ARRAY", name).replaceAll("ELEMENT", element).replaceAll("SHIFT", shift),
  ).join("\n"),
});
/** Where `compileKernel` writes by default. */
export const KERNEL_WASM = join(firmware, "build/kernel.wasm");

/** Options that decide what happens to an index out of bounds. */
export const UNCHECKED = ["--uncheckedBehavior", "always"];
export const CHECKED = ["--uncheckedBehavior", "default"];

/** The kernel does not compile, or needs something from its host. */
export class KernelBuildError extends Error {
  readonly code: "firmware.kernel-rejected" | "firmware.kernel-imports";
  readonly hint: string;

  constructor(code: KernelBuildError["code"], message: string, hint: string) {
    super(message);
    this.name = "KernelBuildError";
    this.code = code;
    this.hint = hint;
  }
}

/** The one source file that AssemblyScript says in its own way. */
const DIVIDE = join(firmware, "src/dsp/divide.ts");

/** A source file without the word `type` in its imports, which AssemblyScript does not know; blanks keep every column. */
function readFile(name: string, base: string): string | null {
  const path = resolve(base, name);
  if (path === DIVIDE) return own("asc-divide.as");
  if (!existsSync(path)) return null;
  return readFileSync(path, "utf8").replaceAll(/^import\b[^;]*?\bfrom\b/gms, (statement) =>
    statement.replaceAll(/\btype (?=[\w{*])/g, "     "),
  );
}

/**
 * Compiles `source` (relative to firmware/, by default the kernel's entry) into `output` and returns the module's bytes.
 * `pages` of 64 KB, no allocation beyond construction, traps instead of `abort`, indices of arrays unchecked unless `extra` says
 * `CHECKED`: that none is out of bounds is shown by playing every tape to both. `allowed`: modules that it may import from.
 * Throws KernelBuildError.
 */
export async function compileKernel(
  output = KERNEL_WASM,
  source = entry,
  extra: readonly string[] = UNCHECKED,
  pages = 1,
  allowed: readonly string[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  mkdirSync(join(output, ".."), { recursive: true });
  const flags = `-o ${output} --runtime stub -O3s --noAssert --use abort= --memoryBase 8 --initialMemory ${pages} --maximumMemory ${pages}`;
  const { error, stderr } = await main([source, "--baseDir", firmware, ...flags.split(" "), ...extra], {
    readFile,
  });
  const report = stderr.toString();
  if (error !== null) {
    throw new KernelBuildError(
      "firmware.kernel-rejected",
      `AssemblyScript rejects ${source}:\n${report || error.message}`,
      "the collar subset is described in CONTRIBUTING.md",
    );
  }
  const bytes = new Uint8Array(readFileSync(output));
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).filter(
    ({ module }) => !allowed.includes(module),
  );
  if (imports.length > 0) {
    throw new KernelBuildError(
      "firmware.kernel-imports",
      `${source} imports ${imports.map((i) => `${i.module}.${i.name}`).join(", ")}`,
      "the kernel must not need its host: no Math, no Date, no console, no declare function beyond its port",
    );
  }
  return bytes;
}

if (import.meta.main) {
  try {
    const kernel = await compileKernel();
    const collar = await compileKernel(join(firmware, "build/collar.wasm"), "targets/wasm/collar-entry.ts");
    process.stdout.write(`asc: kernel ${kernel.length} bytes, collar ${collar.length} bytes, no imports\n`);
  } catch (error) {
    if (!(error instanceof KernelBuildError)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\nhint: ${error.hint}\n`);
    process.exitCode = 1;
  }
}
