import { Command, InvalidArgumentError } from "commander";

export interface GatewayRunOptions {
  cloud: string;
  tokenFile?: string;
  data: string;
  live: boolean;
  quotaMb?: number;
  maxLinks?: number;
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
    .requiredOption(
      "--cloud <url>",
      "address of the cloud, https://pets.example, or of the MQTT broker it listens on, mqtts://broker.example",
      address,
    )
    .option("--token-file <file>", "file with the hub's token (else the environment's PETPULSE_HUB_TOKEN)")
    .option("--data <dir>", "folder of the spool", "petpulse-hub")
    .option("--quota-mb <n>", "bound on the spool's file, MiB; what does not fit stays on the collars", quota)
    .option("--max-links <n>", "links the adapter can hold; more collars than that take turns", whole(1, 64))
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

function whole(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`It has to be a whole number from ${low} to ${high}.`);
  };
}

function address(text: string): string {
  if (!URL.canParse(text) || !/^(https?|mqtts?):$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError("It has to be an http, https, mqtt or mqtts address.");
  }
  return text;
}
