import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Anomaly } from "../../src/anomaly/anomaly.ts";
import { EcgAnomaly } from "../../src/anomaly/ecg-anomaly.ts";
import { SMALL_DOG } from "../../src/anomaly/signs.ts";
import * as minute from "../../src/minute.ts";
import { compileKernel } from "../../tools/asc.ts";

type Kernel = typeof import("./anomaly-entry.ts");

const folder = mkdtempSync(join(tmpdir(), "petpulse-anomaly-wasm-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the anomaly detectors as WASM", async () => {
  const module = new WebAssembly.Module(
    await compileKernel(join(folder, "anomaly.wasm"), "targets/wasm/anomaly-entry.ts"),
  );

  it("explain minutes as JavaScript does, a fever among them", () => {
    const wasm = new WebAssembly.Instance(module, {}).exports as Kernel;
    wasm.begin(SMALL_DOG);
    const js = new Anomaly(SMALL_DOG);
    const row = new Int32Array(minute.MINUTE_COLUMNS);
    const fromJs: number[] = [];
    const fromWasm: number[] = [];
    for (let n = 0; n < 60 * 24 * 9; n++) {
      const ill = n > 60 * 24 * 8 ? 1 : 0;
      const wobble = Math.imul(n, 2654435761) >>> 27;
      row[minute.HEART_RATE] = 700 + 4 * wobble + 150 * ill;
      row[minute.CONFIDENCE] = 40 + 2 * wobble;
      row[minute.BREATHS] = 140 + wobble;
      row[minute.REST_SHARE] = wobble < 25 ? 100 : 20;
      row[minute.STEPS] = wobble < 25 ? 0 : 90;
      row[minute.INTENSITY] = wobble;
      row[minute.TEMPERATURE] = 3400 + wobble + 120 * ill;
      for (let column = 0; column < row.length; column++) wasm.set(column, row[column]);
      js.minute(row, 5 + (wobble >> 2), wobble);
      wasm.minute(5 + (wobble >> 2), wobble);
      fromJs.push(js.explanation());
      fromWasm.push(wasm.explanation());
    }
    expect(js.score).toBeGreaterThan(60);
    expect(fromWasm).toEqual(fromJs);
  });

  it("score an electrocardiogram as JavaScript does", () => {
    const wasm = new WebAssembly.Instance(module, {}).exports as Kernel;
    const js = new EcgAnomaly();
    const fromJs: number[] = [];
    const fromWasm: number[] = [];
    for (let n = 0; n < 8000; n++) {
      const phase = n % 1700 > 1650 ? (n + 30) % 97 : n % 97;
      const value =
        (phase < 4 ? 900 - 100 * phase : phase > 30 && phase < 50 ? 150 : 0) + (n & 31) - (n >> 3);
      js.sample(value);
      fromJs.push(js.score);
      fromWasm.push(wasm.ecgSample(value));
    }
    expect(Math.max(...fromJs)).toBeGreaterThan(256);
    expect(fromWasm).toEqual(fromJs);
  });
});
