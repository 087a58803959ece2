import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "petpulse-accuracy-"));
afterAll(() => rmSync(folder, { recursive: true }));

function accuracy(...options: string[]) {
  return spawnSync(process.execPath, [join(import.meta.dirname, "accuracy.ts"), ...options], {
    encoding: "utf8",
    env: { ...process.env, PETPULSE_DATA: "" },
  });
}

/** A recording of 60 s with a pulse of 90 bpm on the second channel and of 120 bpm on the first for its reference. */
function write(name: string, channel: (seconds: number) => [number, number], reference: number): void {
  const rows = Array.from(
    { length: 3000 },
    (_, n) =>
      `${n * 20},${channel(n / 50)
        .map(Math.round)
        .join(",")},3,-4,1000`,
  );
  const windows = Array.from({ length: 26 }, (_, i) => `${8000 + 2000 * i},${reference}`);
  const put = (path: string, lines: string[]) =>
    writeFileSync(join(folder, "ppg/made", path), gzipSync(lines.join("\n")));
  put(`${name}.csv.gz`, ["t_ms,ppg,ppg2,ax,ay,az", ...rows]);
  put(`${name}.hr.csv.gz`, ["t_ms,hr_bpm", ...windows]);
}

const wave = (bpm: number, seconds: number) => 5000 + 300 * Math.sin((2 * Math.PI * bpm * seconds) / 60);

describe("accuracy", () => {
  beforeAll(() => {
    mkdirSync(join(folder, "ppg/made"), { recursive: true });
    write("right", (s) => [wave(90, s), wave(90, s)], 90);
    write("wrong", (s) => [wave(90, s), wave(90, s)], 100);
    write("empty", () => [5000, 5000], 80);
  });

  it("averages over windows, then over recordings, with shares from 0 to 1", () => {
    const run = accuracy("--data", folder, "--engine", "js", "--json");
    expect(run.status).toBe(0);
    const { sets, beats, breaths } = JSON.parse(run.stdout);
    expect(Object.keys(sets)).toEqual(["made"]);
    expect(Object.keys(sets.made)).toEqual(["recordings", "maeBpm", "medianBpm", "within5", "coverage"]);
    expect(sets.made).toMatchObject({ recordings: 3, coverage: 1 });
    expect([beats, breaths]).toEqual([{}, {}]);
  });

  it("counts silence as coverage, not as error, where the collar may abstain", () => {
    const { sets } = JSON.parse(accuracy("--data", folder, "--engine", "js", "--json", "--abstain").stdout);
    expect(sets.made.coverage).toBeCloseTo(0.667, 2);
    expect(sets.made.within5).toBe(0.5);
    expect(Math.abs(sets.made.maeBpm - 5)).toBeLessThan(0.5);
  });

  it("says each recording in a table and draws it", () => {
    const run = accuracy(
      "--data",
      folder,
      "--engine",
      "js",
      "--abstain",
      "--each",
      "--plot",
      join(folder, "plots"),
    );
    expect(run.stdout).toMatch(/right +0\.\d\d +0\.\d\d +100\.0 % +100\.0 %/);
    expect(run.stdout).toMatch(/wrong +\d+\.\d\d/);
    expect(readdirSync(join(folder, "plots"))).toEqual([
      "made-empty.svg",
      "made-right.svg",
      "made-wrong.svg",
    ]);
    expect(readFileSync(join(folder, "plots/made-wrong.svg"), "utf8").match(/<circle/g)).toHaveLength(26);
  });

  it("gives the same by JavaScript as by WASM", () => {
    const [wasm, js] = ["wasm", "js"].map((engine) =>
      accuracy("--data", folder, "--json", "--engine", engine),
    );
    expect(js!.stdout).toBe(wasm!.stdout);
  });

  it("says what it needs where it cannot run", () => {
    const run = accuracy("--data", join(folder, "none"), "--engine", "js");
    expect([run.status, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toContain("PETPULSE_DATA");
    expect(accuracy("--data", folder, "--channels", "some").stderr).toContain("all or single");
    expect(accuracy("--data", folder, "--nonsense").status).toBe(2);
    expect(accuracy("--help").stdout).toContain("--abstain");
  });
});
