import { readBudgets } from "@petpulse/bench/bench";
import { expect, test } from "vitest";
import { SCENARIOS } from "./scenarios.ts";
import { openWearing } from "./wearing.ts";

test("every scenario is data that survives JSON, under a name of its own", () => {
  expect(JSON.parse(JSON.stringify(SCENARIOS))).toEqual(SCENARIOS);
  const names = SCENARIOS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each(SCENARIOS)(
  "$name: faults and expected events lie within it, and its animal can live",
  async (scenario) => {
    for (const fault of scenario.faults) {
      expect(fault.atS).toBeGreaterThan(0);
      expect(fault.atS + ("seconds" in fault ? fault.seconds : 0)).toBeLessThan(scenario.seconds);
    }
    for (const { fromS, toS } of scenario.expects.events ?? []) {
      expect(fromS).toBeLessThanOrEqual(toS);
      expect(toS).toBeLessThanOrEqual(scenario.seconds);
    }
    expect((await openWearing(scenario)).next(new Int32Array(6))).toBe(true);
  },
);

test("every scenario has a budget of energy under its own name, and every such budget a scenario", () => {
  const named = SCENARIOS.map(({ name, expects }) => {
    expect(expects.energy).toBe(`energy.${name}`);
    return `energy.${name}`;
  });
  const budgets = Object.keys(readBudgets()).filter((name) => name.startsWith("energy."));
  expect(budgets.toSorted()).toEqual(named.toSorted());
});

test("a recording that is not there is named, with what to do", async () => {
  const wears = { recording: "no-such-recording.csv" };
  await expect(openWearing({ wears, seed: 1 })).rejects.toMatchObject({ code: "rig.no-recording" });
});
