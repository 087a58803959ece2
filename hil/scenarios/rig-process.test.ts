import { afterAll, beforeAll, expect, test } from "vitest";
import { ProcessRig } from "../src/rigs/process.ts";
import { lived } from "../src/rigs/run.ts";
import type { Scenario } from "../src/scenario/scenario.ts";

/** A little of every fault: the whole scenarios are `petpulse hil run --rig process`. */
const SHORT: Scenario = {
  name: "short",
  about: "A reset, then twenty seconds out of reach, then the collar comes off.",
  seconds: 140,
  seed: 21,
  wears: {
    dog: {
      script: [
        { doing: "rest", seconds: 100 },
        { doing: "collar-off", seconds: 600 },
      ],
    },
  },
  light: "continuous",
  watched: true,
  faults: [
    { kind: "collar-reset", atS: 30 },
    { kind: "loss", atS: 50, seconds: 20, share: 0.2 },
    { kind: "hub-away", atS: 70, seconds: 20 },
  ],
  expects: { events: [{ kind: "off-collar", fromS: 105, toS: 135 }], never: ["dropped"], catchUpS: 30 },
};

const rig = new ProcessRig();
beforeAll(() => rig.open());
afterAll(() => rig.close());

test("programs of their own live the same scenarios: killed, out of reach and back, everything stored once", async () => {
  const { verdict, seen } = await lived(rig, SHORT);
  expect(verdict.failures).toEqual([]);
  expect(verdict.figures).toMatchObject({ seconds: SHORT.seconds, starts: 2, unnamed: 0, duplicates: 0 });
  expect(verdict.figures!.framesMade).toBeGreaterThan(20);
  expect(seen!.seconds.slice(70, 90).every(({ linked }) => !linked)).toBe(true);
}, 120_000);
