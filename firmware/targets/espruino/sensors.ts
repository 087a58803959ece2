import type { LightEvent, MotionEvent } from "./api.ts";
import type { Collar } from "./native.ts";

/** Carries sensor events to the collar, which refuses and counts what is none. */
export interface Sensors {
  light(event: LightEvent): void;
  motion(event: MotionEvent): void;
}

/**
 * The first handler runs 50 times a second, and the interpreter pays for each word and for each name on the way to the one it wants:
 * so the native functions are this closure's own, and what can be checked behind the border is. "ram" has Espruino keep a function's
 * text in memory instead of reading it from the flash chip at each run. What comes late, after the light went off, the collar drops.
 */
export function makeSensors(collar: Collar): Sensors {
  const light = collar.light;
  const motion = collar.motion;
  /** More than three axes of ±16 g can sum up to; what is no number is not below it. */
  const most = 49;
  /** In a g. */
  const mg = 1000;
  /** mg that the collar refuses. */
  const none = 99999;
  return {
    light: (event) => {
      "ram";
      light(event.vcPPG);
    },
    motion: (event) => {
      "ram";
      if (event.x + event.y + event.z < most) motion(event.x * mg, event.y * mg, event.z * mg);
      else motion(none, 0, 0);
    },
  };
}
