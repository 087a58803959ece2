import { expect, test } from "vitest";
import { markdown, runGates, table } from "./bench.ts";
import { checkBudgets } from "./figure.ts";
import type { Measurement } from "./measurement.ts";

const budgets = checkBudgets({ "a.size": { most: 10, why: "x" }, "a.days": { least: 30, why: "x" } });

function measuring(size: number, days: number): Measurement {
  return {
    figures: ["a.size", "a.days"],
    needs: [],
    take: async () => [
      { name: "a.size", value: size, unit: "bytes" },
      { name: "a.days", value: days, unit: "days" },
    ],
  };
}

const quiet = () => {};
const verdicts = async (measurement: Measurement, requireAll = false) =>
  (await runGates([measurement], budgets, requireAll, quiet)).gates.map(({ ok }) => ok);

test("within budget passes; over any one fails that one", async () => {
  expect(await verdicts(measuring(10, 30))).toEqual([true, true]);
  expect(await verdicts(measuring(11, 30))).toEqual([false, true]);
  expect(await verdicts(measuring(10, 29))).toEqual([true, false]);
});

test("a budget that no gate takes is another's to hold", async () => {
  const more = checkBudgets({ ...budgets, "energy.rest": { most: 1, why: "held by the rigs" } });
  const results = await runGates([measuring(10, 30)], more, true, quiet);
  expect(results.gates.map(({ name, ok }) => [name, ok])).toEqual([
    ["a.size", true],
    ["a.days", true],
  ]);
  expect(results.skipped).toEqual([]);
});

test("a figure that was promised and not given fails", async () => {
  const half: Measurement = {
    ...measuring(1, 99),
    take: async () => [{ name: "a.size", value: 1, unit: "bytes" }],
  };
  expect(await verdicts(half)).toEqual([true, false]);
});

test("what needs a missing tool is skipped by name with the command that installs it, and fails where all is required", async () => {
  const path = process.env.PATH;
  process.env.PATH = "/nowhere";
  try {
    const needy: Measurement = { ...measuring(1, 99), needs: ["wasm2c"] };
    const { gates, skipped } = await runGates([needy], budgets, false, quiet);
    expect(gates).toEqual([]);
    expect(skipped).toEqual(
      ["a.size", "a.days"].map((name) => ({ name, reason: "wasm2c is not installed: apt-get install wabt" })),
    );
    expect(await verdicts(needy, true)).toEqual([false, false]);
  } finally {
    process.env.PATH = path;
  }
});

test("tables show value, budget, what landed last, and the verdict", async () => {
  const results = await runGates([measuring(11, 30.25)], budgets, false, quiet);
  const landed = { "a.size": 9 };
  expect(table(results, landed)).toMatch(/a\.size +11 bytes +≤ 10 +9 +OVER\na\.days +30\.25 days +≥ 30 +ok$/);
  const large = await runGates([measuring(5550.04, 30)], budgets, false, quiet);
  expect(table(large, {})).toContain("5550 bytes");
  expect(markdown(results, landed)).toContain("| a.size | 11 bytes | ≤ 10 | 9 | OVER |");
});
