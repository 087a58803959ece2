// Where the app begins on a device: the board's parts, the collar, the radio, two timers.
import device from "embedded:provider/builtin";
import LIS3DH from "embedded:sensor/Accelerometer/LIS3DH";
import Flash from "flash";
import config from "mc/config";
import Preference from "preference";
import RNG from "rng";
import Timer from "timer";
import { Collar } from "../../src/collar.ts";
import { Entropy, OK } from "../../src/ports.ts";
import { BURSTS, CONTINUOUS } from "../../src/settings.ts";
import { readCharge } from "./battery.ts";
import { ModdableCollar } from "./collar-moddable.ts";
import { ModdableError } from "./errors.ts";
import { keepEpoch, openIdentity } from "./identity.ts";
import { type Bus, MAX30101 } from "./max30101/max30101.ts";
import { PartitionFlash } from "./partition-flash.ts";
import { CollarServer } from "./server.ts";

const SAMPLE_MS = 20;
const SECOND_MS = 1000;
/** Codes of the LIS3DH's registers CTRL_REG1 and CTRL_REG4: 50 Hz, ±4 g (data sheet, tables 31 and 37). */
const LIS3DH_50_HZ = 0b0100;
const LIS3DH_4_G = 0b01;
const ACCELEROMETER = 0x18;

class Random extends Entropy {
  fill(into: Uint8Array, length: number): void {
    into.set(new Uint8Array(RNG.get(length)));
  }
}

const { partition, pages, lights, currentMa, continuous, batteryPin, batteryFullScaleMv } = config;
const channels = Number(lights);
const wires = device.I2C.default;
const light = new MAX30101({ sensor: { ...wires, io: device.io.SMBus as new () => Bus } });
light.configure({ lights: channels, currentMa: Number(currentMa) });
const motion = new LIS3DH({
  sensor: { ...wires, io: device.io.SMBus, address: ACCELEROMETER },
  onError: (what) => {
    throw new Error(`accelerometer: ${what}`);
  },
});
motion.configure({ rate: LIS3DH_50_HZ, range: LIS3DH_4_G });
const analog = batteryPin === undefined ? null : new device.io.Analog({ pin: Number(batteryPin) });

const identity = openIdentity(Preference, (byteLength) => RNG.get(byteLength));
const flash = new PartitionFlash(new Flash(String(partition)), Number(pages));
const collar = new Collar(flash, new Random(), channels, identity.device, identity.key);
collar.settings.profile = continuous ? CONTINUOUS : BURSTS;
if (collar.start(identity.epoch, 0) !== OK)
  throw new ModdableError(
    "moddable.flash-failed",
    `partition ${partition} takes no writes`,
    "is it one of the board's, and nobody else's?",
  );
keepEpoch(Preference, collar.log.epoch);

const battery = analog ? () => readCharge(analog, Number(batteryFullScaleMv)) : null;
/** The running collar and its radio. */
export const running = new ModdableCollar(collar, { light, motion, battery, channels });
export const server = new CollarServer(collar, identity.device);
running.start();
Timer.repeat(() => {
  running.sample();
  server.pump();
}, SAMPLE_MS);
Timer.repeat(() => {
  running.second();
  server.pump();
}, SECOND_MS);
