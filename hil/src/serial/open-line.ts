import { systemClock } from "@petpulse/gateway/clock";
import type { Line } from "./line.ts";
import { NordicUartLine } from "./nordic-uart.ts";
import { SerialLine, USUAL_BAUD } from "./serial-line.ts";

const ON_AIR = "ble:";

/** The line of that name: a serial port, or `ble:NAME` for a console on the air. Not open yet. */
export function openLine(name: string, baud: number = USUAL_BAUD): Line {
  if (name.startsWith(ON_AIR)) return new NordicUartLine(name.slice(ON_AIR.length), systemClock);
  return new SerialLine(name, baud);
}
