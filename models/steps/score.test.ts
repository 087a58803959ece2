import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readStepRecordings, StepRecordingsError, toCollarRate } from "./recordings.ts";
import { scoreSteps } from "./score.ts";

const root = mkdtempSync(join(tmpdir(), "petpulse-steps-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;

/** A data folder of its own with `meta` and the files named. */
function folder(meta: unknown, files: Record<string, Int16Array | Uint8Array>): string {
  const data = join(root, String(folders++));
  mkdirSync(join(data, "motion/steps"), { recursive: true });
  const text = typeof meta === "string" ? meta : JSON.stringify(meta);
  writeFileSync(join(data, "motion/steps/meta.json"), text);
  for (const [name, values] of Object.entries(files)) writeFileSync(join(data, "motion/steps", name), values);
  return data;
}

/** `seconds` at `hz` of a walk of two steps a second, or of a vehicle's hum. */
function made(seconds: number, hz: number, walking: boolean): Int16Array {
  return Int16Array.from({ length: Math.round(seconds * hz) * 3 }, (_, i) => {
    const t = Math.floor(i / 3) / hz;
    const norm = 1000 + (walking ? 250 * Math.cos(4 * Math.PI * t) : 10 * Math.sin(40 * t));
    return i % 3 === 2 ? Math.round(norm) : 0;
  });
}

const entry = { file: "a.i16", hz: 25, steps: 120, user: "Ann" };

describe("scoring", () => {
  it("gives the walks' error and what a drive counts an hour, whatever the recorders' rates", () => {
    const data = folder(
      [
        { ...entry, hz: 12.5 },
        { ...entry, file: "b.i16", hz: 100, steps: 100 },
        { ...entry, file: "bj_Ann-drive-1.i16", steps: 0 },
      ],
      {
        "a.i16": made(60, 12.5, true),
        "b.i16": made(60, 100, true),
        "bj_Ann-drive-1.i16": made(600, 25, false),
      },
    );
    const { steps } = scoreSteps(data);
    // 120 steps each, of which the second recording's reference tells 100.
    expect(steps.mape).toBeGreaterThan(7);
    expect(steps.mape).toBeLessThan(13);
    expect(steps.falsePerHourDriving).toBe(0);
  });

  it("abstains where nothing of the kind is there", () => {
    const data = folder([{ ...entry, file: "x-drive.i16", steps: 0 }], {
      "x-drive.i16": made(60, 25, false),
    });
    expect(scoreSteps(data)).toEqual({ steps: { mape: null, falsePerHourDriving: 0 } });
  });
});

describe("reading", () => {
  it("tells who walked from the entry or the name, and what from the name", () => {
    const names = [
      "ox_user1_bag_1.i16",
      "bj_HughB-walk-2.i16",
      "bj_0_HughB_train_b3.i16",
      "bj_HughB-work-6.i16",
    ];
    const files = Object.fromEntries(names.map((name) => [name, made(2, 25, true)]));
    const data = folder(
      names.map((file) => ({ file, hz: 25, steps: 5 })),
      files,
    );
    expect(readStepRecordings(data).map(({ subject, kind }) => `${subject} ${kind}`)).toEqual([
      "user1 walk",
      "HughB walk",
      "HughB drive",
      "HughB chores",
    ]);
  });

  it("interpolates to 50 Hz without going beyond the last sample", () => {
    const given = Int16Array.from([0, 10, -100, 100, 20, 100, 200, 30, 0]);
    expect(Array.from(toCollarRate(given, 25))).toEqual([
      0, 10, -100, 50, 15, 0, 100, 20, 100, 150, 25, 50, 200, 30, 0,
    ]);
  });

  it.each([
    ["a file that is not there", [entry], {}, /a\.i16 is missing/],
    ["a torn file", [entry], { "a.i16": new Uint8Array(7) }, /not whole samples/],
    ["an empty file", [entry], { "a.i16": new Uint8Array(0) }, /not whole samples/],
    ["a rate of 2 Hz", [{ ...entry, hz: 2 }], { "a.i16": made(1, 25, true) }, /2 Hz is not within/],
    ["a rate that is text", [{ ...entry, hz: "25" }], { "a.i16": made(1, 25, true) }, /incomplete/],
    ["no steps", [{ file: "a.i16", hz: 25 }], { "a.i16": made(1, 25, true) }, /incomplete/],
    ["an entry that is none", [null], {}, /incomplete/],
    ["an empty list", [], {}, /lists no recording/],
    ["text that is no JSON", "{", {}, /no JSON/],
  ])("refuses %s", (_, meta, files, message) => {
    const data = folder(meta, files);
    expect(() => readStepRecordings(data)).toThrow(StepRecordingsError);
    expect(() => readStepRecordings(data)).toThrow(message);
  });

  it("refuses a folder without a list", () => {
    expect(() => readStepRecordings(join(root, "nowhere"))).toThrow(/meta\.json is missing/);
  });
});

const data = process.env.PETPULSE_DATA
  ? resolve(import.meta.dirname, "../..", process.env.PETPULSE_DATA)
  : "";
const missing = !existsSync(join(data, "motion/steps"));
if (missing && process.env.PETPULSE_REQUIRE === "all") {
  throw new Error("required but missing: recordings (set PETPULSE_DATA to a folder that holds motion/)");
}

describe.skipIf(missing)("on recordings (skipped without PETPULSE_DATA, a folder that holds motion/)", () => {
  it("stays within 2.5 % of the walks and 20 false steps an hour driving", () => {
    const { steps } = scoreSteps(data);
    expect(steps.mape).toBeLessThanOrEqual(2.5);
    expect(steps.falsePerHourDriving).toBeLessThanOrEqual(20);
  });
});
