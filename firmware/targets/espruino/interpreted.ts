// The kernel for the interpreter itself, where no native code can run: some hundred times slower, the same figures.
import * as entry from "../wasm/entry.ts";
import type { Kernel } from "./kernel.ts";

/** The kernel with the native one's four arguments. */
export const kernel: Kernel = {
  begin: entry.begin,
  sample: (light, x, y, z) => {
    entry.sample(light, 0, 0, x, y, z);
    return entry.hops();
  },
  motion: entry.motion,
  tick: entry.tick,
  setBattery: (percent, charging) => entry.setBattery(percent, charging !== 0),
  heartRate: entry.heartRate,
  confidence: entry.confidence,
  flags: entry.flags,
  activity: entry.activity,
  takeMinute: entry.takeMinute,
  column: entry.column,
};
