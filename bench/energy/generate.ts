/** Lives the day anew and makes lived.json and energy.svg of it; with --check it only compares. Run: node bench/energy/generate.ts [--check] */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chart } from "./chart.ts";
import { liveDay } from "./day.ts";
import { energy } from "./energy.ts";
import { USUAL_CYCLES } from "./model.ts";

const lived = liveDay();
const files = {
  "lived.json": `${JSON.stringify(lived, null, 2)}\n`,
  "energy.svg": chart(energy(USUAL_CYCLES, lived)),
};
for (const [name, made] of Object.entries(files)) {
  const path = join(import.meta.dirname, name);
  if (!process.argv.includes("--check")) writeFileSync(path, made);
  else if (readFileSync(path, "utf8") !== made) {
    process.stderr.write(`bench/energy/${name} is stale: node bench/energy/generate.ts\n`);
    process.exitCode = 1;
  }
}
