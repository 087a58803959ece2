/** The rate the collar takes readings for until one is measured, Hz. */
const NOMINAL_HZ = 50;
/** Seconds of light before that can be said, and between two times that it is. */
const MEASURED_S = 10;
/** Seconds after which it is measured anew, a multiple of those. */
const RENEWED_S = 60;
/** A change below this, Hz, is none: half a per cent is less than a beat. */
const STEP_HZ = 0.2;

/** The rate at which the light sensor's readings really come. */
export interface Rate {
  /** Hz, of the last light that was long enough to tell. */
  hz(): number;
  /** A second has passed. `now`: seconds; `samples`: readings so far; `lit`: the light burnt in all of it. True: there is a new rate. */
  end(now: number, samples: number, lit: boolean): boolean;
}

/** 50 Hz at first. A gap of the readings or a step of the clock says nothing of the rate: it is measured anew, the last one stands. */
export function makeRate(): Rate {
  let hz = NOMINAL_HZ;
  let fromSamples = 0;
  let fromTime = 0;
  let measuredS = 0;
  let last = 0;
  let time = 0;

  return {
    hz: () => hz,
    end: (now, samples, lit) => {
      const passed = now - time;
      const whole = lit && samples > last && passed > 0.5 && passed < 2;
      let changed = false;
      time = now;
      last = samples;
      measuredS = measuredS + 1;
      if (whole && measuredS % MEASURED_S === 0) {
        const measured = (samples - fromSamples) / (now - fromTime);
        changed = Math.abs(measured - hz) >= STEP_HZ;
        if (changed) hz = measured;
      }
      if (!whole || measuredS >= RENEWED_S) {
        fromSamples = samples;
        fromTime = now;
        measuredS = 0;
      }
      return changed;
    },
  };
}
