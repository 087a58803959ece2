import { divide } from "../dsp/divide.ts";
import { isqrt } from "../dsp/isqrt.ts";

/** Activity classes. */
export const REST: i32 = 0;
export const ACTIVE: i32 = 1;
export const VIGOROUS: i32 = 2;

/** Standard gravity in the unit of the accelerometer, mg. */
const GRAVITY: i32 = 1000;

// Thresholds on a hop's mean ENMO, mg, each with its way back: a class is left well below where it was entered, so that a
// steady animal on a threshold does not flicker. First values, from a collar's geometry: lying with breathing stays under
// 20 mg, a walk lies around 50–200 mg, a run above.
const ACTIVE_ABOVE: i32 = 40;
const REST_BELOW: i32 = 25;
const VIGOROUS_ABOVE: i32 = 300;
const ACTIVE_BELOW: i32 = 220;

/**
 * Movement intensity and its class. Intensity is ENMO, the Euclidean norm of acceleration minus one g, floored at zero and
 * averaged (van Hees et al., PLoS ONE 2013; 8(4): e61691), in mg.
 */
export class Activity {
  /** Mean ENMO of the last hop, mg. */
  intensity: i32 = 0;
  /** REST, ACTIVE or VIGOROUS. */
  activity: i32 = REST;
  private sum: i32 = 0;
  private count: i32 = 0;

  /** One sample, mg, each axis within ±16000 (the squares' sum stays below 2^30). */
  sample(ax: i32, ay: i32, az: i32): void {
    const norm: i32 = isqrt(((ax * ax) | 0) + ((ay * ay) | 0) + ((az * az) | 0));
    if (norm > GRAVITY) this.sum = this.sum + (norm - GRAVITY);
    this.count = this.count + 1;
  }

  /** Ends a hop (at most 2^31 / 27,713 = 77,000 samples): intensity and class are those of the samples since the last one. */
  endHop(): void {
    if (this.count === 0) return;
    const mean: i32 = divide(this.sum, this.count);
    this.sum = 0;
    this.count = 0;
    this.intensity = mean;
    if (mean > VIGOROUS_ABOVE) this.activity = VIGOROUS;
    else if (this.activity === VIGOROUS)
      this.activity = mean < REST_BELOW ? REST : mean < ACTIVE_BELOW ? ACTIVE : VIGOROUS;
    else if (mean > ACTIVE_ABOVE) this.activity = ACTIVE;
    else if (mean < REST_BELOW) this.activity = REST;
  }
}
