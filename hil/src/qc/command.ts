import { Command } from "commander";
import type { QcOptions } from "./run.ts";

const LIMITS = "limits, JSON (default: those petpulse hil qc limits prints)";

/** `petpulse hil qc`: the factory's test of a unit, and of a batch. */
export function qcCommand(): Command {
  const report = new Command("report")
    .description(
      "Judge a batch by its records: yields, capability of each measure, drift, units unlike the others.",
    )
    .argument("<file>", "records, as petpulse hil qc writes them")
    .option("--limits <file>", LIMITS)
    .option("--json", "print the report as JSON", false)
    .addHelpText("after", "\nExit codes: 0 may be shipped, 1 to be held, 2 could not be judged.")
    .action(async (file: string, _: object, command: Command) => {
      const { runReport } = await import("./run.ts");
      process.exitCode = runReport(file, command.optsWithGlobals<{ limits?: string; json: boolean }>());
    });
  const limits = new Command("limits")
    .description("Print limits to begin with, or what a limits file has to look like.")
    .option("--schema", "print the JSON Schema", false)
    .action(async ({ schema }: { schema: boolean }) => {
      const { FIRST_LIMITS, LIMITS_SCHEMA } = await import("./limits.ts");
      process.stdout.write(`${JSON.stringify(schema ? LIMITS_SCHEMA : FIRST_LIMITS, null, 2)}\n`);
    });
  return new Command("qc")
    .description("Test one unit in the fixture (white card, dark box, lying still): pass or fail by limits.")
    .option("--port <port>", "serial port, or ble:NAME")
    .option("--serial <text>", "the unit's serial number")
    .option("--limits <file>", LIMITS)
    .option("--records <file>", "where every test is added, a JSON line each", "qc-records.jsonl")
    .option("--label <file>", "draw the label of a unit that passes there, SVG")
    .option("--payload <text>", "what the label's QR code holds (default: the serial number)")
    .option("--beacon <name>", "name of the fixture's radio, for a unit on a serial port")
    .option("--power <instrument>", "in the battery's lead: ppk2:PORT, or ppk2:PORT@MILLIVOLTS as the supply")
    .option("--station <name>", "name of this fixture (default: of this machine)")
    .option("--json", "print the record as JSON on stdout", false)
    .addHelpText(
      "after",
      "\nExit codes: 0 passes, 1 fails, 2 could not be tested (nothing is recorded).\n" +
        "\nExamples:\n  petpulse hil qc --port ble:Bangle.js --serial PP-0001 --label PP-0001.svg\n  petpulse hil qc report qc-records.jsonl",
    )
    .action(async (options: QcOptions) => {
      const { runQc } = await import("./run.ts");
      const code = await runQc(options);
      // noble keeps its adapter open: nothing is left to wait for, so the process is ended.
      process.stdout.write("", () => process.exit(code));
    })
    .addCommand(report)
    .addCommand(limits);
}
