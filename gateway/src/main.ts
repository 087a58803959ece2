import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import { NobleCentral } from "./central/noble.ts";
import { NodeBleCentral } from "./central/node-ble.ts";
import { systemClock } from "./clock.ts";
import type { GatewayRunOptions } from "./command.ts";
import { Gateway } from "./gateway.ts";
import { FolderLock } from "./lock.ts";
import { Spool } from "./spool.ts";
import { StatusServer } from "./status/server.ts";
import { uplinkTo } from "./uplink/to.ts";

/** Wires a hub of an adapter, a spool file and an uplink; lives until SIGTERM or SIGINT. Returns the exit code. */
export async function runGateway(options: GatewayRunOptions): Promise<number> {
  const log =
    options.json || !process.stderr.isTTY
      ? pino({ base: null }, pino.destination(2))
      : pino({ base: null, transport: { target: "pino-pretty", options: { destination: 2 } } });
  const asked = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  const lock = new FolderLock(options.data);
  let status: StatusServer | null = null;
  try {
    mkdirSync(options.data, { recursive: true });
    await lock.take(options.takeOver, systemClock);
    const gateway = new Gateway({
      central: options.adapter === "raw" ? new NobleCentral(systemClock) : new NodeBleCentral(systemClock),
      spool: new Spool({
        path: join(options.data, "spool.db"),
        clock: systemClock,
        ...(options.quotaMb && { maxPages: Math.floor((options.quotaMb * 1024) / 4) }),
      }),
      uplink: uplinkTo(options.cloud, options.tokenFile, systemClock),
      clock: systemClock,
      log,
      liveView: options.live,
      ...(options.maxLinks && { maxLinks: options.maxLinks }),
    });
    if (options.status) status = await openStatus(options, gateway, log);
    await gateway.start();
    await asked;
    log.info("closing");
    await status?.stop();
    status = null;
    await gateway.stop();
    return 0;
  } catch (error) {
    const { code = "gateway.settings", hint = "" } = error as { code?: string; hint?: string };
    log.fatal({ code, hint }, (error as Error).message);
    return 1;
  } finally {
    // What stays open would keep the process, and a hub that does nothing is never started again.
    await status?.stop();
    lock.release();
  }
}

/** A hub without its page carries frames all the same. */
async function openStatus(
  { statusHost: host, statusPort: port }: GatewayRunOptions,
  gateway: Gateway,
  log: Logger,
): Promise<StatusServer | null> {
  const server = new StatusServer({ host, port, status: () => gateway.status(), now: systemClock.now });
  try {
    log.info(`status: http://${host}:${await server.start()}/`);
    return server;
  } catch (error) {
    const { code, hint } = error as { code?: string; hint?: string };
    log.warn({ code, hint }, (error as Error).message);
    return null;
  }
}
