import type { LightEvent, MotionEvent } from "./api.ts";
import type { Collar } from "./native.ts";

/** A reading beyond this is none of the sensor's. */
const MOST_LIGHT = 65535;
/** Acceleration beyond this is none of the sensor's (±4 g), g. */
const MOST_G = 16;

/** Carries sensor events to the collar. Plain closures with few names: the first handler runs 50 times a second. */
export interface Sensors {
  light(event: LightEvent): void;
  motion(event: MotionEvent): void;
  /** Light readings taken, and values refused, since the start. */
  samples(): number;
  refused(): number;
}

/** What comes late, after the light went off, the collar itself drops. */
export function makeSensors(collar: Collar): Sensors {
  let samples = 0;
  let refused = 0;
  return {
    light: (event) => {
      const light = event.vcPPG;
      if (typeof light !== "number" || !(light >= 0 && light <= MOST_LIGHT)) {
        refused = refused + 1;
        return;
      }
      samples = samples + 1;
      collar.light(light | 0);
    },
    motion: (event) => {
      if (!isAcceleration(event.x) || !isAcceleration(event.y) || !isAcceleration(event.z)) {
        refused = refused + 1;
        return;
      }
      collar.motion((event.x * 1000) | 0, (event.y * 1000) | 0, (event.z * 1000) | 0);
    },
    samples: () => samples,
    refused: () => refused,
  };
}

function isAcceleration(value: unknown): value is number {
  return typeof value === "number" && value >= -MOST_G && value <= MOST_G;
}
