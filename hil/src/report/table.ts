import { powerLine } from "../power/meter.ts";
import type { Figures } from "../scenario/judge.ts";
import type { Report } from "./report.ts";

const COLUMNS: readonly [string, (figures: Figures) => string][] = [
  ["frames", ({ framesStored, framesMade }) => `${framesStored}/${framesMade}`],
  ["unnamed", ({ unnamed }) => `${unnamed}`],
  ["twice", ({ duplicates }) => `${duplicates}`],
  ["minutes", ({ minutes }) => percent(minutes)],
  ["events", ({ events }) => `${events}`],
  ["p95", ({ latencyP95S }) => unit(latencyP95S, "s")],
  ["alert p95", ({ alertP95S }) => unit(alertP95S, "s")],
  ["catch-up", ({ catchUpS }) => unit(catchUpS, "s")],
  ["energy", ({ energyUa, energyBudgetUa }) => held(energyUa, energyBudgetUa)],
  ["heart", ({ heartMaeBpm }) => unit(heartMaeBpm, "bpm")],
  ["known", ({ heartCoverage }) => percent(heartCoverage)],
];

/** What a terminal shows: a line a scenario, and under it what was not as expected. */
export function table({ rig, scenarios }: Report): string {
  const rows = scenarios.map(({ verdict, tookS }) => [
    `${verdict.ok ? "✓" : "✗"} ${verdict.name}`,
    ...COLUMNS.map(([, cell]) => (verdict.figures ? cell(verdict.figures) : "–")),
    `${tookS.toFixed(1)} s`,
  ]);
  const head = [`rig ${rig}`, ...COLUMNS.map(([name]) => name), "took"];
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[i]!))).join("  ");
  const lines = [line(head)];
  scenarios.forEach(({ verdict, power }, i) => {
    lines.push(line(rows[i]!), ...verdict.failures.map((failure) => `    ${failure}`));
    if (power) lines.push(`    ${powerLine(power)}`);
  });
  const good = scenarios.filter(({ verdict }) => verdict.ok).length;
  return `\n${lines.join("\n")}\n\n${good} of ${scenarios.length} as expected\n`;
}

/** A share from 0 to 1. */
export function percent(share: number | null): string {
  return share === null ? "–" : `${(share * 100).toFixed(1)} %`;
}

/** A mean current beside its budget, µA. */
export function held(meanUa: number | null, mostUa: number | null): string {
  if (meanUa === null) return "–";
  return `${meanUa.toFixed(0)}${mostUa === null ? "" : ` ≤ ${mostUa}`} µA`;
}

/** With two digits behind the point. */
export function unit(value: number | null, name: string): string {
  return value === null ? "–" : `${value.toFixed(2)} ${name}`;
}
