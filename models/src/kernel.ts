import { join } from "node:path";
import { compileKernel } from "../../firmware/tools/asc.ts";

/** What firmware/targets/wasm/movement-entry.ts exports. */
export interface MovementKernel {
  weigh(at: number, word: number): void;
  begin(hop: number, pace: number): void;
  sample(x: number, y: number, z: number): void;
  restart(): void;
  hops(): number;
  feature(index: number): number;
  settle(): void;
  best(): number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The collar's movement code, compiled once per process; a fresh animal for every call. */
export async function movementKernel(): Promise<() => MovementKernel> {
  const output = join(import.meta.dirname, "../../firmware/build/movement.wasm");
  compiled ??= compileKernel(output, "targets/wasm/movement-entry.ts").then(
    (bytes) => new WebAssembly.Module(bytes),
  );
  const module = await compiled;
  return () => new WebAssembly.Instance(module, {}).exports as MovementKernel;
}
