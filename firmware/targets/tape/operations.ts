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
 * Minutes alike, for what learns over days (anomaly score, sleeping breath) alone: how many; heart rate + 65536 × confidence, breaths,
 * temperature as in minute.ts; intensity + 65536 × rest share; one word of scratches + 256 × steps + 65536 × irregularity of the
 * rhythm (%) + 16777216 × asymmetry of the gait (0 … 100).
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
/** Log: a gap frame of this reason. */
export const ASK_GAP: i32 = 5;

/** What a baseline of the anomaly score holds: which, level, spread, hours, as anomaly/baseline.ts saves them. */
export const LEARNT: i32 = 19;

// Parts of the kernel by themselves, where a whole collar would take hours to get to, or never gets (parts.ts). They come instead of a
// collar: the one before is let go.

/** Word `at` of a movement model's table, and the four behind it. */
export const PART_TABLE: i32 = 32;
/** A wearer of this species, whose model the table holds; then its acceleration x, y, z. */
export const PART_WEARER: i32 = 33;
export const PART_MOVE: i32 = 34;
/** A walker with this shortest stride, ms; then its acceleration x, y, z. */
export const PART_WALKER: i32 = 35;
export const PART_STEP: i32 = 36;
/** An interval between two beats, ms; 0 ends a minute. */
export const PART_INTERVAL: i32 = 37;
/** A second of the light's schedule: activity, hops, confidence, flags, battery, whether the rate is suspicious. */
export const PART_SECOND: i32 = 38;
/** What the best chain of beats has earned; all chains are lowered by half of what is too much. */
export const PART_WORTH: i32 = 39;
/** A hop of both filters over rates: a bin, the evidence for it, the evidence for every other, Q10 doublings from 0 up. */
export const PART_EVIDENCE: i32 = 40;
/** A sample for the breath alone: light of every channel, acceleration x, y, z. */
export const PART_BREATH: i32 = 41;
/** Two columns of a window of three rows … */
export const PART_COLUMNS: i32 = 43;
/** … and once it is full, the lines in it: even or odd bins. */
export const PART_LINES: i32 = 44;
/** How sure a breath rate is: posterior mass, contrast, rate, whether the chest's motion was heard. */
export const PART_SURETY: i32 = 42;
