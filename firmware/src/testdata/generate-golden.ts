/**
 * Writes golden.json: what the kernels and the whole of `Vitals` give for made-up input, to the last bit. Every engine is held to it,
 * and a change of the kernel shows as a diff. With --check only compares. Run: npm run generate [-- --check]
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { golden } from "./golden.ts";

const path = join(import.meta.dirname, "golden.json");
const text = `${JSON.stringify(golden(), null, 1)}\n`;
if (!process.argv.includes("--check")) writeFileSync(path, text);
else if (readFileSync(path, "utf8") !== text) {
  process.stderr.write(`${path} is stale: npm run generate\n`);
  process.exitCode = 1;
}
