// The grid of rates a breath is looked for on, and the pace of the series it is looked for in.

/** Samples of 50 Hz behind one value of a breath series: 0.44 s, so that 68 breaths a minute can still be told. */
export const PACE: i32 = 22;
/** Values in a window: 28.2 s, four breaths of the slowest sleeper. */
export const WINDOW: i32 = 64;
/** First bin, of 128: a bin is 60 / (0.44 × 128) = 1.0653 a minute, so this is 4.26 … */
export const FIRST_BIN: i32 = 4;
/** … and how many there are, up to 60.7 a minute. */
export const BREATH_BINS: i32 = 54;
/** Largest value of a series: 64 squares of it sum below 2^30. */
export const LARGEST: i32 = 4095;
