// embedded:provider/builtin: a board of one bus with the light sensor on it, and a battery's voltage at a pin.
import { charge } from "../battery.ts";
import { EmulatedMax30101 } from "../max30101/emulator.ts";
import { ADDRESS } from "../max30101/registers.ts";
import { EmulatedBus, smbusOn } from "./bus.ts";
import config from "./config.ts";

const RESOLUTION = 12;

const bus = new EmulatedBus();
/** The light sensor on the bus. */
export const max30101 = new EmulatedMax30101();
bus.attach(ADDRESS, max30101);

let raw = 0;

/** The converter's reading becomes the lowest that the app takes for so many percent. */
export function setBattery(percent: number): void {
  const full = (1 << RESOLUTION) - 1;
  raw = full;
  for (let value = 0; value < full && raw === full; value++)
    if (charge((value * Number(config.batteryFullScaleMv)) / full) >= percent) raw = value;
}

class Analog {
  readonly resolution = RESOLUTION;

  read(): number {
    return raw;
  }
}

export default { I2C: { default: {} }, io: { SMBus: smbusOn(bus), Analog } };
