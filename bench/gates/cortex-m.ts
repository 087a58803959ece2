import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { buildNative, type Costs, measureNative, type Native } from "@petpulse/firmware/tools/build/native";
import { buildFolder } from "@petpulse/firmware/tools/build/paths";
import { walkTape } from "@petpulse/firmware/tools/tape/generate";
import { traceCycles } from "../cycles.ts";
import type { Measurement, Note } from "../measurement.ts";
import { write, writeGenerated } from "../tapes.ts";

/** nRF52840, Hz, and the collar's sample rate. */
const CLOCK_HZ = 64e6;
const RATE_HZ = 50;
/**
 * nRF52840 Product Specification, "NVMC — instruction cache": flash has two wait states at 64 MHz; the instruction cache hides them for code that is run again.
 * A tenth is allowed for what it does not hide.
 */
const WAIT_STATES = 1.1;
/** Samples followed instruction by instruction: four hops, the window filled. */
const TRACED = 450;

/** The whole kernel as a C library on a Cortex-M4, light and acceleration at 50 Hz all the time; with one light channel and with three. */
export const cortexM: Measurement = {
  figures: [
    ...[
      "m4.cpuPercent",
      "m4.cpuPercentThreeChannels",
      "m4.worstCallMs",
      "m4.instructionsPerSample",
      "m4.motionInstructions",
      "m4.cyclesPerInstruction",
    ],
    ...["m4.flashBytes", "m4.stateBytes", "m4.stackBytes"],
  ],
  needs: ["arm-none-eabi-gcc", "qemu-system-arm", "wasm2c"],
  async take(note) {
    const { native, one, three, perInstruction } = await kernelCosts(note);
    const percent = (costs: Costs) => ((costs.sample.mean * perInstruction * RATE_HZ) / CLOCK_HZ) * 100;
    const worst = Math.max(
      ...[one, three].flatMap(({ sample, tick, minute }) => [sample.worst, tick.worst, minute.worst]),
    );
    return [
      { name: "m4.cpuPercent", value: percent(one), unit: "%" },
      { name: "m4.cpuPercentThreeChannels", value: percent(three), unit: "%" },
      { name: "m4.worstCallMs", value: ((worst * perInstruction) / CLOCK_HZ) * 1e3, unit: "ms" },
      { name: "m4.instructionsPerSample", value: one.sample.mean, unit: "instructions" },
      { name: "m4.motionInstructions", value: one.motion.mean, unit: "instructions" },
      { name: "m4.cyclesPerInstruction", value: perInstruction, unit: "cycles" },
      { name: "m4.flashBytes", value: native.codeBytes + native.constantBytes, unit: "bytes" },
      { name: "m4.stateBytes", value: native.stateBytes, unit: "bytes" },
      { name: "m4.stackBytes", value: Math.max(one.stackBytes, three.stackBytes), unit: "bytes" },
    ];
  },
};

interface KernelCosts {
  native: Native;
  one: Costs;
  three: Costs;
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
  const tapes = writeGenerated(buildFolder("tapes"));
  const played = (channels: number) => {
    copyFileSync(tapes.find((tape) => tape.channels === channels)!.file, join(native.folder, "tape.bin"));
    return measureNative(native);
  };
  const one = await played(1);
  const three = await played(3);
  note("following instructions");
  copyFileSync(write(buildFolder("tapes"), walkTape(TRACED / RATE_HZ)).file, join(native.folder, "tape.bin"));
  const traced = await traceCycles(native.folder, "cost.elf", "petpulse_sample", TRACED);
  return { native, one, three, perInstruction: (traced.cycles / traced.instructions) * WAIT_STATES };
}
