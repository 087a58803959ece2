// What `value` of targets/wasm/blob-entry.ts is asked for: one entry for all of them, because each costs a table entry and a function.

export const HOPS: i32 = 0;
/** 0.1 bpm; stands for something while CONFIDENCE, %, is above 0. */
export const HEART_RATE: i32 = 1;
export const CONFIDENCE: i32 = 2;
/** src/contact/flags.ts */
export const FLAGS: i32 = 3;
/** 1: the light has to burn. */
export const LIGHT: i32 = 4;
/** ms between two wakes of the radio. */
export const RADIO_EVERY: i32 = 5;
export const EPOCH: i32 = 6;
export const NEXT_SEQ: i32 = 7;
export const ACKED_SEQ: i32 = 8;
/** 1: a hub has proved its grant and takes frames. */
export const SENDING: i32 = 9;
/** Readings of the light sensor taken since the start; what either sensor gave that was none. */
export const SAMPLES: i32 = 10;
export const REFUSED: i32 = 11;
