import type { Radio, Services } from "./api.ts";

// Bluetooth SIG assigned numbers, as numbers: Espruino takes 16-bit UUIDs so.
const HEART_RATE_SERVICE = 0x180d;
const HEART_RATE_MEASUREMENT = 0x2a37;
const BODY_SENSOR_LOCATION = 0x2a38;
const BATTERY_SERVICE = 0x180f;
const BATTERY_LEVEL = 0x2a19;
const DEVICE_INFORMATION_SERVICE = 0x180a;
const MANUFACTURER_NAME = 0x2a29;
const MODEL_NUMBER = 0x2a24;
const SERIAL_NUMBER = 0x2a25;
const FIRMWARE_REVISION = 0x2a26;
/** proto/src/gatt.ts, with the dashes Espruino wants; app.test.ts holds the two together. */
const PETPULSE_SERVICE = "c9f60001-a3d8-4b6f-9c1e-52d07ab8e346";
const STATUS_CHARACTERISTIC = "c9f60005-a3d8-4b6f-9c1e-52d07ab8e346";
/** Heart Rate Measurement flags (Heart Rate Service 1.0, section 3.1.1.1): contact is supported; contact is there. */
const CONTACT_SUPPORTED = 4;
const CONTACT_DETECTED = 2;

/** What others can read over the air. */
export interface Air {
  connected(): boolean;
  /**
   * bpm 0 … 255, 0 for "not known"; battery %. Call it every second: whoever is connected is told the heart rate each time, the
   * battery in its stead when that has changed. One notification a call, for the queue may hold no more, and says nothing when full.
   */
  tell(bpm: number, worn: boolean, battery: number): void;
}

/** `device`: 16 hex digits. Publishes the services and follows the link. */
export function publish(radio: Radio, device: string, model: string, version: string, battery: number): Air {
  let connected = false;
  let told = 0;
  let toldBattery = battery;
  radio.setServices(services(device, model, version, battery), { advertise: ["180D"] });
  radio.on("connect", () => {
    connected = true;
  });
  radio.on("disconnect", () => {
    connected = false;
  });
  return {
    connected: () => connected,
    tell: (bpm, worn, level) => {
      const flags = CONTACT_SUPPORTED | (worn ? CONTACT_DETECTED : 0);
      const heart = (flags << 8) | bpm;
      const update: Services = {};
      if (level !== toldBattery) put(update, BATTERY_SERVICE, BATTERY_LEVEL, [level]);
      else if (connected || heart !== told)
        put(update, HEART_RATE_SERVICE, HEART_RATE_MEASUREMENT, [flags, bpm]);
      else return;
      try {
        radio.updateServices(update);
      } catch {
        // New services wait for a disconnect: what was not told is told then.
        return;
      }
      if (level !== toldBattery) toldBattery = level;
      else told = heart;
    },
  };
}

function put(update: Services, service: number, characteristic: number, value: number[]): void {
  const inner: Services[number] = {};
  inner[characteristic] = { value: value, notify: true };
  update[service] = inner;
}

function services(device: string, model: string, version: string, battery: number): Services {
  const text = (value: string) => ({ value: value, readable: true });
  const heart: Services[number] = {};
  heart[HEART_RATE_MEASUREMENT] = { value: [CONTACT_SUPPORTED, 0], maxLen: 2, readable: true, notify: true };
  heart[BODY_SENSOR_LOCATION] = { value: [0], readable: true };
  const power: Services[number] = {};
  power[BATTERY_LEVEL] = { value: [battery], maxLen: 1, readable: true, notify: true };
  const about: Services[number] = {};
  about[MANUFACTURER_NAME] = text("PetPulse");
  about[MODEL_NUMBER] = text(model);
  about[SERIAL_NUMBER] = text(device);
  about[FIRMWARE_REVISION] = text(version);
  const own: Services[number] = {};
  own[STATUS_CHARACTERISTIC] = { value: advertised(device), readable: true };
  const all: Services = {};
  all[HEART_RATE_SERVICE] = heart;
  all[BATTERY_SERVICE] = power;
  all[DEVICE_INFORMATION_SERVICE] = about;
  all[PETPULSE_SERVICE] = own;
  return all;
}

/** petpulse.v1.Advertised { version: 1, device }. */
function advertised(device: string): number[] {
  const bytes = [8, 1, 18, 8];
  for (let i = 0; i < 16; i += 2) bytes.push(parseInt(device.substr(i, 2), 16));
  return bytes;
}
