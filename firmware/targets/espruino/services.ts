import type { Data, Services } from "./api.ts";

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
const FRAMES_CHARACTERISTIC = "c9f60002-a3d8-4b6f-9c1e-52d07ab8e346";
const PULL_CHARACTERISTIC = "c9f60003-a3d8-4b6f-9c1e-52d07ab8e346";
const CONTROL_CHARACTERISTIC = "c9f60004-a3d8-4b6f-9c1e-52d07ab8e346";
const STATUS_CHARACTERISTIC = "c9f60005-a3d8-4b6f-9c1e-52d07ab8e346";
/** Heart Rate Measurement flags (Heart Rate Service 1.0, section 3.1.1.1): contact is supported; contact is there. */
const CONTACT_SUPPORTED = 4;
const CONTACT_DETECTED = 2;

/** Fragments either way: what a notification carries after the largest MTU that the watch takes, 131. */
export const MOST_FRAGMENT = 128;

/** What everybody may read. */
export interface About {
  /** 16 hex digits. */
  device: string;
  model: string;
  version: string;
  /** %. */
  battery: number;
}

/** Hears what a central writes to the control characteristic. */
export type Receive = (event: { data: ArrayBuffer }) => void;

/** Every service, for `NRF.setServices`. `receive` null: no identity, so PetPulse's own service is not there. */
export function services(about: About, receive: Receive | null): Services {
  const text = (value: string) => ({ value: value, readable: true });
  const heart: Services[number] = {};
  heart[HEART_RATE_MEASUREMENT] = { value: [CONTACT_SUPPORTED, 0], maxLen: 2, readable: true, notify: true };
  heart[BODY_SENSOR_LOCATION] = { value: [0], readable: true };
  const power: Services[number] = {};
  power[BATTERY_LEVEL] = { value: [about.battery], maxLen: 1, readable: true, notify: true };
  const device: Services[number] = {};
  device[MANUFACTURER_NAME] = text("PetPulse");
  device[MODEL_NUMBER] = text(about.model);
  device[SERIAL_NUMBER] = text(about.device);
  device[FIRMWARE_REVISION] = text(about.version);
  const all: Services = {};
  all[HEART_RATE_SERVICE] = heart;
  all[BATTERY_SERVICE] = power;
  all[DEVICE_INFORMATION_SERVICE] = device;
  if (receive !== null) all[PETPULSE_SERVICE] = own(about.device, receive);
  return all;
}

/** PetPulse's service. Nothing tells the script of a read, so a central that cannot subscribe finds `pull` empty. */
function own(device: string, receive: Receive): Services[number] {
  const inner: Services[number] = {};
  inner[FRAMES_CHARACTERISTIC] = { maxLen: MOST_FRAGMENT, notify: true };
  inner[PULL_CHARACTERISTIC] = { maxLen: MOST_FRAGMENT, readable: true };
  inner[CONTROL_CHARACTERISTIC] = { maxLen: MOST_FRAGMENT, writable: true, onWrite: receive };
  inner[STATUS_CHARACTERISTIC] = { value: advertised(device), readable: true };
  return inner;
}

/**
 * Makes what tells whoever is connected the heart rate: bpm 0 … 255, 0 for "not known". It is always the same object, which is sent once
 * a second and only as long as it is handed over.
 */
export function makeHeartUpdate(): (bpm: number, worn: boolean) => Services {
  const value = [CONTACT_SUPPORTED, 0];
  const services = update(HEART_RATE_SERVICE, HEART_RATE_MEASUREMENT, value);
  const away = CONTACT_SUPPORTED;
  const there = CONTACT_SUPPORTED | CONTACT_DETECTED;
  return (bpm, worn) => {
    value[0] = worn ? there : away;
    value[1] = bpm;
    return services;
  };
}

/** Tells the battery, %. */
export function batteryUpdate(percent: number): Services {
  return update(BATTERY_SERVICE, BATTERY_LEVEL, [percent]);
}

/** Sends a fragment of the link. */
export function fragmentUpdate(fragment: Uint8Array): Services {
  return update(PETPULSE_SERVICE, FRAMES_CHARACTERISTIC, fragment);
}

function update(service: number | string, characteristic: number | string, value: Data): Services {
  const inner: Services[number] = {};
  inner[characteristic] = { value: value, notify: true };
  const all: Services = {};
  all[service] = inner;
  return all;
}

/**
 * A packet by which hubs know a collar: flags (general discoverable, no BR/EDR) and the complete list of 128-bit services
 * (Core Specification Supplement 11, part A, 1.1 and 1.3). The name fills Espruino's own, so the two take turns.
 */
export function advertisement(): number[] {
  const bytes = [2, 1, 6, 17, 7];
  const digits = PETPULSE_SERVICE.split("-").join("");
  for (let i = digits.length - 2; i >= 0; i -= 2) bytes.push(parseInt(digits.substr(i, 2), 16));
  return bytes;
}

/** petpulse.v1.Advertised { version: 1, device }. */
function advertised(device: string): number[] {
  const bytes = [8, 1, 18, 8];
  for (let i = 0; i < 16; i += 2) bytes.push(parseInt(device.substr(i, 2), 16));
  return bytes;
}
