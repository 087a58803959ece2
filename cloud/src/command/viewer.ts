import { Command, Option } from "commander";
import { ROLES, type Role } from "../people.ts";
import { handOut } from "./hand-out.ts";
import { DATA, DATA_TEXT, guarded, tenantOption } from "./shell.ts";

/** `petpulse cloud viewer add`. */
export function viewerCommand(): Command {
  const add = new Command("add")
    .description("Make a token that acts in a role: an API key.")
    .requiredOption(DATA, DATA_TEXT)
    .requiredOption("--name <name>", "whose it is")
    .option("--token-file <file>", "write the token there (mode 0600) instead of stdout")
    .addOption(tenantOption())
    .addOption(new Option("--role <role>", "what it may do").choices(ROLES).default("carer"))
    .option("--json", "print JSON", false)
    .action(
      guarded(
        async (options: {
          data: string;
          tenant: string;
          role: Role;
          name: string;
          tokenFile?: string;
          json: boolean;
        }) => {
          await handOut("viewer", options, (store, viewer, tokenHash) =>
            store.addViewer(
              { viewer, tenant: options.tenant, role: options.role, name: options.name, tokenHash },
              Date.now(),
            ),
          );
        },
      ),
    );
  return new Command("viewer").description("People who may look.").addCommand(add);
}
