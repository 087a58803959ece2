import { Command } from "commander";
import { handOut } from "./hand-out.ts";
import { DATA, DATA_TEXT, guarded } from "./shell.ts";

/** `petpulse cloud viewer add`. */
export function viewerCommand(): Command {
  const add = new Command("add")
    .description("Make a token with which a person may look at everything.")
    .requiredOption(DATA, DATA_TEXT)
    .requiredOption("--name <name>", "whose it is")
    .option("--token-file <file>", "write the token there (mode 0600) instead of stdout")
    .option("--json", "print JSON", false)
    .action(
      guarded(async (options: { data: string; name: string; tokenFile?: string; json: boolean }) => {
        await handOut("viewer", options, (store, viewer, tokenHash) =>
          store.addViewer({ viewer, name: options.name, tokenHash }, Date.now()),
        );
      }),
    );
  return new Command("viewer").description("People who may look.").addCommand(add);
}
