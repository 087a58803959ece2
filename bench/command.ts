import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { BudgetError } from "./figure.ts";

const LANDED = join(import.meta.dirname, "landed.json");

/** `petpulse bench`: every gate against bench/budgets.json. */
export function benchCommand(): Command {
  return new Command("bench")
    .description("Hold every figure against its budget; ends with 1 when one is over.")
    .option("--json", "print the results as JSON", false)
    .option("--only <prefix>", "only measurements that yield a figure of this prefix, e.g. m4", "")
    .option("--budgets <file>", "another file of limits")
    .option("--land", "write the figures to bench/landed.json, to compare with from now on", false)
    .addHelpText(
      "after",
      "\nWrites bench/results.json and bench/results.md. What needs a tool that is not installed is skipped by name, with the command\nthat installs it; with PETPULSE_REQUIRE=all a skip is a failure. Recordings are looked for in PETPULSE_DATA.",
    )
    .action(async (options: { json: boolean; only: string; budgets?: string; land: boolean }) => {
      try {
        const { markdown, readBudgets, readLanded, runGates, table, writeLanded } = await import(
          "./bench.ts"
        );
        const { measurements } = await import("./gates.ts");
        const chosen = measurements.filter(({ figures }) =>
          figures.some((name) => name.startsWith(options.only)),
        );
        const note = (what: string) => process.stderr.write(`bench: ${what}\n`);
        const requireAll = process.env.PETPULSE_REQUIRE === "all";
        const results = await runGates(chosen, readBudgets(options.budgets), requireAll, note);
        const landed = readLanded(LANDED);
        writeFileSync(join(import.meta.dirname, "results.json"), `${JSON.stringify(results, null, 1)}\n`);
        writeFileSync(join(import.meta.dirname, "results.md"), markdown(results, landed));
        if (options.land) writeLanded(LANDED, results);
        process.stdout.write(`${options.json ? JSON.stringify(results) : table(results, landed)}\n`);
        process.exitCode = results.gates.every(({ ok }) => ok) ? 0 : 1;
      } catch (error) {
        if (!(error instanceof BudgetError) && !(error as { hint?: string }).hint) throw error;
        const { code, message, hint } = error as BudgetError;
        process.stderr.write(`${code}: ${message}\nhint: ${hint}\n`);
        process.exitCode = 2;
      }
    });
}
