import { Command, InvalidArgumentError } from "commander";

/** `petpulse models …`: the workshop where the collar's models are made and measured. */
export function modelsCommand(): Command {
  const models = new Command("models").description("The workshop: trains and measures the collar's models.");
  models
    .command("train")
    .description("Train all movement models anew and write weights, figures and card.")
    .option("--data <dir>", "folder of recordings (else the environment's PETPULSE_DATA)")
    .option("--seed <n>", "same seed, same weights", seed, 1)
    .option("--work <dir>", "where finished pieces are kept, so that an interrupted training goes on")
    .action(async (options: { data?: string; seed: number; work?: string }) => {
      await guarded(async () => {
        const { train } = await import("./train.ts");
        await train({ ...options, data: dataFolder(options.data) });
      });
    });
  models
    .command("evaluate")
    .description("Score the shipped weights on recordings they were not trained on.")
    .option("--data <dir>", "folder of recordings (else the environment's PETPULSE_DATA)")
    .option("--json", "figures as JSON", false)
    .action(async (options: { data?: string; json: boolean }) => {
      await guarded(async () => {
        const { evaluate } = await import("./evaluate.ts");
        const figures = await evaluate(dataFolder(options.data));
        const { tableOf } = await import("./report.ts");
        process.stdout.write(options.json ? `${JSON.stringify(figures)}\n` : tableOf(figures));
      });
    });
  return models;
}

/** Says what went wrong and what to do, once, and fails; what is no error of the workshop's goes on. */
async function guarded(run: () => Promise<void>): Promise<void> {
  const { WorkshopError } = await import("./errors.ts");
  try {
    await run();
  } catch (error) {
    if (!(error instanceof WorkshopError)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\nhint: ${error.hint}\n`);
    process.exitCode = 1;
  }
}

function dataFolder(option: string | undefined): string {
  return option ?? process.env.PETPULSE_DATA ?? "recordings";
}

function seed(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff) return value;
  throw new InvalidArgumentError("It has to be a whole number from 0 to 4294967295.");
}
