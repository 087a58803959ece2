import { systemClock } from "@petpulse/gateway/clock";
import { builtFirmware } from "../flash/firmware.ts";
import { type Rig, RigError } from "../rig.ts";
import { openLine } from "../serial/open-line.ts";
import { SerialRig } from "./serial.ts";

/** The rig around a real board; not open yet. Throws RigError for a port that is not there. */
export function openHardware(name: string, exists: (path: string) => boolean): Rig {
  const where = name.replace(/^(serial|ble):?/, "");
  if (name.startsWith("serial:")) {
    if (!where.startsWith("ble:") && !exists(where))
      throw new RigError(
        "rig.missing",
        `${where || "serial:"}: no such port`,
        "plug the board in and name its port, e.g. serial:/dev/ttyACM0, or serial:ble:NAME for a console on the air",
      );
    return new SerialRig({ line: openLine(where), clock: systemClock, firmware: builtFirmware });
  }
  throw new RigError("rig.missing", "ble: not made yet", "serial:PATH runs scenarios on a board");
}
