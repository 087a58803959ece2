/** The light burns in bursts, as scheduler/ppg-schedule.ts decides: the product. */
export const BURSTS: i32 = 0;
/** The light is always on, but on the charger: rigs, replays, demonstrations. Empties the battery within days. */
export const CONTINUOUS: i32 = 1;

/** What a hub with the right scope may change. */
export class Settings {
  /** Minute records in a frame, 1 … 60. */
  minutesPerFrame: i32;
  /** Seconds of live view left, 0 … 3600. */
  liveS: i32;
  /** BURSTS or CONTINUOUS. */
  profile: i32;

  constructor() {
    this.minutesPerFrame = 5;
    this.liveS = 0;
    this.profile = BURSTS;
  }
}
