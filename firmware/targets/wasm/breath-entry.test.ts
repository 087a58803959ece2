import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { digestOf, javascript, tape } from "../../src/respiration/testdata/golden.ts";
import { compileKernel } from "../../tools/asc.ts";

type Kernel = typeof import("./breath-entry.ts");

const folder = mkdtempSync(join(tmpdir(), "petpulse-breath-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("gives what JavaScript gives, sample by sample", async () => {
  const bytes = await compileKernel(join(folder, "breath.wasm"), "targets/wasm/breath-entry.ts");
  const module = new WebAssembly.Module(bytes);
  for (const seed of [4]) {
    const wasm = new WebAssembly.Instance(module, {}).exports as Kernel;
    const samples = tape(seed);
    const said = () => [
      wasm.breaths(),
      wasm.breathsConfidence(),
      wasm.reason(),
      wasm.panting(),
      wasm.pantingRate(),
      wasm.estimates(),
    ];
    const breather = { sample: wasm.sample, endHop: wasm.endHop, said };
    expect(digestOf(breather, samples)).toBe(digestOf(javascript(), samples));
  }
});
