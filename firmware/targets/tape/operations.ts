// What a record of a tape asks of a collar: { operation, six arguments }, all 32-bit words. tape.h says the same in C.

/** A new collar with so many light channels. First on every tape. */
export const BEGIN: i32 = 0;
/** light 0, 1, 2, acceleration x, y, z. */
export const SAMPLE: i32 = 1;
/** A second has passed. */
export const TICK: i32 = 2;
/** Skin temperature, 0.01 °C. */
export const TEMPERATURE: i32 = 3;
/** Percent, and 1 while charging. */
export const BATTERY: i32 = 4;
/** A central has connected. */
export const CONNECTED: i32 = 5;
/** The central is gone. */
export const DISCONNECTED: i32 = 6;
/** A central wrote: length 1 … 20, then the bytes, four to a word, the first in the lowest byte. */
export const WRITE: i32 = 7;
/** The radio takes what the link has, fragment by fragment, until it has none or so many were taken. */
export const POLL: i32 = 8;
/** So many of the flash's next operations fail. */
export const FLASH_FAULT: i32 = 9;
/** Costs are counted from here on. The hosts' own: a player does nothing. */
export const COUNT: i32 = 10;
/** Acceleration x, y, z of a sample for which the light was off. */
export const MOTION: i32 = 11;
/** A reset: the collar begins anew on the same flash with so many light channels. Its old memory is not given back. */
export const RESTART: i32 = 12;
/**
 * An hour of minutes alike, for what learns over days (anomaly score, sleeping breath) alone: heart rate, breaths, temperature, intensity and rest share as in
 * minute.ts, then one word of scratches + 256 × steps + 65536 × irregularity of the rhythm (%) + 16777216 × asymmetry of the
 * gait (0 … 100).
 */
export const HOUR: i32 = 13;
