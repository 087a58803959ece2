import { writeFileSync } from "node:fs";
import { energyOf } from "../power/energy.ts";
import { type Meter, openMeter, powerOf } from "../power/meter.ts";
import { html } from "../report/html.ts";
import { junit } from "../report/junit.ts";
import type { Outcome, Report } from "../report/report.ts";
import { table } from "../report/table.ts";
import { type Rig, RigError } from "../rig.ts";
import type { RunOptions } from "../rig-command.ts";
import { judge } from "../scenario/judge.ts";
import { OBSERVED } from "../scenario/observed.ts";
import { recordingScenario } from "../scenario/recording.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { SCENARIOS } from "../scenario/scenarios.ts";
import { openRig } from "./open.ts";

/** `petpulse hil run`, whole: rig → scenarios → verdicts → reports. Returns the exit code. */
export async function runScenarios(options: RunOptions): Promise<number> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  let rig: Rig | null = null;
  let meter: Meter | null = null;
  try {
    const scenarios = options.recording
      ? [await recordingScenario(options.recording)]
      : chosen(options.scenario);
    // The instrument first: it may be the board's supply.
    if (options.power !== undefined) meter = await openMeter(options.power);
    rig = await openRig(options.rig);
    const report: Report = { rig: rig.name, scenarios: [] };
    for (const scenario of scenarios) {
      say(`${scenario.name}: ${scenario.about}`);
      report.scenarios.push(await lived(rig, scenario, meter));
    }
    publish(report, options);
    return report.scenarios.every(({ verdict }) => verdict.ok) ? 0 : 1;
  } catch (error) {
    const { code, message } = error as Partial<RigError> & Error;
    if (options.json)
      process.stdout.write(
        `${JSON.stringify({ rig: options.rig, scenarios: [], error: { code, message } })}\n`,
      );
    say(`${code ?? "rig.failed"}: ${message}`);
    return 1;
  } finally {
    await rig?.close();
    await meter?.close();
  }
}

/** One scenario; a rig that breaks down in it fails that scenario and not the others. */
export async function lived(rig: Rig, scenario: Scenario, meter: Meter | null = null): Promise<Outcome> {
  const since = performance.now();
  const took = () => Math.round(performance.now() - since) / 1000;
  try {
    await meter?.begin();
    const seen = await rig.run(scenario);
    const power = meter ? await powerOf(scenario, seen, await meter.end()) : null;
    const energy = await energyOf(scenario, seen);
    return { scenario, ...judge(scenario, seen, energy), seen, ...(power && { power }), tookS: took() };
  } catch (error) {
    const { code, message } = error as Partial<RigError> & Error;
    const failures = [`${code ?? "rig.failed"}: ${message}`];
    const verdict = { name: scenario.name, ok: false, failures, figures: null };
    return { scenario, verdict, reading: null, seen: null, tookS: took() };
  }
}

/** Throws RigError rig.unknown. */
function chosen(names: string): readonly Scenario[] {
  if (names === "all") return SCENARIOS;
  return names.split(",").map((name) => {
    const found = [...SCENARIOS, OBSERVED].find((scenario) => scenario.name === name.trim());
    if (found) return found;
    const known = [...SCENARIOS, OBSERVED].map((scenario) => scenario.name).join(", ");
    throw new RigError("rig.unknown", `no scenario is called "${name}"`, `${known}, or all`);
  });
}

function publish(report: Report, options: RunOptions): void {
  const { rig, scenarios } = report;
  const verdicts = scenarios.map(({ verdict, power }) => ({ ...verdict, ...(power && { power }) }));
  process.stdout.write(options.json ? `${JSON.stringify({ rig, scenarios: verdicts })}\n` : table(report));
  if (options.junit) writeFileSync(options.junit, junit(report));
  if (options.html) writeFileSync(options.html, html(report));
}
