import type { Console } from "./console.ts";

/** What a board says of itself. */
export interface Board {
  /** `process.env.BOARD`, e.g. BANGLEJS2. */
  board: string;
  /** Espruino's version, e.g. 2v25. */
  version: string;
  /** The chip's serial number; empty where it has none. */
  serial: string;
  /** Internal flash and RAM, bytes; 0 where it is not said. */
  flashBytes: number;
  ramBytes: number;
  /** Room for files, bytes; null where it is not said. */
  freeBytes: number | null;
  /** %; null on boards without one. */
  battery: number | null;
  charging: boolean;
}

const number = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : null);
const text = (value: unknown) => (typeof value === "string" ? value : "");

/** Asks a board who it is. Throws ConsoleError. */
export async function askBoard(console: Console): Promise<Board> {
  const said = (await console.ask(
    `{env:process.env,battery:E.getBattery?E.getBattery():null,charging:typeof Bangle!="undefined"&&Bangle.isCharging(),free:require("Storage").getFree?require("Storage").getFree():null}`,
  )) as { env?: Record<string, unknown>; battery?: unknown; charging?: unknown; free?: unknown } | undefined;
  const env = said?.env ?? {};
  return {
    board: text(env.BOARD),
    version: text(env.VERSION),
    serial: text(env.SERIAL),
    flashBytes: number(env.FLASH) ?? 0,
    ramBytes: number(env.RAM) ?? 0,
    freeBytes: number(said?.free),
    battery: number(said?.battery),
    charging: said?.charging === true,
  };
}
