import type { Watch } from "./api.ts";

/** Milliseconds between samples: the kernel's 50 Hz. */
const POLL_MS = 20;
/** Seconds that the firmware may adjust the LED in before it is frozen: a step of the LED looks like a beat. */
const ADJUST_S = 2;
/** Who wants the light sensor, as Bangle counts its users. */
const USER = "petpulse";

/** The light sensor's power: on for the bursts that the schedule wants, off otherwise. */
export interface Light {
  on(): boolean;
  set(on: boolean): void;
  /** A second has passed. Whether the light burnt in all of it. */
  tick(): boolean;
}

/** `watch` null: there is no sensor to power, samples are injected. */
export function makeLight(watch: Watch | null): Light {
  let lit = false;
  let seconds = 0;
  return {
    on: () => lit,
    set: (on) => {
      if (on === lit) return;
      lit = on;
      seconds = 0;
      if (watch === null) return;
      // The interval is taken when power comes on; wear detection is set back by it, and stops the samples of a collar on fur.
      if (on) watch.setOptions({ hrmPollInterval: POLL_MS });
      watch.setHRMPower(on, USER);
      if (on) watch.setOptions({ hrmWearDetect: false, hrmGreenAdjust: true });
    },
    tick: () => {
      if (!lit) return false;
      seconds = seconds + 1;
      if (seconds === ADJUST_S && watch !== null) watch.setOptions({ hrmGreenAdjust: false });
      // It was switched on somewhere in the first.
      return seconds > 1;
    },
  };
}
