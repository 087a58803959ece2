import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { batchReport, batchTable } from "./batch.ts";
import { labelSvg } from "./label.ts";
import { checkedLimits, FIRST_LIMITS, readLimits } from "./limits.ts";
import { appendRecord, type QcRecord, readRecords, recordOf } from "./record.ts";
import { testUnit } from "./sequence.ts";
import { type Build, SimUnit } from "./sim-unit.ts";
import { cpk, cusumOnset, mannKendall } from "./statistics.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-qc-"));
afterAll(() => rmSync(folder, { recursive: true }));

const quiet = () => {};

/** `count` units off the line, each as `build` says. */
async function batch(seed: number, count: number, build: (i: number) => Build): Promise<QcRecord[]> {
  const records: QcRecord[] = [];
  for (let i = 0; i < count; i++) {
    const serial = `PP-${i}`;
    const tested = await testUnit(new SimUnit(seed, serial, build(i)), FIRST_LIMITS, quiet);
    records.push(recordOf(tested, serial, "sim", i * 60_000, []));
  }
  return records;
}

describe("one unit", () => {
  test("that is good passes every step", async () => {
    const parts: string[] = [];
    const tested = await testUnit(new SimUnit(1, "A"), FIRST_LIMITS, (part) => parts.push(part));
    expect(tested.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(tested.ok).toBe(true);
    expect(parts).toEqual(["identity", "motion", "light", "flash", "radio", "battery"]);
  });

  test.each<[string, Build, string[]]>([
    ["a dead LED", { led: 0 }, ["led.response", "light.saturated"]],
    ["a weak LED", { led: 0.5 }, ["led.response"]],
    ["a noisy photodiode", { noise: 40 }, ["light.noise"]],
    ["no accelerometer", { deafMotion: true }, ["motion.rate", "motion.gravity", "motion.noise"]],
    ["no identity", { identity: false }, ["identity.written"]],
  ])("with %s fails in that and nothing else", async (_, build, measures) => {
    const tested = await testUnit(new SimUnit(1, "A", build), FIRST_LIMITS, quiet);
    expect(tested.steps.filter(({ ok }) => !ok).map(({ measure }) => measure)).toEqual(measures);
  });

  test("whose flash throws fails there with the reason, and the rest is measured", async () => {
    const unit = new SimUnit(1, "A");
    unit.flash = () => Promise.reject(Object.assign(new Error("worn"), { code: "flash.not-verified" }));
    const { steps } = await testUnit(unit, FIRST_LIMITS, quiet);
    const failed = steps.filter(({ ok }) => !ok);
    expect(failed.map(({ measure, why }) => [measure, why])).toEqual([
      ["flash.errors", "flash.not-verified: worn"],
      ["flash.write", "flash.not-verified: worn"],
    ]);
  });
});

describe("a batch of 200 units", () => {
  test.each([1, 2, 3, 4, 5])("that is sound is shipped, seed %i", async (seed) => {
    const report = batchReport(await batch(seed, 200, () => ({})), FIRST_LIMITS);
    expect(report.flags).toEqual([]);
    expect(report).toMatchObject({ ok: true, units: 200, yield: 1, firstPass: 1 });
  });

  test.each([1, 2, 3, 4, 5])(
    "whose LED fades is held before a unit fails, and says where it began, seed %i",
    async (seed) => {
      // 12 % over the batch from unit 60 on: each unit still passes.
      const records = await batch(seed, 200, (i) => ({ led: 1 - 0.12 * Math.max(0, (i - 60) / 140) }));
      const report = batchReport(records, FIRST_LIMITS);
      expect(report).toMatchObject({ ok: false, yield: 1 });
      expect(report.flags).toEqual([expect.stringMatching(/^led\.response: drifts by -\d+ counts/)]);
      const led = report.measures.find(({ measure }) => measure === "led.response")!;
      const from = Number(led.shiftedFrom!.slice(3));
      expect(from).toBeGreaterThan(50);
      expect(from).toBeLessThan(140);
      expect(batchTable(report)).toContain("✗ hold this batch");
    },
  );

  test("with a bad part in it has too little yield; a second try counts for the yield, not for the first pass", async () => {
    const records = await batch(1, 200, (i) => (i % 20 === 7 ? { noise: 30 } : {}));
    expect(batchReport(records, FIRST_LIMITS)).toMatchObject({ ok: false, yield: 0.95, firstPass: 0.95 });
    const again = records.filter(({ ok }) => !ok).map((record) => ({ ...record, attempt: 2, ok: true }));
    expect(batchReport([...records, ...again], FIRST_LIMITS)).toMatchObject({ yield: 1, firstPass: 0.95 });
  });
});

describe("statistics", () => {
  test("Mann–Kendall agrees with a worked example, with ties and without", () => {
    // n = 10, S = 45: every pair rises. Var = 10·9·25/18 = 125, z = 44/√125 = 3.935.
    const rising = mannKendall([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])!;
    expect(rising.slope).toBe(1);
    expect(rising.chance).toBeCloseTo(8.3e-5, 5);
    // One tie of three: Var = (10·9·25 − 3·2·11)/18 = 121.33, S = 42, z = 41/11.015 = 3.722.
    expect(mannKendall([1, 2, 3, 4, 4, 4, 7, 8, 9, 10])!.chance).toBeCloseTo(1.975e-4, 5);
    expect(mannKendall([5, 5, 5, 5, 5, 5, 5, 5, 5, 5])).toEqual({ chance: 1, slope: 0 });
    expect(mannKendall([1, 2, 3])).toBeNull();
  });

  test("Cpk looks at the nearer limit", () => {
    expect(cpk({ count: 9, mean: 10, deviation: 1 }, 4, 19)).toBe(2);
    expect(cpk({ count: 9, mean: 10, deviation: 1 }, null, 13)).toBe(1);
    expect(cpk({ count: 9, mean: 10, deviation: 0 }, 4, 19)).toBe(Number.POSITIVE_INFINITY);
    expect(cpk({ count: 9, mean: 10, deviation: 1 }, null, null)).toBeNull();
  });

  test("CUSUM says where a step of two deviations began", () => {
    const wave = (i: number) => [0, 1, -1, 0.5, -0.5][i % 5]!;
    const step = Array.from({ length: 60 }, (_, i) => wave(i) + (i >= 40 ? 1.6 : 0));
    expect(Math.abs(cusumOnset(step)! - 40)).toBeLessThan(3);
    expect(cusumOnset(Array.from({ length: 60 }, (_, i) => wave(i)))).toBeNull();
  });
});

describe("files", () => {
  test("limits that are wrong are refused with every place", () => {
    const wrong = {
      ...FIRST_LIMITS,
      version: 2,
      measures: { "led.response": { low: 5, high: "x" }, led: {} },
    };
    expect(() => checkedLimits(wrong, "limits.json")).toThrow(
      /version: none of 1; measures\.led\.response\.high: not of type number; measures\.led: nothing of this name/,
    );
    const upside = { ...FIRST_LIMITS, measures: { "led.response": { low: 5, high: 4 } } };
    expect(() => checkedLimits(upside, "x")).toThrow(/low above high/);
    const file = join(folder, "limits.json");
    writeFileSync(file, JSON.stringify(FIRST_LIMITS));
    expect(readLimits(file)).toEqual(FIRST_LIMITS);
    writeFileSync(file, "{");
    expect(() => readLimits(file)).toThrow(expect.objectContaining({ code: "qc.limits" }));
  });

  test("records are only ever added to; a torn line spoils nothing but itself", async () => {
    const file = join(folder, "records.jsonl");
    const [one, two] = await batch(1, 2, () => ({}));
    appendRecord(file, one!);
    const before = readFileSync(file, "utf8");
    appendFileSync(file, '{"version":1,"serial":"PP-');
    appendRecord(file, two!);
    expect(readFileSync(file, "utf8").startsWith(before)).toBe(true);
    expect(readRecords(file)).toEqual({ records: [one, two], damaged: 1 });
    const tested = await testUnit(new SimUnit(1, "PP-0"), FIRST_LIMITS, quiet);
    expect(recordOf(tested, "PP-0", "sim", 0, [one!, two!]).attempt).toBe(2);
    expect(() => readRecords(join(folder, "nowhere"))).toThrow(
      expect.objectContaining({ code: "qc.records" }),
    );
  });

  test("a label has its text, its code, and nothing from elsewhere", async () => {
    const svg = await labelSvg({
      product: "PetPulse <collar>",
      serial: "PP-7",
      device: null,
      payload: "PETPULSE:ABCD",
      date: "2026-06-01",
    });
    expect(svg).toContain("S/N PP-7");
    expect(svg).toContain("PetPulse &lt;collar&gt;");
    expect(svg).not.toMatch(/(href|src)=/);
    // Version 1 has 21 modules; the three finders alone have 99 dark ones.
    expect(svg.match(/h1v1h-1z/g)!.length).toBeGreaterThan(150);
  });
});
