import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { PERSON, Steps } from "../../src/steps/steps.ts";
import { compileKernel } from "../../tools/asc.ts";
import { Tape } from "../../tools/tape.ts";

type Kernel = typeof import("./steps-entry.ts");

const folder = mkdtempSync(join(tmpdir(), "petpulse-steps-wasm-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the step counter as WASM", async () => {
  const module = new WebAssembly.Module(
    await compileKernel(join(folder, "steps.wasm"), "targets/wasm/steps-entry.ts"),
  );

  it.each([400, PERSON])("counts what JavaScript counts (shortest stride %i ms)", (stride) => {
    const wasm = new WebAssembly.Instance(module, {}).exports as Kernel;
    wasm.begin(stride);
    const js = new Steps(stride);
    const fromJs: number[] = [];
    const fromWasm: number[] = [];
    let total = 0;
    let n = 0;
    const sample = (x: number, y: number, z: number) => {
      js.sample(x, y, z);
      wasm.sample(x, y, z);
      if (++n % 500 !== 0) return;
      const steps = js.take();
      total += steps;
      fromJs.push(steps, js.asymmetry());
      fromWasm.push(wasm.take(), wasm.asymmetry());
    };
    // Whatever the tape does, then a walk of 2 steps a second.
    new Tape(5).play(6000, { sample: (_p, _q, _r, x, y, z) => sample(x, y, z), tick() {} });
    for (let k = 0; k < 3000; k++) {
      const swing = 250 * Math.cos((4 * Math.PI * k) / 50) + 90 * Math.cos((2 * Math.PI * k) / 50);
      sample(Math.round(0.6 * swing), -10, Math.round(1000 + swing));
    }
    expect(total).toBeGreaterThan(50);
    expect(fromWasm).toEqual(fromJs);
  });
});
