import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requireTool, ToolError } from "@petpulse/firmware/tools/build/toolchain";
import { BudgetError, checkBudgets, type Figure, type Gate, judge, type Skipped } from "./figure.ts";
import type { Measurement, Note } from "./measurement.ts";

/** Everything a run of the gates found. */
export interface Results {
  gates: Gate[];
  skipped: Skipped[];
}

/** The figures that landed last, by name. */
export type Landed = Record<string, number>;

/** Reads and checks the one file of limits. */
export function readBudgets(file = join(import.meta.dirname, "budgets.json")) {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new BudgetError("bench.budget-malformed", `${file}: ${(error as Error).message}`);
  }
  return checkBudgets(read);
}

/** Why a measurement cannot be taken here; undefined when it can. */
function obstacle(measurement: Measurement): string | undefined {
  for (const tool of measurement.needs) {
    try {
      requireTool(tool);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      return `${error.message}: ${error.hint}`;
    }
  }
  const data = process.env.PETPULSE_DATA;
  if (measurement.recordings && (data === undefined || !existsSync(join(data, "ppg"))))
    return "no recordings: set PETPULSE_DATA to a folder that holds ppg/";
  return undefined;
}

/**
 * Takes every measurement and holds its figures against the budgets. A figure a measurement promised and did not give is a gate
 * that failed, as is one that cannot be taken where `requireAll` forbids skipping.
 */
export async function runGates(
  measurements: readonly Measurement[],
  budgets: ReturnType<typeof readBudgets>,
  requireAll: boolean,
  note: Note,
): Promise<Results> {
  const results: Results = { gates: [], skipped: [] };
  const missing = (name: string) => judge({ name, value: Number.NaN, unit: "missing" }, budgets);
  for (const measurement of measurements) {
    const reason = obstacle(measurement);
    if (reason !== undefined) {
      results.skipped.push(...measurement.figures.map((name) => ({ name, reason })));
      if (requireAll) results.gates.push(...measurement.figures.map(missing));
      continue;
    }
    const taken = new Map<string, Figure>(
      (await measurement.take(note)).map((figure) => [figure.name, figure]),
    );
    for (const name of measurement.figures) {
      const figure = taken.get(name);
      results.gates.push(figure ? judge(figure, budgets) : missing(name));
    }
  }
  return results;
}

/** Figures in at most four digits that mean something. */
function plain(value: number): string {
  if (!Number.isFinite(value)) return "—";
  return Number.isInteger(value) || Math.abs(value) >= 1000
    ? String(Math.round(value))
    : value.toPrecision(4);
}

/** Rows of name, value, budget, last landed, verdict. */
function rows({ gates, skipped }: Results, landed: Landed): string[][] {
  return [
    ...gates.map(({ name, value, unit, budget, ok }) => {
      const before = landed[name];
      return [
        name,
        `${plain(value)} ${unit}`,
        budget,
        before === undefined ? "" : plain(before),
        ok ? "ok" : "OVER",
      ];
    }),
    ...skipped.map(({ name, reason }) => [name, "", "", "", `skipped: ${reason}`]),
  ];
}

const HEAD = ["figure", "value", "budget", "last landed", ""];

/** The table for a terminal. */
export function table(results: Results, landed: Landed): string {
  const all = [HEAD, ...rows(results, landed)];
  const widths = HEAD.map((_, column) =>
    Math.max(...all.map((row) => (column === HEAD.length - 1 ? 0 : row[column]!.length))),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The table for a page. */
export function markdown(results: Results, landed: Landed): string {
  const lines = [HEAD, HEAD.map(() => "---"), ...rows(results, landed)];
  return `${lines.map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`;
}

/** Reads the landed figures; none when there is no file yet. */
export function readLanded(file: string): Landed {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** Writes the figures of a run as the ones to compare with from now on. */
export function writeLanded(file: string, { gates }: Results): void {
  const figures = Object.fromEntries(gates.map(({ name, value }) => [name, Number(value.toPrecision(6))]));
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}
