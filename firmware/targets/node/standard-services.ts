import type { Collar } from "../../src/collar.ts";
import { OFF_COLLAR } from "../../src/contact/flags.ts";
import * as gatt from "./gatt.ts";

type BlenoClasses = Pick<import("@stoprocent/bleno").Bleno, "Characteristic" | "PrimaryService">;
type Update = (data?: Buffer) => void;

/** Heart Rate Measurement flags (Heart Rate Service 1.0, section 3.1.1.1): contact is supported; contact is there. */
const CONTACT_SUPPORTED = 0x04;
const CONTACT_DETECTED = 0x02;
/** Body Sensor Location (section 3.2.1): "other"; the standard knows no neck. */
const LOCATION_OTHER = 0;

/** Heart Rate Measurement: flags, bpm as uint8; 0 bpm while the collar abstains. */
export function heartRateMeasurement(collar: Collar): Buffer {
  const { vitals } = collar;
  const worn = (vitals.flags & OFF_COLLAR) === 0;
  const bpm = vitals.confidence > 0 ? Math.min(255, Math.round(vitals.heartRate / 10)) : 0;
  return Buffer.from([CONTACT_SUPPORTED | (worn ? CONTACT_DETECTED : 0), bpm]);
}

/** Heart Rate, Battery and Device Information: what any BLE app can show. `onHeart` gets the way to notify, or null. */
export function standardServices(
  bleno: BlenoClasses,
  collar: Collar,
  device: string,
  onHeart: (update: Update | null) => void,
) {
  const { Characteristic, PrimaryService } = bleno;
  const fixed = (uuid: string, value: Buffer | string) =>
    new Characteristic({ uuid, properties: ["read"], value: Buffer.from(value as string) });
  const reading = (uuid: string, value: () => Buffer) =>
    new Characteristic({
      uuid,
      properties: ["read"],
      onReadRequest: (_handle, offset, done) => done(Characteristic.RESULT_SUCCESS, value().subarray(offset)),
    });
  const measurement = new Characteristic({
    uuid: gatt.HEART_RATE_MEASUREMENT,
    properties: ["notify"],
    onSubscribe: (_handle, _size, update) => onHeart(update),
    onUnsubscribe: () => onHeart(null),
  });
  return [
    new PrimaryService({
      uuid: gatt.HEART_RATE_SERVICE,
      characteristics: [measurement, fixed(gatt.BODY_SENSOR_LOCATION, Buffer.from([LOCATION_OTHER]))],
    }),
    new PrimaryService({
      uuid: gatt.BATTERY_SERVICE,
      characteristics: [reading(gatt.BATTERY_LEVEL, () => Buffer.from([collar.battery]))],
    }),
    new PrimaryService({
      uuid: gatt.DEVICE_INFORMATION_SERVICE,
      characteristics: [
        fixed(gatt.MANUFACTURER_NAME, "PetPulse"),
        fixed(gatt.MODEL_NUMBER, "node"),
        fixed(gatt.SERIAL_NUMBER, device),
        fixed(gatt.FIRMWARE_REVISION, "0.1.0"),
      ],
    }),
  ];
}
