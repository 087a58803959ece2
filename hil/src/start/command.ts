import { Command, InvalidArgumentError } from "commander";

/** What `petpulse start` was asked for, checked. */
export interface StartOptions {
  recording?: string;
  collars: number;
  speed: number;
  once: boolean;
  json: boolean;
  port: number;
  data?: string;
  seed: number;
  history: number;
}

function number(low: number, high: number, whole: boolean): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isFinite(value) || value < low || value > high || (whole && !Number.isInteger(value))) {
      throw new InvalidArgumentError(`It has to be a ${whole ? "whole " : ""}number from ${low} to ${high}.`);
    }
    return value;
  };
}

/** `petpulse start`: the whole path in one process. */
export function startCommand(): Command {
  return new Command("start")
    .description("Run the whole path: animal or recording → collar → BLE → gateway → cloud → dashboard.")
    .option("--recording <file>", "replay a CSV recording (t_ms,ppg[,ppg2,ppg3][,ax,ay,az]; .gz too)")
    .option("--collars <n>", "how many collars", number(1, 32, true), 1)
    .option("--speed <x>", "simulated seconds per second", number(0.1, 1000, false), 1)
    .option(
      "--once",
      "run to the end of the recording (or 2 minutes of virtual dog), drain, sum up, exit",
      false,
    )
    .option("--json", "print the summary as JSON on stdout; logs go to stderr as JSON", false)
    .option("--port <n>", "dashboard and API on 127.0.0.1; 0 takes a free one", number(0, 65535, true), 8080)
    .option(
      "--data <dir>",
      "keep collar flash, spool and store there (default: a scratch folder, removed at the end)",
    )
    .option("--seed <n>", "seed of the virtual dogs and of the air", number(0, 2 ** 31 - 1, true), 1)
    .option(
      "--history <minutes>",
      "minutes the virtual dogs have lived before the hub first hears them",
      number(0, 1440, false),
      10,
    )
    .addHelpText(
      "after",
      "\nExit codes: 0 all made frames are stored or named as lost, 1 something failed, 2 wrong usage.\n" +
        "\nExamples:\n  npm start\n  npm start -- --once --json --speed 60 --recording walk.csv.gz --collars 8",
    )
    .action(async (options: StartOptions) => {
      const { start } = await import("./start.ts");
      const code = await start(options);
      // bleno keeps a timer that its stop() does not clear: nothing is left to wait for, so the process is ended.
      process.stdout.write("", () => process.exit(code));
    });
}
