import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { NobleCentral } from "./central/noble.ts";
import { systemClock } from "./clock.ts";
import type { GatewayRunOptions } from "./command.ts";
import { GatewayError } from "./errors.ts";
import { Gateway } from "./gateway.ts";
import { Spool } from "./spool.ts";
import { HttpUplink } from "./uplink/http.ts";
import { MqttUplink } from "./uplink/mqtt.ts";
import type { Uplink } from "./uplink.ts";

/** Wires a hub of noble, a spool file and HTTP; lives until SIGTERM or SIGINT. Returns the exit code. */
export async function runGateway(options: GatewayRunOptions): Promise<number> {
  const log =
    options.json || !process.stderr.isTTY
      ? pino({ base: null }, pino.destination(2))
      : pino({ base: null, transport: { target: "pino-pretty", options: { destination: 2 } } });
  try {
    mkdirSync(options.data, { recursive: true });
    const gateway = new Gateway({
      central: new NobleCentral(systemClock),
      spool: new Spool({
        path: join(options.data, "spool.db"),
        clock: systemClock,
        ...(options.quotaMb && { maxPages: Math.floor((options.quotaMb * 1024) / 4) }),
      }),
      uplink: uplinkTo(options.cloud, readToken(options.tokenFile)),
      clock: systemClock,
      log,
      liveView: options.live,
      ...(options.maxLinks && { maxLinks: options.maxLinks }),
    });
    await gateway.start();
    await new Promise<void>((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    });
    log.info("closing");
    await gateway.stop();
    return 0;
  } catch (error) {
    const { code = "gateway.settings", hint = "" } = error as { code?: string; hint?: string };
    log.fatal({ code, hint }, (error as Error).message);
    return 1;
  }
}

function uplinkTo(cloud: string, token: string): Uplink {
  const mqtt = new URL(cloud).protocol.startsWith("mqtt");
  return mqtt ? new MqttUplink(cloud, token, systemClock) : new HttpUplink(cloud, token, systemClock);
}

function readToken(file: string | undefined): string {
  const token = (file ? readFileSync(file, "utf8") : (process.env.PETPULSE_HUB_TOKEN ?? "")).trim();
  if (token) return token;
  throw new GatewayError(
    "gateway.settings",
    file ? `${file} is empty` : "no token: neither --token-file nor PETPULSE_HUB_TOKEN",
    "petpulse cloud hub add makes one",
  );
}
