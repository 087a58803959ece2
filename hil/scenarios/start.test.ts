import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { requires } from "../src/require.ts";

const PETPULSE = join(import.meta.dirname, "../../petpulse.mjs");
const dir = mkdtempSync(join(tmpdir(), "petpulse-start-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Result {
  code: number | null;
  out: string;
  log: string;
}

function petpulse(...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PETPULSE, "start", "--port", "0", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const result: Result = { code: null, out: "", log: "" };
    child.stdout.on("data", (part) => {
      result.out += part;
    });
    child.stderr.on("data", (part) => {
      result.log += part;
    });
    child.on("exit", (code) => resolve({ ...result, code }));
  });
}

/** A made-up recording: a clean pulse of 90 a minute, its reference, and one row that is no row. */
function recording(): string {
  const path = join(dir, "pulse.csv");
  const rows = ["t_ms,ppg,ax,ay,az"];
  for (let i = 0; i < 50 * 40; i++) {
    const pulse = Math.sin((2 * Math.PI * 1.5 * i) / 50);
    rows.push(`${i * 20},${Math.round(40_000 + 400 * pulse + 150 * pulse * pulse)},0,0,1000`);
  }
  rows[700] = "13960,what is this,0,0,1000";
  writeFileSync(path, `${rows.join("\n")}\n`);
  const windows = Array.from({ length: 15 }, (_, i) => `${8000 + 2000 * i},90`);
  writeFileSync(join(dir, "pulse.hr.csv"), `t_ms,hr_bpm\n${windows.join("\n")}\n`);
  return path;
}

test("a recording with a bad row runs to the end: what was made is stored, and the heart is right", async () => {
  const { code, out, log } = await petpulse("--once", "--json", "--speed", "60", "--recording", recording());
  const summary = JSON.parse(out);
  expect(code).toBe(0);
  expect(summary).toMatchObject({ lost: 0, unnamed: 0, duplicates: 0, forged: 0, drained: true });
  expect(summary.framesMade).toBeGreaterThan(15);
  expect(summary.framesStored).toBe(summary.framesMade);
  expect(summary.hr.windows).toBe(15);
  expect(summary.hr.maeBpm).toBeLessThan(3);
  expect(log).toContain('"badRows":1');
}, 60_000);

test("eight virtual dogs at once: nothing lost, nothing twice", async () => {
  const { code, out } = await petpulse("--once", "--json", "--speed", "60", "--collars", "8");
  const summary = JSON.parse(out);
  expect(code).toBe(0);
  expect(summary).toMatchObject({ lost: 0, unnamed: 0, duplicates: 0, forged: 0, drained: true });
  expect(summary.framesStored).toBe(summary.framesMade);
  expect(summary.framesMade).toBeGreaterThan(8 * 50);
}, 90_000);

test("a file that is not there, a port that is taken, an option that makes no sense: said plainly", async () => {
  const missing = await petpulse("--once", "--json", "--recording", join(dir, "nothing.csv"));
  expect(missing.code).toBe(1);
  expect(missing.log).toContain("recording.missing-file");
  expect(missing.log).toContain("nothing.csv");

  const busy = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => busy.once("listening", resolve));
  const taken = await petpulse("--once", "--json", "--port", `${(busy.address() as AddressInfo).port}`);
  busy.close();
  expect(taken.code).toBe(1);
  expect(taken.log).toContain("cloud.port-busy");

  const wrong = await petpulse("--collars", "0");
  expect(wrong.code).not.toBe(0);
  expect(wrong.log).toContain("whole number from 1 to 32");
}, 60_000);

const need = requires("recordings");

describe.skipIf(need.skip)(`a real recording${need.why}`, () => {
  test.each([1, 8])(
    "walks the whole path on %i collars",
    async (collars) => {
      const file = join(need.path, "ppg/spc2015/DATA_01_TYPE01.csv.gz");
      const { code, out } = await petpulse(
        "--once",
        "--json",
        "--speed",
        "60",
        "--recording",
        file,
        "--collars",
        `${collars}`,
      );
      const summary = JSON.parse(out);
      expect(code).toBe(0);
      expect(summary).toMatchObject({ lost: 0, unnamed: 0, duplicates: 0, forged: 0, drained: true });
      expect(summary.framesStored).toBe(summary.framesMade);
      expect(summary.framesMade).toBeGreaterThan(collars * 150);
      expect(summary.hr.maeBpm).toBeLessThan(4);
      expect(summary.hr.coverage).toBeGreaterThan(0.8);
    },
    120_000,
  );
});
