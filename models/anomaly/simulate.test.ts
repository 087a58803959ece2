import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Anomaly } from "../../firmware/src/anomaly/anomaly.ts";
import { LARGE_DOG } from "../../firmware/src/anomaly/signs.ts";
import * as tables from "../../firmware/src/anomaly/tables.ts";
import * as minute from "../../firmware/src/minute.ts";
import { VirtualDog } from "./dog-year.ts";
import { EXPECTED, simulate, watch } from "./simulate.ts";
import { stateBytes } from "./state-bytes.ts";

describe("virtual dogs", () => {
  it("are the same for the same seed, and others for another", () => {
    const sum = (seed: number) => {
      let total = 0;
      new VirtualDog(seed).live(0, 3, [], (row, irregularity) => {
        total = (Math.imul(total, 31) + row[minute.HEART_RATE] + irregularity) | 0;
      });
      return total;
    };
    expect(sum(7)).toBe(sum(7));
    expect(sum(8)).not.toBe(sum(7));
  });

  it("lie within what Holter recordings and sleeping dogs show: day's mean 64–119, breaths asleep below 23 (seeds 1–20)", () => {
    for (let seed = 1; seed <= 20; seed++) {
      let beats = 0;
      let seen = 0;
      let breaths = 0;
      let breathing = 0;
      // Two months of winter: no heat.
      new VirtualDog(seed).live(0, 30, [], (row) => {
        if (row[minute.CONFIDENCE] > 0) {
          beats += row[minute.HEART_RATE] / 10;
          seen++;
        }
        if (row[minute.BREATHS] > 0) {
          breaths += row[minute.BREATHS] / 10;
          breathing++;
        }
      });
      expect(beats / seen).toBeGreaterThan(50);
      expect(beats / seen).toBeLessThan(140);
      expect(breaths / breathing).toBeLessThan(26);
    }
  });
});

describe("the collar's detector over virtual dogs (seeds 501–504)", () => {
  const result = simulate(4, 300, 501);

  it("gives at most one false alarm a month", () => {
    expect(result.falsePerMonth).toBeLessThanOrEqual(1);
  });

  it.each(Object.keys(EXPECTED))("finds %s in time, in every dog, and says what it is", (trouble) => {
    const { dogs, found, explained } = result.troubles[trouble];
    expect(found).toBe(dogs);
    expect(explained).toBe(dogs);
  });

  it("rises to a higher score less often", () => {
    const { "40": low, "60": told, "80": high } = result.risesPerMonth;
    expect(low).toBeGreaterThan(told);
    expect(told).toBeGreaterThanOrEqual(high);
  });

  it("tells a trouble of which the dog had been free: none before its day", () => {
    const { alarms } = watch(501, 60, [{ trouble: "arrhythmia", day: 45, days: 7 }]);
    expect(alarms.filter(({ hour, sign }) => hour < 45 * 24 && sign === "rhythm")).toEqual([]);
  });
});

it("takes 512 bytes at most, with its tables of 16 bits", () => {
  const numbers = Object.values(tables).reduce((sum, table) => sum + table.length, 0);
  expect(stateBytes(new Anomaly(LARGE_DOG)) + 2 * numbers).toBeLessThanOrEqual(512);
});

it("the command refuses what is no number of dogs", () => {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, "simulate.ts"), "--dogs", "many"], {
    encoding: "utf8",
  });
  expect(run.status).toBe(1);
  expect(run.stderr).toMatch(/whole numbers/);
});
