import { energy } from "../energy/energy.ts";
import { cyclesOf } from "../energy/model.ts";
import type { Measurement } from "../measurement.ts";
import { kernelCosts } from "./cortex-m.ts";

/** Days on a cell by the model of bench/energy, with the kernel's cycles as the emulator counted them. */
export const battery: Measurement = {
  figures: ["battery.days", "battery.lightPercent"],
  needs: ["arm-none-eabi-gcc", "qemu-system-arm", "wasm2c"],
  async take(note) {
    const { three, perInstruction } = await kernelCosts(note);
    note("a day of a dog with the collar");
    const { days, spent } = energy(cyclesOf(three.sample.mean, three.motion.mean, perInstruction));
    return [
      { name: "battery.days", value: days, unit: "days" },
      { name: "battery.lightPercent", value: spent[0]!.duty * 100, unit: "% of the day" },
    ];
  },
};
