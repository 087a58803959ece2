import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { areaUnderCurve } from "./area-under-curve.ts";
import { EcgRecordingsError, readEcgRecordings, scoreEcg } from "./ecg.ts";

const root = mkdtempSync(join(tmpdir(), "petpulse-ecg-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;

function folder(files: Record<string, Int16Array | Uint8Array>): string {
  const data = join(root, String(folders++));
  mkdirSync(join(data, "motion/ecg_tsb"), { recursive: true });
  for (const [name, values] of Object.entries(files))
    writeFileSync(join(data, "motion/ecg_tsb", name), values);
  return data;
}

it("the area under the curve is the share of pairs in order, ties counting half", () => {
  expect(areaUnderCurve(Int32Array.of(1, 2, 3, 4), Uint8Array.of(0, 0, 1, 1))).toBe(1);
  expect(areaUnderCurve(Int32Array.of(5, 5, 5, 5), Uint8Array.of(0, 1, 0, 1))).toBe(0.5);
  expect(areaUnderCurve(Int32Array.of(1, 3, 2, 4), Uint8Array.of(0, 0, 1, 1))).toBe(0.75);
});

describe("electrocardiograms", () => {
  it("are scored in 512 bytes at most", () => {
    const samples = Int16Array.from({ length: 128 * 60 }, (_, n) => (n % 100 < 3 && n !== 6000 ? 900 : 0));
    // One beat comes 40 samples early.
    samples.copyWithin(6060, 6100, 6103);
    const labels = Uint8Array.from(samples, (_, n) => (n >= 6060 && n < 6140 ? 1 : 0));
    const { ecg_tsb } = scoreEcg(folder({ "a.i16": samples, "a.lab.u8": labels }));
    expect(ecg_tsb.auc).toBeGreaterThan(0.95);
    expect(ecg_tsb.bytes).toBeLessThanOrEqual(512);
  });

  const ten = new Int16Array(10);
  const mixed = Uint8Array.of(0, 0, 0, 0, 1, 1, 0, 0, 0, 0);
  it.each([
    ["no labels", { "a.i16": ten }, /a\.lab\.u8 is missing/],
    [
      "labels of another length",
      { "a.i16": ten, "a.lab.u8": new Uint8Array(9) },
      /20 bytes of samples, 9 labels/,
    ],
    ["unknown labels", { "a.i16": ten, "a.lab.u8": mixed.map((label) => label * 7) }, /other than 0 and 1/],
    ["one kind of sample only", { "a.i16": ten, "a.lab.u8": new Uint8Array(10) }, /both kinds/],
    ["nothing at all", {}, /holds no recording/],
  ])("are refused with %s", (_, files, message) => {
    const data = folder(files);
    expect(() => readEcgRecordings(data)).toThrow(EcgRecordingsError);
    expect(() => readEcgRecordings(data)).toThrow(message);
  });
});

const data = process.env.PETPULSE_DATA
  ? resolve(import.meta.dirname, "../..", process.env.PETPULSE_DATA)
  : "";
const missing = !existsSync(join(data, "motion/ecg_tsb"));
if (missing && process.env.PETPULSE_REQUIRE === "all") {
  throw new Error("required but missing: recordings (set PETPULSE_DATA to a folder that holds motion/)");
}

it.skipIf(missing)("real arrhythmias are told from normal beats (skipped without PETPULSE_DATA)", () => {
  expect(scoreEcg(data).ecg_tsb.auc).toBeGreaterThanOrEqual(0.985);
});
