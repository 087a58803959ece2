import { Command, InvalidArgumentError } from "commander";

function whole(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`It has to be a whole number from ${low} to ${high}.`);
  };
}

/** `petpulse chaos`: kills every part of the path, again and again, and counts. */
export function chaosCommand(): Command {
  return new Command("chaos")
    .description(
      "Kill -9 collars, hub, cloud and broker by a seeded plan, amid other trouble, and count what is lost.",
    )
    .option("--cycles <n>", "kills, each with some other trouble", whole(1, 100_000), 50)
    .option("--seed <n>", "of every choice", whole(0, 2 ** 31 - 1), 1)
    .option("--parallel <n>", "households that live at the same time", whole(1, 64), 6)
    .option("--json", "print the report as JSON on stdout; the progress goes to stderr", false)
    .addHelpText("after", "\nExit codes: 0 nothing acknowledged was lost, 1 something was, 2 wrong usage.")
    .action(async (options: { cycles: number; seed: number; parallel: number; json: boolean }) => {
      const { chaos, clean } = await import("./chaos.ts");
      // By `exit`, so that no process of a household is left behind.
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
      const report = await chaos({
        cycles: options.cycles,
        seed: options.seed,
        parallel: options.parallel,
        say: (line) => process.stderr.write(`${line}\n`),
      });
      const text = options.json
        ? JSON.stringify(report)
        : Object.entries(report)
            .map(([name, value]) => `${name.padEnd(14)}${value}`)
            .join("\n");
      process.stdout.write(`${text}\n`);
      process.exitCode = clean(report) ? 0 : 1;
    });
}
