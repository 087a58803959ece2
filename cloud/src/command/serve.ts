import { Command, InvalidArgumentError, Option } from "commander";
import type { Access } from "../access.ts";
import { CloudError } from "../errors.ts";
import { makeLog } from "../log.ts";
import type { MqttOptions } from "../mqtt/ingest.ts";
import type { TlsFiles } from "../tls.ts";
import { DATA, DATA_TEXT, guarded } from "./shell.ts";

function whole(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`It has to be a whole number from ${low} to ${high}.`);
  };
}

function mqttOptions(options: {
  host: string;
  mqttPort?: number;
  mqttBroker?: string;
  mqttGroup: string;
}): MqttOptions {
  const url = options.mqttBroker ?? process.env.PETPULSE_MQTT_BROKER;
  return {
    ...(options.mqttPort !== undefined && { embedded: { host: options.host, port: options.mqttPort } }),
    ...(url && { external: { url, group: options.mqttGroup } }),
  };
}

/** `petpulse cloud serve`. Ends on SIGINT and SIGTERM, after what was taken is on disk. */
export function serveCommand(): Command {
  return new Command("serve")
    .description("Listen for hubs and people.")
    .requiredOption(DATA, DATA_TEXT)
    .option("--port <n>", "0 takes a free one", whole(0, 65_535), 8080)
    .option(
      "--host <address>",
      "address to bind to; give --tls-cert, or put a TLS proxy before it, when others can reach it",
      "127.0.0.1",
    )
    .addOption(
      new Option("--access <mode>", "token: people need a token; loopback: no login, this machine only")
        .choices(["token", "loopback"])
        .default("token"),
    )
    .option("--tls-cert <file>", "speak TLS 1.3: the certificate with its chain, PEM")
    .option("--tls-key <file>", "with --tls-cert: its private key, PEM")
    .option(
      "--production",
      "refuse what is fine for a trial only; NODE_ENV=production does the same",
      process.env.NODE_ENV === "production",
    )
    .option("--quota-mb <n>", "bound on the database file, MiB", whole(1, 1 << 30))
    .option("--mqtt-port <n>", "hear hubs over MQTT on this port too; 0 takes a free one", whole(0, 65_535))
    .option(
      "--mqtt-broker <url>",
      "hear hubs through this MQTT broker too (else PETPULSE_MQTT_BROKER, which keeps a password off the process list)",
    )
    .option("--mqtt-group <name>", "shared subscription at that broker; empty where it has none", "petpulse")
    .option("--web <dir>", "folder of the built dashboard")
    .option("--json", "logs as JSON lines even on a terminal", false)
    .action(
      guarded(
        async (options: {
          data: string;
          port: number;
          host: string;
          access: Access["mode"];
          tlsCert?: string;
          tlsKey?: string;
          production: boolean;
          quotaMb?: number;
          mqttPort?: number;
          mqttBroker?: string;
          mqttGroup: string;
          web?: string;
          json: boolean;
        }) => {
          const { openCloud } = await import("../main.ts");
          const log = await makeLog(options.json);
          const cloud = await openCloud({
            dataDir: options.data,
            port: options.port,
            host: options.host,
            access: { mode: options.access },
            log,
            production: options.production,
            ...tlsOf(options),
            quotaBytes: options.quotaMb === undefined ? null : options.quotaMb * 1024 * 1024,
            mqtt: mqttOptions(options),
            ...(options.web === undefined ? {} : { webRoot: options.web }),
          });
          log.info({ url: cloud.url, data: options.data, access: options.access }, "cloud up");
          const stop = (signal: string) => {
            log.info({ signal }, "closing");
            cloud.stop().catch((error: unknown) => {
              log.error({ err: error }, "closing failed");
              process.exitCode = 1;
            });
          };
          process.once("SIGINT", stop);
          process.once("SIGTERM", stop);
        },
      ),
    );
}

function tlsOf({ tlsCert, tlsKey }: { tlsCert?: string; tlsKey?: string }): { tls?: TlsFiles } {
  if (tlsCert === undefined && tlsKey === undefined) return {};
  if (tlsCert !== undefined && tlsKey !== undefined) return { tls: { certFile: tlsCert, keyFile: tlsKey } };
  throw new CloudError("cloud.tls", "half of a pair", "Give both --tls-cert and --tls-key.");
}
