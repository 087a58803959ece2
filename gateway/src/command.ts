import { Command, InvalidArgumentError, Option } from "commander";
import type { DoctorOptions } from "./doctor/doctor.ts";

export interface GatewayRunOptions {
  cloud: string;
  tokenFile?: string;
  data: string;
  live: boolean;
  quotaMb?: number;
  adapter: "raw" | "bluez";
  maxLinks?: number;
  takeOver: boolean;
  /** Whether there is a status page, where and at which port. */
  status: boolean;
  statusHost: string;
  statusPort: number;
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
    .addOption(
      new Option(
        "--adapter <way>",
        "raw: HCI, needs capabilities; bluez: over bluetoothd by node-ble, which is optional",
      )
        .choices(["raw", "bluez"])
        .default("raw"),
    )
    .option("--max-links <n>", "links the adapter can hold; more collars than that take turns", whole(1, 64))
    .option("--take-over", "let a hub that runs on this folder close in good order first: an upgrade", false)
    .option("--status-port <n>", "this hub's own page; 0 takes a free port", whole(0, 65_535), 8078)
    .option("--status-host <address>", "where others may see that page; it asks for no login", "127.0.0.1")
    .option("--no-status", "without that page")
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
  return gateway.addCommand(doctorCommand());
}

/** `petpulse doctor`, and `petpulse gateway doctor`: what keeps a hub from working, each with its fix. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description(
      "Look at adapter, permissions, clock, disk and cloud, and say what to do about what is wrong.",
    )
    .option("--cloud <url>", "as for petpulse gateway run", address)
    .option("--token-file <file>", "as for petpulse gateway run")
    .option("--data <dir>", "folder of the spool", "petpulse-hub")
    .option("--json", "as JSON: {ok, checks: [{check, state, says, fix}]}", false)
    .addHelpText("after", "\nExit codes: 0 nothing is bad, 1 something is.")
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import("./doctor/doctor.ts");
      process.exitCode = await doctor(options);
    });
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
