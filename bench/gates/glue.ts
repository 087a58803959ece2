import { buildFolder } from "@petpulse/firmware/tools/build/paths";
import { glueInputs, measureGlue } from "@petpulse/firmware/tools/espruino/glue/measure";
import type { Measurement } from "../measurement.ts";

/** What the interpreted script around the native collar takes of a Bangle.js 2, by the model of firmware/tools/espruino/glue/cost.ts. */
export const glue: Measurement = {
  figures: ["espruino.gluePercent", "espruino.glueInstructions"],
  needs: [],
  async take(note) {
    note("interpreted glue");
    const { app, module } = await glueInputs(buildFolder("glue"));
    const { percent, instructionsPerSecond } = measureGlue(app, module);
    return [
      { name: "espruino.gluePercent", value: percent, unit: "%" },
      { name: "espruino.glueInstructions", value: instructionsPerSecond, unit: "instructions a second" },
    ];
  },
};
