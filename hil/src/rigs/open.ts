import { existsSync } from "node:fs";
import { type Rig, RigError } from "../rig.ts";
import { openHardware } from "./hardware.ts";
import { ProcessRig } from "./process.ts";
import { QemuRig } from "./qemu.ts";
import { SimRig } from "./sim.ts";
import { XsRig } from "./xs.ts";

/** Seed of the sim rig's air. */
const AIR_SEED = 1;

/** The rig of that name, open. Throws RigError rig.unknown, rig.missing. */
export async function openRig(name: string): Promise<Rig> {
  const rig = made(name);
  await rig.open();
  return rig;
}

function made(name: string): Rig {
  if (name === "sim") return new SimRig(AIR_SEED);
  if (name === "xs") return new XsRig(AIR_SEED);
  if (name === "qemu") return new QemuRig(AIR_SEED);
  if (name === "process") return new ProcessRig();
  if (/^(ble|serial)\b/.test(name)) return openHardware(name, existsSync);
  throw new RigError(
    "rig.unknown",
    `no rig is called "${name}"`,
    "sim, process, xs, qemu, serial:PATH or ble:NAME@IDENTITY",
  );
}
