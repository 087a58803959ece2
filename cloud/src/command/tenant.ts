import { randomBytes } from "node:crypto";
import { Command } from "commander";
import { DATA, DATA_TEXT, guarded, print, withStore } from "./shell.ts";

/** `petpulse cloud tenant add|list`. */
export function tenantCommand(): Command {
  const add = new Command("add")
    .description("Make room for one more household, kennel or practice.")
    .requiredOption(DATA, DATA_TEXT)
    .requiredOption("--name <name>", "what people call it")
    .option("--json", "print JSON", false)
    .action(
      guarded(async ({ data, name, json }: { data: string; name: string; json: boolean }) => {
        const tenant = randomBytes(8).toString("hex");
        await withStore(data, (store) => store.addTenant({ tenant, name }, Date.now()));
        print(json, { tenant, name }, `tenant ${tenant} (${name})`);
      }),
    );
  const list = new Command("list")
    .description("Show all tenants.")
    .requiredOption(DATA, DATA_TEXT)
    .option("--json", "print JSON", false)
    .action(
      guarded(async ({ data, json }: { data: string; json: boolean }) => {
        const register = await withStore(data, (store) => store.register(null));
        const tenants = register!.tenants;
        print(json, { tenants }, tenants.map(({ tenant, name }) => `${tenant}  ${name}`).join("\n"));
      }),
    );
  return new Command("tenant").description("Whose pets: tenants.").addCommand(add).addCommand(list);
}
