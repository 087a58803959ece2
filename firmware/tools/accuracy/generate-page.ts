/** Writes firmware/ACCURACY.md from figures.json; with --check only compares. Run: npm run generate [-- --check] */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { page } from "./page.ts";

const path = join(import.meta.dirname, "../../ACCURACY.md");
const text = page(JSON.parse(readFileSync(join(import.meta.dirname, "figures.json"), "utf8")));
if (!process.argv.includes("--check")) writeFileSync(path, text);
else if (readFileSync(path, "utf8") !== text) {
  process.stderr.write(`${path} is stale: npm run generate\n`);
  process.exitCode = 1;
}
