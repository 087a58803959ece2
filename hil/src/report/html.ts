import { powerLine, powerPlot } from "../power/meter.ts";
import type { Figures } from "../scenario/judge.ts";
import { escaped } from "./junit.ts";
import { plot } from "./plot.ts";
import type { Outcome, Report } from "./report.ts";
import { held, percent, unit } from "./table.ts";

const STYLE = `
:root { color-scheme: light dark; --ink: #1b2330; --soft: #667085; --line: #e3e7ee; --page: #fbfcfe; --card: #fff;
  --good: #137a4b; --bad: #b42318; --truth: #98a2b3; --estimate: #d1345b; --delay: #2563eb; --away: #f4b74033; --event: #7a5af8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf3; --soft: #98a2b3; --line: #2b3442; --page: #10151d; --card: #171e29;
  --good: #47cd89; --bad: #f97066; --truth: #667085; --estimate: #fb7a99; --delay: #7da7ff; --event: #a48afb; } }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.05rem; margin: 0; } p { margin: .2rem 0 .8rem; color: var(--soft); }
nav { display: flex; flex-wrap: wrap; gap: .4rem; margin: 1rem 0 1.5rem; }
nav a { border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .7rem; color: inherit; text-decoration: none; background: var(--card); }
section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.2rem; margin: 0 0 1.2rem; }
.good { color: var(--good); } .bad { color: var(--bad); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .5rem 1rem; margin: .4rem 0 1rem; }
dt { color: var(--soft); font-size: .8rem; } dd { margin: 0; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; display: block; } svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
.grid { stroke: var(--line); } .away { fill: var(--away); } .truth { fill: none; stroke: var(--truth); stroke-width: 1.5; }
.estimate { fill: var(--estimate); } .delay { fill: var(--delay); } .event { stroke: var(--event); stroke-dasharray: 3 3; }
.key { font-size: .8rem; color: var(--soft); } .key span { margin-right: 1rem; } .key i { display: inline-block; width: .7rem; height: .7rem; border-radius: .35rem; margin-right: .3rem; }
`;

/** The whole run on one page that needs nothing else: verdicts, figures, and a plot of each scenario. */
export function html({ rig, scenarios }: Report): string {
  const good = scenarios.filter(({ verdict }) => verdict.ok).length;
  const title = `PetPulse rig ${rig}: ${good} of ${scenarios.length} as expected`;
  const links = scenarios.map(
    ({ verdict }) => `<a href="#${escaped(verdict.name)}">${mark(verdict.ok)} ${escaped(verdict.name)}</a>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1><nav>${links.join("")}</nav>
${scenarios.map(section).join("\n")}
</body></html>
`;
}

function section({ scenario, verdict, reading, seen, power, tookS }: Outcome): string {
  const failures = verdict.failures.map((failure) => `<li class="bad">${escaped(failure)}</li>`).join("");
  return `<section id="${escaped(verdict.name)}"><h2>${mark(verdict.ok)} ${escaped(verdict.name)}</h2>
<p>${escaped(scenario.about)}</p>${failures && `<ul>${failures}</ul>`}
${verdict.figures ? figures(verdict.figures, tookS) : ""}
${seen && reading ? plot(verdict.name, seen, reading) + KEY : ""}
${power ? `<p>${escaped(powerLine(power))}</p>${powerPlot(power)}` : ""}</section>`;
}

function figures(f: Figures, tookS: number): string {
  const rows: [string, string][] = [
    ["frames stored", `${f.framesStored} of ${f.framesMade}`],
    ["lost / unnamed", `${f.lost} / ${f.unnamed}`],
    ["twice / forged", `${f.duplicates} / ${f.forged}`],
    ["minutes stored", percent(f.minutes)],
    ["starts / events", `${f.starts} / ${f.events}`],
    ["latency p50", unit(f.latencyP50S, "s")],
    ["latency p95", unit(f.latencyP95S, "s")],
    ["alerts told", f.alerts === null ? "–" : `${f.alerts}`],
    ["alert p95", unit(f.alertP95S, "s")],
    ["caught up after", unit(f.catchUpS, "s")],
    ["energy, mean", held(f.energyUa, f.energyBudgetUa)],
    ["energy, in all", unit(f.energyUah, "µAh")],
    ["heart error", unit(f.heartMaeBpm, "bpm")],
    ["within 5 bpm", percent(f.heartWithin5)],
    ["heart known", percent(f.heartCoverage)],
    ["lived / took", `${f.seconds} s / ${tookS.toFixed(1)} s`],
  ];
  return `<dl>${rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join("")}</dl>`;
}

const KEY = `<div class="key">${[
  ["truth", "reference"],
  ["estimate", "collar's heart rate, bpm"],
  ["delay", "estimate or event to store"],
  ["away", "no link"],
  ["event", "event"],
]
  .map(([name, words]) => `<span><i style="background:var(--${name})"></i>${words}</span>`)
  .join("")}</div>`;

function mark(ok: boolean): string {
  return ok ? '<span class="good">✓</span>' : '<span class="bad">✗</span>';
}
