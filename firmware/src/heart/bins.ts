// The grid of rates the heart is looked for on.

/** Light and acceleration are taken down from 50 Hz by this, to 16.67 Hz. */
export const DECIMATION: i32 = 3;
/** Points of the transform, as a power of two: 512. */
export const FFT_BITS: i32 = 9;
/** First bin of the search. A bin is 60 × (50 / 3) / 512 = 1.953 bpm wide, so this is 31.25 bpm … */
export const FIRST_BIN: i32 = 16;
/** … and how many there are, up to 298.8 bpm. */
export const RATE_BINS: i32 = 138;
/** Bins kept of each spectrum: up to 482 bpm, where the decimator's own slope ends what can be read. */
export const SPECTRUM_BINS: i32 = 248;
/** Reach of the walk between two hops, bins either side. */
export const KERNEL: i32 = 6;
