import { compileKernel } from "../asc.ts";

/** What the kernel shows, and what it will show of breaths once it looks for them. */
export type Kernel = typeof import("../../targets/wasm/entry.ts") & {
  /** Breaths, tenths a minute. */
  breaths?: () => number;
  /** 0–100 %; 0 abstains. */
  breathsConfidence?: () => number;
};

export type Engine = "wasm" | "js";

/** Makes a kernel for each recording: an instance of the compiled module, or the source as this Node runs it. */
export async function kernelMaker(engine: Engine): Promise<() => Kernel> {
  if (engine === "js") {
    const entry = await import("../../targets/wasm/entry.ts");
    return () => entry;
  }
  const module = new WebAssembly.Module(await compileKernel());
  return () => new WebAssembly.Instance(module, {}).exports as Kernel;
}
