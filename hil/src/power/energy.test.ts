import { expect, test } from "vitest";
import type { Observation } from "../rig.ts";
import type { Fault, Scenario } from "../scenario/scenario.ts";
import { SCENARIOS } from "../scenario/scenarios.ts";
import { energyOf } from "./energy.ts";

const REST: Scenario = { ...SCENARIOS.find(({ name }) => name === "rest")!, seconds: 120 };

function observation(more: Partial<Observation> = {}, linked = true): Observation {
  return {
    device: "00c0ffee00c0ffee",
    key: new Uint8Array(32),
    boots: [{ epoch: 1, afterS: 0 }],
    seconds: Array.from({ length: 120 }, (_, s) => ({ atMs: 1000 * (s + 1), linked })),
    lastSeq: 0,
    arrivals: [],
    heart: [],
    drained: true,
    ...more,
  };
}

test("a run costs the same twice, by the budget it names, and its charge is its mean over its time", async () => {
  const first = await energyOf(REST, observation());
  expect(await energyOf(REST, observation())).toEqual(first);
  expect(first!.mostUa).toBe(1400);
  expect(first!.meanUa).toBeGreaterThan(1000);
  expect(first!.chargeUah).toBeCloseTo((first!.meanUa * 120) / 3600, 9);
});

test("light in bursts costs a part; estimates, a hub out of reach and a start cost something", async () => {
  const cost = async (scenario: Scenario, seen = observation()) => (await energyOf(scenario, seen))!.meanUa;
  const rest = await cost(REST);
  expect(await cost({ ...REST, light: "bursts", watched: false })).toBeLessThan(0.8 * rest);
  expect(await cost({ ...REST, watched: false })).toBeLessThan(rest);
  // Nobody to talk to: it calls, five times a second at first.
  expect(await cost(REST, observation({}, false))).toBeGreaterThan(rest);
  const faults: Fault[] = [{ kind: "collar-reset", atS: 60 }];
  const boots = [
    { epoch: 1, afterS: 0 },
    { epoch: 2, afterS: 60 },
  ];
  expect(await cost({ ...REST, faults }, observation({ boots }))).not.toBe(rest);
});

test("nobody knows what a collar costs that was only looked at; a budget that is not there is named", async () => {
  expect(await energyOf(REST, observation({ firstSeq: 7 }))).toBeNull();
  const expects = { energy: "energy.siesta" };
  await expect(energyOf({ ...REST, expects }, observation())).rejects.toMatchObject({
    code: "bench.budget-missing",
    message: expect.stringContaining("energy.siesta"),
  });
});
