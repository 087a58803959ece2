import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { buildNative } from "@petpulse/firmware/tools/build/native";
import { buildFolder } from "@petpulse/firmware/tools/build/paths";
import { buildThumb, runThumb } from "@petpulse/firmware/tools/build/thumb";
import type { Measurement } from "../measurement.ts";
import { writeGenerated } from "../tapes.ts";

/** The position-independent blob beside the C library, moved through RAM while it plays. */
export const thumb: Measurement = {
  figures: ["thumb.differingSamples", "thumb.moves", "thumb.ramBytes"],
  needs: ["arm-none-eabi-gcc", "qemu-system-arm", "wasm2c"],
  async take(note) {
    note("Thumb blob");
    const native = await buildNative(1);
    const blob = await buildThumb(native);
    const tape = writeGenerated(buildFolder("tapes")).find(({ channels }) => channels === 1)!;
    copyFileSync(tape.file, join(buildFolder("thumb"), "tape.bin"));
    const { differ, moves } = await runThumb(blob, native);
    return [
      { name: "thumb.differingSamples", value: differ, unit: "samples" },
      { name: "thumb.moves", value: moves, unit: "moves" },
      { name: "thumb.ramBytes", value: blob.codeBytes + blob.stateBytes, unit: "bytes" },
    ];
  },
};
