import { type Logger, pino } from "pino";
import pretty from "pino-pretty";

export type Log = Logger;

/** JSON lines on stderr for machines, readable lines on stderr for people; stdout is left to results. */
export function makeLog(json: boolean): Log {
  const level = process.env.PETPULSE_LOG ?? "info";
  if (json || !process.stderr.isTTY) return pino({ level, base: null }, pino.destination(2));
  return pino({ level, base: null }, pretty({ destination: 2, translateTime: "HH:MM:ss", ignore: "time" }));
}
