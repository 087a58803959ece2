// What a record of a tape asks of a collar: { operation, six arguments }, all 32-bit words. tape.h says the same in C.

/** Pages of the player's flash. */
export const FLASH_PAGES: i32 = 4;

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
/** The radio takes what the link has, fragment by fragment, until it has none or so many were taken; bytes of a fragment, 0 for 20. */
export const POLL: i32 = 8;
/** So many of the flash's next writes and erases fail, after so many that do not. */
export const FLASH_FAULT: i32 = 9;
/** Costs are counted from here on. The hosts' own: a player does nothing. */
export const COUNT: i32 = 10;
/** Acceleration x, y, z of a sample for which the light was off. */
export const MOTION: i32 = 11;
/** A reset: the collar begins anew on the same flash with so many light channels. Its old memory is not given back. */
export const RESTART: i32 = 12;
/**
 * Minutes alike, for what learns over days (anomaly score, sleeping breath) alone: how many; heart rate, breaths, temperature as in
 * minute.ts; intensity + 65536 × rest share; one word of scratches + 256 × steps + 65536 × irregularity of the rhythm (%) + 16777216 ×
 * asymmetry of the gait (0 … 100).
 */
export const MINUTES: i32 = 13;
/** The log is opened again, as after a reset, but with what the collar had in memory: epoch floor, reason of the reset. */
export const MOUNT: i32 = 14;
/** A byte on flash rots: address, bits that turn. */
export const ROT: i32 = 15;
/** So many of the flash's next reads fail, after so many that do not. */
export const READ_FAULT: i32 = 16;
/** A minute of its own waits to be framed: uptime, then five values that its columns take in turn. */
export const ROW: i32 = 17;
/** Something is asked of flash or log that no collar asks: which of ASK_…, and its two arguments. */
export const ASK: i32 = 18;

/** Flash: address, length. */
export const ASK_READ: i32 = 0;
export const ASK_WRITE: i32 = 1;
/** Flash: page. */
export const ASK_ERASE: i32 = 2;
/** Log: length. */
export const ASK_APPEND: i32 = 3;
/** Log: seq. */
export const ASK_FRAME: i32 = 4;
