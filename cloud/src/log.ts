import { type Logger, pino } from "pino";

/** JSON lines on stderr for machines, readable ones on a terminal; stdout is left to results. Level: PETPULSE_LOG. */
export async function makeLog(json: boolean): Promise<Logger> {
  const options = { level: process.env.PETPULSE_LOG ?? "info", base: null };
  if (json || !process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }));
  const { default: pretty } = await import("pino-pretty");
  return pino(options, pretty({ destination: 2, translateTime: "HH:MM:ss", sync: true }));
}
