import { availableParallelism } from "node:os";
import { buildFolder } from "@petpulse/firmware/tools/build/paths";
import { agreeing, buildEngines, type EngineRun, playAll } from "../engines.ts";
import type { Figure } from "../figure.ts";
import type { Measurement } from "../measurement.ts";
import { writeGenerated, writeRecorded } from "../tapes.ts";

/** nRF52840, Hz. */
const CLOCK_HZ = 64e6;

/**
 * The whole collar on every engine: one digest, nothing allocated, and what byte code costs. XS runs here as a control of the
 * language's promise; on a device the kernel is native.
 */
export const collar: Measurement = {
  figures: [
    ...["digest.engines", "digest.generatedSamples", "digest.recordings"],
    ...["alloc.xs.slots", "alloc.xs.chunks", "alloc.xs.collections"],
    ...["xs.worstCallMs", "xs.cpuPercent", "xs.ramBytes", "xs.computronsPerSample"],
  ],
  needs: ["gcc", "arm-none-eabi-gcc", "qemu-system-arm", "wasm2c"],
  recordings: true,
  async take(note) {
    note("building engines");
    const engines = await buildEngines();
    const folder = buildFolder("tapes");
    const generated = writeGenerated(folder);
    const recorded = writeRecorded(folder, process.env.PETPULSE_DATA ?? "");
    const lanes = Math.min(availableParallelism(), 4);
    const runs = await playAll(engines, [...generated, ...recorded], lanes, (done, total, last) =>
      note(`${done}/${total} ${last}`),
    );
    return [
      { name: "digest.engines", value: agreeing(runs), unit: "engines" },
      {
        name: "digest.generatedSamples",
        value: generated.reduce((sum, tape) => sum + tape.samples, 0),
        unit: "samples",
      },
      { name: "digest.recordings", value: recorded.length, unit: "recordings" },
      ...allocated(runs),
      ...byteCode(runs),
    ];
  },
};

/** Growth of XS's heaps over all tapes on both machines: the largest of any, so that no two cancel. */
export function allocated(runs: readonly EngineRun[]): Figure[] {
  const most = (part: "slots" | "chunks" | "collections") =>
    Math.max(...runs.flatMap(({ xs }) => (xs ? [Math.abs(xs[part])] : [])));
  return [
    { name: "alloc.xs.slots", value: most("slots"), unit: "slots" },
    { name: "alloc.xs.chunks", value: most("chunks"), unit: "bytes" },
    { name: "alloc.xs.collections", value: most("collections"), unit: "collections" },
  ];
}

function byteCode(runs: readonly EngineRun[]): Figure[] {
  const device = runs.flatMap(({ xs }) => (xs && xs.instructions.worst > 0 ? [xs] : []));
  const samples = device.reduce((sum, xs) => sum + xs.samples, 0);
  const mean = (of: (xs: (typeof device)[number]) => number) =>
    device.reduce((sum, xs) => sum + of(xs) * xs.samples, 0) / samples;
  const worst = Math.max(...device.map((xs) => xs.instructions.worst));
  const ram = Math.max(...device.map((xs) => xs.peak.slotBytes + xs.peak.chunkBytes));
  return [
    // One cycle an instruction: the least it can be. It is far over a sample's 20 ms already.
    { name: "xs.worstCallMs", value: (worst / CLOCK_HZ) * 1e3, unit: "ms" },
    { name: "xs.cpuPercent", value: ((mean((xs) => xs.instructions.mean) * 50) / CLOCK_HZ) * 100, unit: "%" },
    { name: "xs.ramBytes", value: ram, unit: "bytes" },
    {
      name: "xs.computronsPerSample",
      value: Math.round(mean((xs) => xs.computrons.mean)),
      unit: "computrons",
    },
  ];
}
