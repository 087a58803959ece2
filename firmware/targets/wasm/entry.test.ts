import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { MINUTE_COLUMNS } from "../../src/minute.ts";
import { digest } from "../../src/testdata/golden.ts";
import { Vitals } from "../../src/vitals.ts";
import { compileKernel, KernelBuildError, UNCHECKED } from "../../tools/asc.ts";
import { Tape } from "../../tools/tape.ts";

type Kernel = typeof import("./entry.ts");

const folder = mkdtempSync(join(tmpdir(), "petpulse-wasm-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the kernel as WASM", async () => {
  const module = new WebAssembly.Module(await compileKernel(join(folder, "kernel.wasm")));

  it.each([
    { seed: 1, channels: 1 },
    { seed: 2026, channels: 2 },
    { seed: 65535, channels: 3 },
  ])(
    "gives what JavaScript gives, sample by sample (seed $seed, $channels channels)",
    ({ seed, channels }) => {
      const wasm = new WebAssembly.Instance(module, {}).exports as Kernel;
      wasm.begin(channels);
      const js = new Vitals(channels);
      const row = new Int32Array(MINUTE_COLUMNS);
      const fromJs: number[] = [];
      const fromWasm: number[] = [];
      let seconds = 0;
      new Tape(seed).play(15_000, {
        sample(ppg0, ppg1, ppg2, ax, ay, az) {
          js.sample(ppg0, ppg1, ppg2, ax, ay, az);
          wasm.sample(ppg0, ppg1, ppg2, ax, ay, az);
          fromJs.push(js.hops, js.heartRate, js.confidence, js.flags, js.intensity, js.activity);
          fromWasm.push(
            wasm.hops(),
            wasm.heartRate(),
            wasm.confidence(),
            wasm.flags(),
            wasm.intensity(),
            wasm.activity(),
          );
        },
        tick() {
          js.tick();
          wasm.tick();
          if (++seconds % 60 !== 0) return;
          js.takeMinute(row);
          wasm.takeMinute();
          for (let column = 0; column < MINUTE_COLUMNS; column++) {
            fromJs.push(row[column]);
            fromWasm.push(wasm.column(column));
          }
        },
      });
      expect(js.hops).toBe(149);
      expect(new Set(fromJs).size).toBeGreaterThan(50);
      expect(digest(fromWasm)).toBe(digest(fromJs));
    },
  );

  it("names what asc rejects", async () => {
    const output = join(folder, "none.wasm");
    await expect(compileKernel(output, "tools/asc.ts")).rejects.toThrow(KernelBuildError);
  });

  it("imports from the modules that were allowed and from no other", async () => {
    const output = join(folder, "imports.wasm");
    const compile = (...allowed: string[]) =>
      compileKernel(output, "tools/testdata/imports.ts", UNCHECKED, 1, allowed);
    await expect(compile("wasi")).rejects.toMatchObject({ code: "firmware.kernel-imports" });
    await expect(compile()).rejects.toThrow("port.flashPages");
    const module = new WebAssembly.Module(await compile("port"));
    const { exports } = new WebAssembly.Instance(module, { port: { flashPages: () => 7 } });
    expect((exports as { pages(): number }).pages()).toBe(7);
  });
});
