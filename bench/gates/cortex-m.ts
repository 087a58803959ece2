import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { buildNative, type Costs, measureNative, type Native } from "@petpulse/firmware/tools/build/native";
import { buildFolder } from "@petpulse/firmware/tools/build/paths";
import { traceCycles } from "../cycles.ts";
import type { Measurement, Note } from "../measurement.ts";
import { writeGenerated } from "../tapes.ts";

/** nRF52840, Hz, and the collar's sample rate. */
const CLOCK_HZ = 64e6;
const RATE_HZ = 50;
/**
 * nRF52840 PS v1.7, 4.3 "NVMC": flash has two wait states at 64 MHz; the instruction cache hides them for code that is run again.
 * A tenth is allowed for what it does not hide.
 */
const WAIT_STATES = 1.1;
/** Samples followed instruction by instruction: the beginning of the tape and seven hops. */
const TRACED = 700;

/** The kernel as a C library on a Cortex-M4 with all three light channels always on: the dearest it can be. */
export const cortexM: Measurement = {
  figures: [
    ...[
      "m4.cpuPercent",
      "m4.worstCallMs",
      "m4.instructionsPerSample",
      "m4.motionInstructions",
      "m4.cyclesPerInstruction",
    ],
    ...["m4.flashBytes", "m4.stateBytes", "m4.stackBytes"],
  ],
  needs: ["arm-none-eabi-gcc", "qemu-system-arm", "wasm2c"],
  async take(note) {
    const { native, costs, perInstruction } = await kernelCosts(note);
    return [
      {
        name: "m4.cpuPercent",
        value: ((costs.sample.mean * perInstruction * RATE_HZ) / CLOCK_HZ) * 100,
        unit: "%",
      },
      { name: "m4.worstCallMs", value: ((costs.sample.worst * perInstruction) / CLOCK_HZ) * 1e3, unit: "ms" },
      { name: "m4.instructionsPerSample", value: costs.sample.mean, unit: "instructions" },
      { name: "m4.motionInstructions", value: costs.motion.mean, unit: "instructions" },
      { name: "m4.cyclesPerInstruction", value: perInstruction, unit: "cycles" },
      { name: "m4.flashBytes", value: native.codeBytes + native.constantBytes, unit: "bytes" },
      { name: "m4.stateBytes", value: native.stateBytes, unit: "bytes" },
      { name: "m4.stackBytes", value: costs.stackBytes, unit: "bytes" },
    ];
  },
};

interface KernelCosts {
  native: Native;
  costs: Costs;
  /** Cycles an instruction takes at most, wait states allowed for. */
  perInstruction: number;
}

let known: Promise<KernelCosts> | undefined;

/** Measures once per process: the battery is asked what the same kernel costs. */
export function kernelCosts(note: Note): Promise<KernelCosts> {
  known ??= measure(note);
  return known;
}

async function measure(note: Note): Promise<KernelCosts> {
  note("C library for Cortex-M4");
  const native = await buildNative(3);
  const tape = writeGenerated(buildFolder("tapes")).find(({ channels }) => channels === 3)!;
  copyFileSync(tape.file, join(native.folder, "tape.bin"));
  const costs = await measureNative(native);
  note("following instructions");
  const traced = await traceCycles(native.folder, "cost.elf", "petpulse_sample", TRACED);
  return { native, costs, perInstruction: (traced.cycles / traced.instructions) * WAIT_STATES };
}
