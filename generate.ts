/** Makes every generated file anew; with --check it only says which are stale. Run: npm run generate [-- --check] */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

const root = import.meta.dirname;
const generators = globSync("{proto,firmware,models}/**/generate*.ts", {
  cwd: root,
  exclude: ["**/node_modules/**"],
}).sort();

let failed = 0;
for (const generator of generators) {
  const run = spawnSync(process.execPath, [generator, ...process.argv.slice(2)], {
    cwd: root,
    stdio: "inherit",
  });
  process.stdout.write(`${run.status === 0 ? "current" : "FAILED "}  ${generator}\n`);
  if (run.status !== 0) failed++;
}
process.exitCode = failed > 0 ? 1 : 0;
