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
 * … and lines at half the rate and at half as much again, both, in the light without motion: they are the fundamental and the third
 * harmonic of a heart half as fast. The lines of a wearer who moves may be of anything, so there it counts half as much.
 */
const HALVED: i32 = 15;
const HALVED_AT_REST: i32 = 28;
/**
 * The channels' mean evens out the noise of each; one channel alone has none to be averaged with, and what a movement leaves in it
 * passes for lines. While its wearer moves, all its evidence counts this much: a wrong line must last longer before it is followed.
 */
const LONE: i32 = 44;
const WHOLE: i32 = 64;
/** Keeps what speaks for a rate positive: more than motion, prior and a halved rate can take off. */
const LEVEL: i32 = 20480;
/**
 * A harmonic is believed as far as there is a fundamental to it: up to 3/4 of the line's height and three doublings. Otherwise half
 * of every true rate would have the true line for its harmonic.
 */
const ALONE: i32 = 3072;

/**
 * Log likelihood of each rate plus its prior, Q10 doublings above LEVEL, into out[0 … RATE_BINS), from the three log spectra (Q10 doublings
 * above the floor, SPECTRUM_BINS bins): light as it came, without motion, and the motion alone; channels: how many lights they are
 * the mean of; atRest: the wearer is still.
 */
export function emit(
  raw: Uint16Array,
  cleaned: Uint16Array,
  motion: Uint16Array,
  channels: i32,
  atRest: bool,
  out: Uint16Array,
): void {
  const halved: i32 = atRest ? HALVED_AT_REST : HALVED;
  const weight: i32 = channels === 1 && !atRest ? LONE : WHOLE;
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
    const sum: i32 =
      line + ((HARMONIC * harmonic) | 0) - ((MOTION * explained) | 0) - ((halved * ofHalf(cleaned, k)) | 0);
    out[bin] = LEVEL + ((((sum >> 6) * weight) | 0) >> 6) + PRIOR[bin];
  }
}

/** The fainter of the lines at k / 2 and 3 k / 2, the higher of two bins where the half falls between; 0 where one is out of sight. */
function ofHalf(cleaned: Uint16Array, k: i32): i32 {
  const half: i32 = k >> 1;
  const odd: i32 = k + half;
  const between: i32 = k & 1;
  if (half < FIRST_BIN || odd + between >= SPECTRUM_BINS) return 0;
  const below: i32 = larger(cleaned[half], cleaned[half + between]);
  const above: i32 = larger(cleaned[odd], cleaned[odd + between]);
  return below < above ? below : above;
}

function larger(a: i32, b: i32): i32 {
  return a > b ? a : b;
}
