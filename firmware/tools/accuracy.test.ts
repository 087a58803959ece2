import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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

  it("averages over windows, then over recordings, and counts abstaining as coverage, not as error", () => {
    const run = accuracy("--data", folder, "--json", "--each");
    expect(run.status).toBe(0);
    const { sets, recordings } = JSON.parse(run.stdout);
    const of = (name: string) => recordings.find((r: { name: string }) => r.name === name);
    expect(of("right").maeBpm).toBeLessThan(0.5);
    expect(of("right")).toMatchObject({ windows: 26, within5: 100, coverage: 100 });
    expect(Math.abs(of("wrong").maeBpm - 10)).toBeLessThan(0.5);
    expect(of("empty")).toMatchObject({ coverage: 0, maeBpm: null });
    expect(sets).toHaveLength(1);
    expect(sets[0]).toMatchObject({ set: "made", recordings: 3, windows: 78 });
    expect(Math.abs(sets[0].maeBpm - 5)).toBeLessThan(0.5);
    expect(sets[0].coverage).toBeCloseTo(66.67, 1);
  });

  it("says what it needs where there are no recordings", () => {
    const run = accuracy("--data", join(folder, "none"));
    expect(run.status).toBe(2);
    expect(run.stderr).toContain("PETPULSE_DATA");
    expect(accuracy("--data", folder, "--channels", "some").status).toBe(2);
  });
});
