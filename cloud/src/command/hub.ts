import { Command } from "commander";
import { deviceId } from "../keys.ts";
import { handOut } from "./hand-out.ts";
import { DATA, DATA_TEXT, guarded, tenantOption, withStore } from "./shell.ts";

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

/** `petpulse cloud hub add|grant|revoke`. */
export function hubCommand(): Command {
  const add = new Command("add")
    .description("Give a hub its id and token; it may carry the named devices and no others.")
    .requiredOption(DATA, DATA_TEXT)
    .requiredOption("--name <name>", "where it stands, for people")
    .option("--device <hex>", "a device it may carry; may be repeated", collect, [])
    .option("--token-file <file>", "write the token there (mode 0600) instead of stdout")
    .addOption(tenantOption())
    .option("--json", "print JSON", false)
    .action(
      guarded(
        async (options: {
          data: string;
          tenant: string;
          name: string;
          device: string[];
          tokenFile?: string;
          json: boolean;
        }) => {
          const devices = options.device.map((device) => deviceId(device, "--device"));
          await handOut("hub", options, (store, hub, tokenHash) =>
            store.addHub({ hub, tenant: options.tenant, name: options.name, tokenHash, devices }, Date.now()),
          );
        },
      ),
    );
  const change = (name: "grant" | "revoke", description: string) =>
    new Command(name)
      .description(description)
      .requiredOption(DATA, DATA_TEXT)
      .argument("<hub>", "16 hex digits")
      .argument("<device>", "16 hex digits")
      .action(
        guarded(async (hub: string, device: string, options: { data: string }) => {
          await withStore(options.data, (store) => store[name](hub, deviceId(device, "<device>")));
        }),
      );
  return new Command("hub")
    .description("Hubs.")
    .addCommand(add)
    .addCommand(change("grant", "Let a hub carry one more device."))
    .addCommand(change("revoke", "Take a device from a hub; grants it holds run out by their date."));
}
