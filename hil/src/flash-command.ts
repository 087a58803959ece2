import { Command, InvalidArgumentError } from "commander";

/** What `petpulse flash` was asked for. */
export interface FlashCommandOptions {
  port?: string;
  baud: number;
  package?: string;
  list: boolean;
  dryRun: boolean;
  json: boolean;
  serial?: string;
  factory?: string;
  register?: string;
  /** A file, or false: none is made. */
  identity?: string | false;
  leastBattery: number;
}

function whole(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`It has to be a whole number from ${low} to ${high}.`);
  };
}

/** `petpulse flash`: firmware onto a board that runs Espruino. */
export function flashCommand(): Command {
  return new Command("flash")
    .description("Put the collar's firmware on a board: written beside what runs, read back, then switched.")
    .option("--port <port>", "serial port, or ble:NAME for a board whose console is on the air")
    .option("--baud <n>", "speed of a serial port; USB does not care", whole(300, 3_000_000), 115_200)
    .option("--list", "only list the ports, and the boards that answer on the likely ones", false)
    .option("--package <dir>", "firmware that was built before (default: built now, needs the arm toolchain)")
    .option("--dry-run", "look at the board and say what would be sent", false)
    .option("--factory <dir>", "folder that keeps the identities and records of collars made here")
    .option("--serial <text>", "serial number of a new collar (default: the chip's own)")
    .option(
      "--register <dir>",
      "tell the cloud whose data lies there of a new collar, so that it can be claimed",
    )
    .option("--identity <file>", "give a new collar this identity, from petpulse cloud device provision")
    .option("--no-identity", "make no identity: the board goes by its radio's address")
    .option("--least-battery <percent>", "below it, off the charger, nothing is written", whole(0, 100), 20)
    .option("--json", "print what was done as one JSON object on stdout; progress goes to stderr", false)
    .addHelpText(
      "after",
      "\nA collar that has an identity keeps it. Without one, say --factory, --identity or --no-identity.\n" +
        "\nExit codes: 0 the board runs it, 1 it broke off (the same command goes on from there), 3 refused, nothing was written.\n" +
        "\nExamples:\n  petpulse flash --list\n  petpulse flash --port /dev/ttyACM0 --factory factory --register cloud-data\n" +
        "  petpulse flash --port ble:Bangle.js --no-identity --dry-run",
    )
    .action(async (options: FlashCommandOptions) => {
      const { runFlash } = await import("./flash/run.ts");
      const code = await runFlash(options);
      // noble keeps its adapter open: nothing is left to wait for, so the process is ended.
      process.stdout.write("", () => process.exit(code));
    });
}
