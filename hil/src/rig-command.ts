import { Command } from "commander";
import { qcCommand } from "./qc/command.ts";

/** What `petpulse hil run` was asked for. */
export interface RunOptions {
  rig: string;
  scenario: string;
  /** Instead of a scenario. */
  recording?: string;
  json: boolean;
  junit?: string;
  html?: string;
  /** A power trace beside it. */
  power?: string;
}

/** `petpulse hil`: the same scenarios on every rig. */
export function hilCommand(): Command {
  const run = new Command("run")
    .description("Live scenarios on a rig, and hold what reached the store against what they expect.")
    .requiredOption(
      "--rig <rig>",
      "sim, process, xs, qemu, serial:PATH, serial:ble:NAME or ble:NAME@IDENTITY",
    )
    .option("--scenario <name>", "one of them, several with commas, or all", "all")
    .option("--recording <file>", "instead: a CSV recording, as for petpulse start")
    .option(
      "--json",
      "print {rig, scenarios: [{name, ok, failures, figures}]} on stdout; progress goes to stderr",
      false,
    )
    .option("--junit <file>", "write a JUnit XML report")
    .option("--html <file>", "write one page with plots")
    .option(
      "--power <trace>",
      "hold the current against the battery model: ppk2:PORT, ppk2:PORT@MILLIVOLTS where it is the supply, or a CSV file",
    )
    .addHelpText(
      "after",
      "\nExit codes: 0 every scenario was as expected, 1 one was not, or the rig is not there.\n" +
        "\nExamples:\n  petpulse hil run --rig sim\n  petpulse hil run --rig process --scenario link-loss,collar-reset --html report.html",
    )
    .action(async (options: RunOptions) => {
      const { runScenarios } = await import("./rigs/run.ts");
      const code = await runScenarios(options);
      // bleno keeps a timer that its stop() does not clear: nothing is left to wait for, so the process is ended.
      process.stdout.write("", () => process.exit(code));
    });
  const list = new Command("list").description("Say which scenarios there are.").action(async () => {
    const { SCENARIOS } = await import("./scenario/scenarios.ts");
    for (const { name, about, seconds } of SCENARIOS)
      process.stdout.write(`${name.padEnd(20)}${`${seconds} s`.padStart(8)}  ${about}\n`);
  });
  return new Command("hil")
    .description("Hardware in the loop: rigs and scenarios.")
    .addCommand(run)
    .addCommand(list)
    .addCommand(qcCommand());
}
