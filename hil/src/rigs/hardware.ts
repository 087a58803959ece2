import { RigError } from "../rig.ts";

/** Throws RigError for the rigs that stand around a real board: what is there to see, and what is missing. */
export function openHardware(name: string, exists: (path: string) => boolean): never {
  if (name.startsWith("serial:")) {
    const path = name.slice("serial:".length);
    if (!exists(path)) {
      throw new RigError(
        "rig.missing",
        `${path || "serial:"}: no such port`,
        "plug the board in and name its port, e.g. serial:/dev/ttyACM0",
      );
    }
    throw new RigError(
      "rig.missing",
      `${path}: no firmware that takes samples and faults over its console`,
      "the boards' console protocol is not made yet; the sim and process rigs run the same scenarios",
    );
  }
  throw new RigError(
    "rig.missing",
    "ble: no board is known whose sensors can be fed while a real radio listens",
    "the boards' console protocol is not made yet; the sim and process rigs run the same scenarios",
  );
}
