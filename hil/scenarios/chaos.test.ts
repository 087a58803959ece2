import { expect, test } from "vitest";
import { chaos, clean } from "../src/chaos/chaos.ts";

/** The long run is `npm run chaos -- --cycles 1000`. */
const CYCLES = 50;
const SEED = 5;
/** All its households at once: they mostly wait. */
const PARALLEL = 5;

test("kills amid other trouble lose, double and hide nothing", async () => {
  const lines: string[] = [];
  const report = await chaos({
    cycles: CYCLES,
    seed: SEED,
    parallel: PARALLEL,
    say: (line) => lines.push(line),
  });
  expect(clean(report), lines.join("\n")).toBe(true);
  expect(report).toMatchObject({ cycles: CYCLES, lost: 0, duplicates: 0, unnamedGaps: 0 });
  expect(report.acknowledged).toBeGreaterThan(0);
  expect(report.framesMade).toBeGreaterThanOrEqual(report.acknowledged);
}, 600_000);
