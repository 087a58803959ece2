import { type HeartScore, type SetScore, summarise } from "./heart-score.ts";
import type { Result } from "./run.ts";
import { mean } from "./statistics.ts";

/** What `--json` prints: shares from 0 to 1; null where nothing was said. */
export interface Figures {
  sets: Record<string, SetScore>;
  beats: Record<string, { maeMs: number; sensitivity: number; falseShare: number }>;
  breaths: Record<string, { maePerMin: number; coverage: number }>;
}

/** A run's figures by set. */
export function figures({ hearts, beats, breaths }: Result): Figures {
  const found: Figures = { sets: {}, beats: {}, breaths: {} };
  for (const set of new Set(hearts.map((score) => score.set))) {
    found.sets[set] = rounded(summarise(hearts.filter((score) => score.set === set)));
  }
  if (beats.length > 0) {
    found.beats.bidmc = rounded({
      maeMs: mean(beats.map((score) => score.maeMs)),
      sensitivity: mean(beats.map((score) => score.sensitivity)),
      falseShare: mean(beats.map((score) => score.falseShare)),
    });
  }
  for (const [set, scores] of Object.entries(breaths)) {
    found.breaths[set] = rounded({
      maePerMin: mean(scores.map((score) => score.maePerMin)),
      coverage: mean(scores.map((score) => score.coverage)),
    });
  }
  return found;
}

function rounded<T extends object>(score: T): T {
  return Object.fromEntries(Object.entries(score).map(([name, v]) => [name, Number(v.toFixed(4))])) as T;
}

const percent = (value: number) => `${(100 * value).toFixed(1)} %`;

/** The same for people; with `each`, every recording. */
export function table(result: Result, each: boolean): string {
  const { sets, breaths } = figures(result);
  const lines = [row("heart rate", "MAE bpm", "median", "within 5", "coverage", "worst recording")];
  for (const [set, s] of Object.entries(sets)) {
    const scores = result.hearts.filter((score) => score.set === set);
    if (each) lines.push(...scores.map((score) => heartRow(`  ${score.name}`, score, "")));
    const worst = scores.reduce((a, b) => (b.maeBpm > a.maeBpm || Number.isNaN(a.maeBpm) ? b : a));
    lines.push(heartRow(set, s, `${worst.name} ${worst.maeBpm.toFixed(2)}`));
  }
  if (result.beats.length > 0) lines.push("", ...beatRows(result, each));
  if (Object.keys(breaths).length > 0) lines.push("", row("breaths", "MAE /min", "coverage"));
  for (const [set, b] of Object.entries(breaths)) {
    const scores = result.breaths[set] ?? [];
    if (each)
      lines.push(...scores.map((s) => row(`  ${s.name}`, s.maePerMin.toFixed(2), percent(s.coverage))));
    lines.push(row(set, b.maePerMin.toFixed(2), percent(b.coverage)));
  }
  return `${lines.join("\n")}\n`;
}

function heartRow(name: string, s: SetScore | HeartScore, worst: string): string {
  return row(
    name,
    s.maeBpm.toFixed(2),
    s.medianBpm.toFixed(2),
    percent(s.within5),
    percent(s.coverage),
    worst,
  );
}

function beatRows({ beats }: Result, each: boolean): string[] {
  const cells = (name: string, over: (figure: (score: (typeof beats)[number]) => number) => number) =>
    row(
      name,
      over((s) => s.maeMs).toFixed(2),
      percent(over((s) => s.sensitivity)),
      percent(over((s) => s.intervals)),
      percent(over((s) => s.falseShare)),
    );
  return [
    row("beats", "interval ms", "found", "intervals", "false"),
    ...(each ? beats.map((score) => cells(`  ${score.name}`, (figure) => figure(score))) : []),
    cells("bidmc", (figure) => mean(beats.map(figure))),
  ];
}

function row(name: string, ...cells: string[]): string {
  return (name.padEnd(18) + cells.map((cell) => `  ${cell}`.padStart(13)).join("")).trimEnd();
}
