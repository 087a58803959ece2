import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Coverage } from "@petpulse/firmware/tools/tape/coverage";
import type { Measurement } from "../measurement.ts";

/** Everything that runs for a sample, a minute or an hour of the wearer; the rest carries what came of it. */
const KERNEL = /^src\/(vitals|minute)\.ts$|^src\/(?!frame|log|link|crypto)\w+\//;

/** How much of the collar's source the generated tapes reach: an engine can differ only where it was. */
export const coverage: Measurement = {
  figures: ["digest.unreachedKernelBlocks", "digest.reachedPercent"],
  needs: [],
  async take(note) {
    note("blocks the tapes reach");
    // A process of its own: the collar must not have been loaded before counting begins.
    const script = new URL(import.meta.resolve("@petpulse/firmware/tools/tape/coverage")).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [script, "--json"], {
      maxBuffer: 1 << 24,
    });
    const { blocks, unreached } = JSON.parse(stdout) as Coverage;
    return [
      {
        name: "digest.unreachedKernelBlocks",
        value: unreached.filter(({ file }) => KERNEL.test(file)).length,
        unit: "blocks",
      },
      { name: "digest.reachedPercent", value: (1 - unreached.length / blocks) * 100, unit: "%" },
    ];
  },
};
