import { FIRST_BIN, RATE_BINS, SPECTRUM_BINS } from "./bins.ts";
import { PRIOR } from "./tables.gen.ts";

// What speaks for a rate, in 64ths: its own line, in the light without motion three times as much as in the light as it came (which
// alone still shows a heart that beats at the gait's own cadence); the second harmonic; and against it a second harmonic that the
// motion explains. The witnesses are correlated, so all weights are tempered by about a half.
const LINE_RAW: i32 = 40;
const LINE_CLEANED: i32 = 120;
const HARMONIC: i32 = 58;
const MOTION: i32 = 58;
/**
 * A harmonic is believed as far as there is a fundamental to it: up to 3/4 of the line's height and three doublings. Otherwise half
 * of every true rate would have the true line for its harmonic.
 */
const ALONE: i32 = 3072;

/**
 * Log likelihood of each rate plus its prior, Q10 doublings, into out[0 … RATE_BINS), from the three log spectra (Q10 doublings
 * above the floor, SPECTRUM_BINS bins): light as it came, without motion, and the motion alone.
 */
export function emit(raw: Uint16Array, cleaned: Uint16Array, motion: Uint16Array, out: Int32Array): void {
  for (let bin: i32 = 0; bin < RATE_BINS; bin++) {
    const k: i32 = FIRST_BIN + bin;
    const asItCame: i32 = raw[k];
    const still: i32 = cleaned[k];
    const moved: i32 = motion[k];
    const line: i32 = ((LINE_RAW * asItCame) | 0) + ((LINE_CLEANED * still) | 0);
    const second: i32 = k << 1;
    // Beyond the spectrum's end the harmonic is neither seen nor missed: it counts as half the line.
    let harmonic: i32 = (asItCame + still) >> 1;
    let explained: i32 = moved >> 1;
    if (second < SPECTRUM_BINS) {
      const asItCame2: i32 = raw[second];
      const still2: i32 = cleaned[second];
      harmonic = asItCame2 + still2;
      explained = motion[second];
    }
    const most: i32 = (((asItCame + still) * 3) >> 2) + ALONE;
    if (harmonic > most) harmonic = most;
    const sum: i32 = line + ((HARMONIC * harmonic) | 0) - ((MOTION * explained) | 0);
    out[bin] = (sum >> 6) + PRIOR[bin];
  }
}
