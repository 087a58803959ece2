// Why a figure is missing or doubtful: bits of the flags column, the same on the collar, in a frame and on the chart.

/** The sensor does not face an animal. */
export const OFF_COLLAR: i32 = 1;
/** Motion too strong for the pulse to be found under it. */
export const MOTION: i32 = 2;
/** Worn, but the pulse is weak against the noise: fur, a loose band, cold skin. */
export const POOR_CONTACT: i32 = 4;
/** The light sensor's converter stands at a rail. */
export const SATURATED: i32 = 8;
/** On the charger. */
export const CHARGING: i32 = 16;
/** The sensor has stopped, is stuck at one value, or gives values no sensor gives. */
export const NO_SIGNAL: i32 = 32;
/** Too little signal since the start or since a gap. */
export const WARMING_UP: i32 = 64;

/** The light is off between two measurements, on purpose: nothing is wrong. */
export const PPG_RESTING: i32 = 128;

/** How many bits there are. */
export const FLAG_BITS: i32 = 8;
