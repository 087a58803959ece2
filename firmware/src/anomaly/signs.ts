// What is watched, in the order of every table of this folder.

/** Heart rate at rest, up or down. */
export const HEART: i32 = 0;
/** Breaths at rest, up. */
export const BREATH: i32 = 1;
/** Skin temperature, up. */
export const HEAT: i32 = 2;
/** Irregularity of the heart's rhythm at rest, up. */
export const RHYTHM: i32 = 3;
/** Asymmetry of the gait, up. */
export const GAIT: i32 = 4;
/** Scratching in hours of rest, up. */
export const SCRATCH: i32 = 5;
/** Movement of a whole day, down. */
export const MOVEMENT: i32 = 6;
/** Heart, breath and heat together, each of them too little to be said alone. */
export const ILLNESS: i32 = 7;

/** How many are measured, and how many are watched. */
export const MEASURED: i32 = 7;
export const WATCHED: i32 = 8;

// Kinds of animal with their own first baselines.
export const LARGE_DOG: i32 = 0;
export const SMALL_DOG: i32 = 1;
export const PUPPY: i32 = 2;
export const CAT: i32 = 3;
