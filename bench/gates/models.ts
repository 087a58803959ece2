import { join } from "node:path";
import { compileKernel, UNCHECKED } from "@petpulse/firmware/tools/asc";
import { buildFolder } from "@petpulse/firmware/tools/build/paths";
import { countingModule } from "@petpulse/firmware/tools/operations";
import { random, type Scene, wear } from "@petpulse/firmware/tools/tape/wearer";
import type { Figure } from "../figure.ts";
import type { Measurement } from "../measurement.ts";

type Entry = Pick<
  typeof import("@petpulse/firmware/targets/wasm/models-entry"),
  "moved" | "stepped" | "set" | "minute"
> & { operations: { value: bigint } };

const MINUTE_S = 60;

const still = { bpm: [60, 60] as [number, number], level: 0, pulse: 0 };
/** A minute of each. */
const SCENES: Scene[] = [
  { ...still, seconds: MINUTE_S },
  { ...still, seconds: MINUTE_S, cadence: 100, stride: 220 },
  { ...still, seconds: MINUTE_S, cadence: 180, stride: 1100 },
  { ...still, seconds: MINUTE_S, cadence: 340, stride: 25 },
];

/** Integer operations a second of the small models, by counting them in the WASM. */
export const models: Measurement = {
  figures: ["models.activityOperations", "models.anomalyOperations", "models.stepOperations"],
  needs: ["wasm2wat", "wat2wasm"],
  async take(note) {
    note("operations of the small models");
    const folder = buildFolder("models");
    const file = join(folder, "models.wasm");
    await compileKernel(file, "targets/wasm/models-entry.ts", UNCHECKED);
    const { exports } = new WebAssembly.Instance(await countingModule(file, folder), {});
    return weigh(exports as unknown as Entry);
  },
};

function weigh({ moved, stepped, set, minute, operations }: Entry): Figure[] {
  const draw = random(12);
  const spent = { activity: 0, steps: 0, anomaly: 0 };
  const cost = (act: () => void) => {
    const before = operations.value;
    act();
    return Number(operations.value - before);
  };
  // Heart rate, breaths and rest share of a minute asleep, as in minute.ts.
  for (const [column, value] of [
    [0, 620],
    [1, 90],
    [3, 180],
    [5, 8],
    [7, 98],
    [10, 3850],
  ] as const)
    set(column, value);
  for (const scene of SCENES) {
    for (const [, , , x, y, z] of wear(scene, draw)) {
      spent.activity += cost(() => moved(x, y, z));
      spent.steps += cost(() => stepped(x, y, z));
    }
    spent.anomaly += cost(() => minute(12, 12));
  }
  const figure = (name: string, sum: number): Figure => ({
    name: `models.${name}Operations`,
    value: sum / (SCENES.length * MINUTE_S),
    unit: "operations a second",
  });
  return [figure("activity", spent.activity), figure("anomaly", spent.anomaly), figure("step", spent.steps)];
}
