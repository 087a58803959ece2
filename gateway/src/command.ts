import { Command, InvalidArgumentError } from "commander";

export interface GatewayRunOptions {
  cloud: string;
  tokenFile?: string;
  data: string;
  live: boolean;
  quotaMb?: number;
  json: boolean;
}

/** `petpulse gateway …`: a hub for a home or a kennel. */
export function gatewayCommand(): Command {
  const gateway = new Command("gateway").description(
    "The hub: carries collars' frames from Bluetooth LE to a cloud.",
  );
  gateway
    .command("run")
    .description("Run the hub until it is stopped.")
    .requiredOption("--cloud <url>", "address of the cloud, e.g. https://pets.example", address)
    .option("--token-file <file>", "file with the hub's token (else the environment's PETPULSE_HUB_TOKEN)")
    .option("--data <dir>", "folder of the spool", "petpulse-hub")
    .option("--quota-mb <n>", "bound on the spool's file, MiB; what does not fit stays on the collars", quota)
    .option("--live", "ask collars for an estimate every two seconds", false)
    .option("--json", "logs as JSON lines", false)
    .addHelpText(
      "after",
      "\nA token is made by: petpulse cloud hub add. It is never taken from the command line.",
    )
    .action(async (options: GatewayRunOptions) => {
      const { runGateway } = await import("./main.ts");
      process.exitCode = await runGateway(options);
    });
  return gateway;
}

function quota(text: string): number {
  const value = Number(text);
  if (value >= 0.05 && value <= 1 << 20) return value;
  throw new InvalidArgumentError("It has to be a number from 0.05 to 1048576.");
}

function address(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError("It has to be an http or https address.");
  }
  return text;
}
