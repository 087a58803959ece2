import type { Audit } from "./audit.ts";

/** What `--once` prints: the auditor's count and how the run went. */
export interface Summary extends Audit {
  simulatedSeconds: number;
  /** Every acknowledgement came back before patience ran out. */
  drained: boolean;
}

/** Writes the summary to stdout, as one JSON line or as a table for people. */
export function writeSummary(summary: Summary, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    return;
  }
  const percent = (share: number | null) => (share === null ? "–" : `${(share * 100).toFixed(1)} %`);
  const { hr } = summary;
  const rows: [string, string][] = [
    ["frames made", `${summary.framesMade}`],
    ["frames stored", `${summary.framesStored}`],
    ["lost, named", `${summary.lost}`],
    ["lost, unnamed", `${summary.unnamed}`],
    ["duplicates in the store", `${summary.duplicates}`],
    ["heart windows", `${hr.windows}`],
    ["heart error", hr.maeBpm === null ? "no reference" : `${hr.maeBpm.toFixed(2)} bpm`],
    ["within 5 bpm", percent(hr.within5)],
    ["coverage", percent(hr.coverage)],
    ["simulated", `${summary.simulatedSeconds} s`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  process.stdout.write(
    `\n${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n")}\n\n`,
  );
}
