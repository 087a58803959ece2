import { buildFolder } from "@petpulse/firmware/tools/build/paths";
import { buildThumb, runThumb } from "@petpulse/firmware/tools/build/thumb";
import { record } from "@petpulse/firmware/tools/espruino/record";
import type { Measurement } from "../measurement.ts";

/** The blob that ships to a watch, doing what the built script has the same collar do as WASM, and moved through RAM meanwhile. */
export const thumb: Measurement = {
  figures: ["thumb.differing", "thumb.moves", "thumb.ramBytes"],
  needs: ["arm-none-eabi-gcc", "qemu-system-arm", "wasm2c"],
  async take(note) {
    note("Thumb blob");
    const blob = await buildThumb();
    const { trace } = await record(buildFolder("thumb"));
    const { differ, moves } = await runThumb(blob, trace);
    return [
      { name: "thumb.differing", value: differ, unit: "results" },
      { name: "thumb.moves", value: moves, unit: "moves" },
      { name: "thumb.ramBytes", value: blob.codeBytes + blob.stateBytes, unit: "bytes" },
    ];
  },
};
