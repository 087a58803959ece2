// Where the app begins on a device: the board's parts, the collar, the radio, two timers.
import device from "embedded:provider/builtin";
import LIS3DH from "embedded:sensor/Accelerometer/LIS3DH";
import config from "mc/config";
import Preference from "preference";
import RNG from "rng";
import Timer from "timer";
import { readCharge } from "./battery.ts";
import { ModdableCollar } from "./collar-moddable.ts";
import { keepEpoch, openIdentity } from "./identity.ts";
import { type Bus, MAX30101 } from "./max30101/max30101.ts";
import { openCore } from "./script-core.ts";
import { CollarServer } from "./server.ts";

const SAMPLE_MS = 20;
const SECOND_MS = 1000;
/** Codes of the LIS3DH's registers CTRL_REG1 and CTRL_REG4: 50 Hz, ±4 g (data sheet, tables 31 and 37). */
const LIS3DH_50_HZ = 0b0100;
const LIS3DH_4_G = 0b01;
const ACCELEROMETER = 0x18;

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
const core = openCore({
  identity,
  channels,
  continuous: continuous === true,
  partition: String(partition),
  pages: Number(pages),
});
keepEpoch(Preference, core.status().epoch);

const battery = analog ? () => readCharge(analog, Number(batteryFullScaleMv)) : null;
/** The running collar and its radio. */
export const running = new ModdableCollar(core, { light, motion, battery, channels });
export const server = new CollarServer(core, identity.device);
running.start();
Timer.repeat(() => {
  running.sample();
  server.pump();
}, SAMPLE_MS);
Timer.repeat(() => {
  running.second();
  server.pump();
}, SECOND_MS);
