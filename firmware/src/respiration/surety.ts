import { divide } from "../dsp/divide.ts";
import { exp2Fraction } from "../dsp/exp2.ts";
import { log2 } from "../dsp/log2.ts";

// A logistic regression of "within 2 a minute of the reference" on what the filter knows, in Q10 doublings of the odds. Fitted over
// people at rest under light (bidmc) and acceleration (resp10) and over signals without any breath (noise, drift, a pulse alone), which
// count as wrong; it holds on people left out (`node firmware/tools/breaths.ts` prints the reliability).
const OFFSET: i32 = -2113;
const PER_ODDS: i32 = 905;
const PER_CONTRAST: i32 = 5038;
/** In the chest's motion every tenth below 10 a minute costs: there sway lives. */
const SLOW: i32 = 100;
const PER_SLOW: i32 = 88;
/** The filter's own odds count up to 2^8. */
const FULL: i32 = 16777216;
const EDGE: i32 = 65536;

/**
 * How likely the rate is right within 2 a minute, 0–100 %. mass: Q24; contrast: Q10 doublings, |contrast| < 2^18; rate: tenths; sways:
 * whether the chest's motion was among the witnesses.
 */
export function surety(mass: i32, contrast: i32, rate: i32, sways: bool): i32 {
  const inside: i32 = mass < EDGE ? EDGE : mass > FULL - EDGE ? FULL - EDGE : mass;
  const odds: i32 = log2(inside) - log2(FULL - inside);
  const slow: i32 = sways && rate < SLOW ? SLOW - rate : 0;
  const z: i32 =
    OFFSET +
    (((odds * PER_ODDS) | 0) >> 10) +
    (((contrast * PER_CONTRAST) | 0) >> 10) -
    ((slow * PER_SLOW) | 0);
  const away: i32 = z < 0 ? 0 - z : z;
  const small: i32 = away > 15359 ? 0 : exp2Fraction(away & 1023) >> (away >> 10);
  const large: i32 = z < 0 ? small : 32768;
  return divide((large * 100) | 0, 32768 + small);
}
