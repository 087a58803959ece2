import type { Collar } from "../../src/collar.ts";
import { OFF_COLLAR } from "../../src/contact/flags.ts";
import * as gatt from "./gatt.ts";

type BlenoClasses = Pick<import("@stoprocent/bleno").Bleno, "Characteristic" | "PrimaryService">;
type Update = (data?: Buffer) => void;

/** Heart Rate Measurement flags (Heart Rate Service 1.0, section 3.1.1.1): contact is supported; contact is there. */
const CONTACT_SUPPORTED = 0x04;
const CONTACT_DETECTED = 0x02;
/** RR-Intervals follow (3.1.1.5), 1/1024 s each; nine fit the smallest notification. */
const INTERVALS_PRESENT = 0x10;
const MOST_INTERVALS = 9;
/** Body Sensor Location (section 3.2.1): "other"; the standard knows no neck. */
const LOCATION_OTHER = 0;

/**
 * Heart Rate Measurement: flags, bpm as uint8; 0 bpm while the collar abstains. With `fresh`, the intervals between the beats of the
 * estimate, oldest first, where single beats can be believed.
 */
export function heartRateMeasurement(collar: Collar, fresh: boolean): Buffer {
  const { vitals } = collar;
  const { heart } = vitals;
  const worn = (vitals.flags & OFF_COLLAR) === 0;
  const bpm = vitals.confidence > 0 ? Math.min(255, Math.round(vitals.heartRate / 10)) : 0;
  const believed = fresh && bpm > 0 && heart.resting !== 0;
  const intervals = believed
    ? [...heart.beats.intervals.subarray(0, heart.beats.settled)]
        .filter((ticks) => ticks > 0)
        .slice(-MOST_INTERVALS)
    : [];
  const flags =
    CONTACT_SUPPORTED | (worn ? CONTACT_DETECTED : 0) | (intervals.length > 0 ? INTERVALS_PRESENT : 0);
  const bytes = Buffer.alloc(2 + intervals.length * 2);
  bytes.writeUInt8(flags, 0);
  bytes.writeUInt8(bpm, 1);
  // The collar's ticks are 1/3200 s.
  intervals.forEach((ticks, i) => {
    bytes.writeUInt16LE(Math.min(65535, Math.round((ticks * 8) / 25)), 2 + i * 2);
  });
  return bytes;
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
