/** 128-bit UUIDs without dashes, as noble and bleno write them; the collar's own service. */
export const PETPULSE_SERVICE = "c9f60001a3d84b6f9c1e52d07ab8e346";
/** Notify: fragments of messages to the hub. */
export const FRAMES_CHARACTERISTIC = "c9f60002a3d84b6f9c1e52d07ab8e346";
/** Read: the next fragment of that same stream, for centrals that cannot subscribe; empty when there is none. */
export const PULL_CHARACTERISTIC = "c9f60003a3d84b6f9c1e52d07ab8e346";
/** Write: fragments of messages to the collar. */
export const CONTROL_CHARACTERISTIC = "c9f60004a3d84b6f9c1e52d07ab8e346";
/** Read and notify: the `Advertised` message. */
export const STATUS_CHARACTERISTIC = "c9f60005a3d84b6f9c1e52d07ab8e346";

/** Bluetooth SIG assigned numbers (Assigned Numbers, sections 3.4 and 3.8). */
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
