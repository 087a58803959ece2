import type { LightEvent, MotionEvent } from "./api.ts";
import type { Kernel } from "./kernel.ts";

/** Twelve bits of the sensor to the sixteen the kernel's filters are scaled for. */
const LIGHT_SHIFT = 4;
/** A reading beyond this is none of the sensor's. */
const MOST_LIGHT = 65535;
/** Acceleration beyond this is none of the sensor's (±4 g), g. */
const MOST_G = 16;
/** The accelerometer gives 12.5 Hz, the kernel wants 50: each value is held so often. */
const HELD = 4;

/** Carries sensor events to the kernel. Plain closures with few names: the first handler runs 50 times a second. */
export interface Sensors {
  light(event: LightEvent): void;
  motion(event: MotionEvent): void;
  /** Whether the light is wanted from now on: what comes late, after it went off, is dropped. */
  setLit(on: boolean): void;
  /** Estimates finished since the start. */
  hops(): number;
  /** Light samples taken, accelerations taken, and values refused, since the start. */
  samples(): number;
  motions(): number;
  refused(): number;
}

/** Dark at first. */
export function makeSensors(kernel: Kernel): Sensors {
  let lit = false;
  let x = 0;
  let y = 0;
  let z = 1000;
  let hops = 0;
  let samples = 0;
  let motions = 0;
  let refused = 0;
  return {
    light: (event) => {
      const light = event.vcPPG;
      if (typeof light !== "number" || !(light >= 0 && light <= MOST_LIGHT)) {
        refused = refused + 1;
        return;
      }
      if (!lit) return;
      samples = samples + 1;
      hops = kernel.sample(light << LIGHT_SHIFT, x, y, z);
    },
    motion: (event) => {
      if (!isAcceleration(event.x) || !isAcceleration(event.y) || !isAcceleration(event.z)) {
        refused = refused + 1;
        return;
      }
      x = (event.x * 1000) | 0;
      y = (event.y * 1000) | 0;
      z = (event.z * 1000) | 0;
      motions = motions + 1;
      // While the light is on, each of its samples takes the acceleration with it.
      if (!lit) for (let i = 0; i < HELD; i++) kernel.motion(x, y, z);
    },
    setLit: (on) => {
      lit = on;
    },
    hops: () => hops,
    samples: () => samples,
    motions: () => motions,
    refused: () => refused,
  };
}

function isAcceleration(value: unknown): value is number {
  return typeof value === "number" && value >= -MOST_G && value <= MOST_G;
}
