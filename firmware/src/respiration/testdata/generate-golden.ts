/**
 * Writes golden.json: what the breath says of made-up sleepers, to the last bit. With --check only compares.
 * Run: npm run generate [-- --check]
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
