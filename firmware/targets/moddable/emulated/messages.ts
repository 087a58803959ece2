// What the rig and a collar on the XS host say to each other: { kind u8, bytes u32 }, then so many bytes; numbers little-endian.
// Every message of the rig is answered by any number of NOTIFIED, at most one VALUE, and a STATE.

export const HEAD_BYTES = 5;

/** From the rig, once, before the script's modules run: JSON, what mc/config gives. The answer comes when the app stands. */
export const BOOT = 0;
/** A second or less of life: skin temperature 0.01 °C i32 and battery % i32, or NOTHING; then six i32 for each 20 ms. */
export const ADVANCE = 1;
export const CONNECTED = 2;
export const DISCONNECTED = 3;
/** ATT_MTU u16. */
export const MTU = 4;
/** A characteristic u8. */
export const SUBSCRIBED = 5;
export const UNSUBSCRIBED = 6;
/** A characteristic u8, then what a central wrote. */
export const WRITTEN = 7;
/** A characteristic u8; its VALUE comes back. */
export const READ = 8;
/** No time passes; what waits for the radio is said. */
export const PUMP = 9;

/** From the collar: a characteristic u8, then what it notifies. */
export const NOTIFIED = 16;
export const VALUE = 17;
/** Ends every answer: epoch i32, next seq i32, acknowledged seq i32, uptime s i32; u8 a hub takes frames, u8 advertising. */
export const STATE = 18;
export const STATE_BYTES = 18;

/** Longest message, bytes. */
export const MOST_BYTES = 8192;
export const NOTHING = -0x80000000;

/** Characteristics, by their number on the wire; names and types of bleservices/*.json. */
export const CHARACTERISTICS = [
  { name: "frames", type: "ArrayBuffer" },
  { name: "pull", type: "Uint8Array" },
  { name: "control", type: "ArrayBuffer" },
  { name: "status", type: "Uint8Array" },
  { name: "measurement", type: "ArrayBuffer" },
  { name: "level", type: "Uint8" },
  { name: "serial", type: "Uint8Array" },
] as const;
