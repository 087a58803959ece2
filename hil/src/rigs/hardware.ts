import { NobleCentral } from "@petpulse/gateway/central/noble";
import { systemClock } from "@petpulse/gateway/clock";
import { builtFirmware } from "../flash/firmware.ts";
import { readIdentity } from "../flash/identity.ts";
import { type Rig, RigError } from "../rig.ts";
import { openLine } from "../serial/open-line.ts";
import { BleRig } from "./ble.ts";
import { SerialRig } from "./serial.ts";

/** The rig around a real board; not open yet. Throws RigError for a port that is not there, FlashError flash.identity. */
export function openHardware(name: string, exists: (path: string) => boolean): Rig {
  if (name.startsWith("serial:")) {
    const where = name.slice("serial:".length);
    if (!where.startsWith("ble:") && !exists(where))
      throw new RigError(
        "rig.missing",
        `${where || "serial:"}: no such port`,
        "plug the board in and name its port, e.g. serial:/dev/ttyACM0, or serial:ble:NAME for a console on the air",
      );
    return new SerialRig({ line: openLine(where), clock: systemClock, firmware: builtFirmware });
  }
  const [, wanted, file] = /^ble:(.+)@(.+)$/.exec(name) ?? [];
  if (wanted === undefined || file === undefined)
    throw new RigError(
      "rig.missing",
      `${name}: which collar, and who is it?`,
      "ble:NAME@IDENTITY, the name it advertises and the file of its identity",
    );
  const identity = readIdentity(file);
  return new BleRig({ wanted, identity, central: () => new NobleCentral(systemClock), clock: systemClock });
}
