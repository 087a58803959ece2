// The UUIDs of proto/src/gatt.ts, which firmware may not import at run time; gatt.test.ts holds the two together.

export const PETPULSE_SERVICE = "c9f60001a3d84b6f9c1e52d07ab8e346";
export const FRAMES_CHARACTERISTIC = "c9f60002a3d84b6f9c1e52d07ab8e346";
export const PULL_CHARACTERISTIC = "c9f60003a3d84b6f9c1e52d07ab8e346";
export const CONTROL_CHARACTERISTIC = "c9f60004a3d84b6f9c1e52d07ab8e346";
export const STATUS_CHARACTERISTIC = "c9f60005a3d84b6f9c1e52d07ab8e346";
export const HEART_RATE_SERVICE = "180d";
export const HEART_RATE_MEASUREMENT = "2a37";
export const BODY_SENSOR_LOCATION = "2a38";
export const BATTERY_SERVICE = "180f";
export const BATTERY_LEVEL = "2a19";
export const DEVICE_INFORMATION_SERVICE = "180a";
export const MANUFACTURER_NAME = "2a29";
export const MODEL_NUMBER = "2a24";
export const SERIAL_NUMBER = "2a25";
export const FIRMWARE_REVISION = "2a26";
