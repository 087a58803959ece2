import { Command, Option } from "commander";
import { CloudError } from "../errors.ts";
import { deviceId, readIdentity, readKeyFile } from "../keys.ts";
import type { DeviceState, Species, Store } from "../store.ts";
import { factoryCommands } from "./factory.ts";
import { DATA, DATA_TEXT, guarded, print, tenantOption, withStore } from "./shell.ts";

/** Devices read at once. */
const PAGE = 1000;

async function allDevices(store: Store): Promise<DeviceState[]> {
  const all: DeviceState[] = [];
  let page: DeviceState[];
  do {
    page = await store.devices(Date.now(), all.at(-1)?.device ?? null, PAGE);
    all.push(...page);
  } while (page.length === PAGE);
  return all;
}

/** `petpulse cloud device add|list`. */
export function deviceCommand(): Command {
  const add = new Command("add")
    .description("Let the cloud take a collar's frames.")
    .requiredOption(DATA, DATA_TEXT)
    .requiredOption("--name <name>", "the pet's name")
    .addOption(new Option("--species <species>").choices(["dog", "cat"]).default("dog"))
    .option(
      "--identity <file>",
      'the collar\'s identity: JSON {"device":"16 hex digits","key":"64 hex digits"}',
    )
    .option("--device <hex>", "instead of --identity: the collar's id, 16 hex digits")
    .option("--key-file <file>", "with --device: a file that holds its key, 64 hex digits")
    .addOption(tenantOption())
    .option("--json", "print JSON", false)
    .action(
      guarded(
        async (options: {
          data: string;
          tenant: string;
          name: string;
          species: Species;
          identity?: string;
          device?: string;
          keyFile?: string;
          json: boolean;
        }) => {
          const { device, key } = identityOf(options);
          const { name, species, tenant } = options;
          await withStore(options.data, (store) =>
            store.addDevice({ device, key, tenant, name, species }, Date.now()),
          );
          print(options.json, { device, name, species }, `device ${device} (${name}, ${species})`);
        },
      ),
    );
  const list = new Command("list")
    .description("Show what is known, and how much of it is stored.")
    .requiredOption(DATA, DATA_TEXT)
    .option("--json", "print JSON", false)
    .action(
      guarded(async (options: { data: string; json: boolean }) => {
        const devices = await withStore(options.data, allDevices);
        const lines = devices.map((d) => {
          const newest = d.latest ? new Date(d.latest.at).toISOString() : "never";
          return `${d.device}  ${d.species}  stored ${d.framesStored}  lost ${d.framesLost}  newest ${newest}  ${d.name}`;
        });
        print(options.json, { devices }, lines.join("\n") || "no devices");
      }),
    );
  return factoryCommands(new Command("device").description("Collars.").addCommand(add).addCommand(list));
}

function identityOf(options: { identity?: string; device?: string; keyFile?: string }): {
  device: string;
  key: Uint8Array;
} {
  if (options.identity !== undefined) return readIdentity(options.identity);
  if (options.device !== undefined && options.keyFile !== undefined) {
    return { device: deviceId(options.device, "--device"), key: readKeyFile(options.keyFile) };
  }
  throw new CloudError(
    "identity.invalid",
    "whose frames?",
    "Give --identity FILE, or --device HEX with --key-file FILE; a key is never taken from the command line.",
  );
}
