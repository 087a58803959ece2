/** What a hub with the right scope may change. */
export class Settings {
  /** Minute records in a frame, 1 … 60. */
  minutesPerFrame: i32;
  /** Seconds of live view left, 0 … 3600. */
  liveS: i32;

  constructor() {
    this.minutesPerFrame = 5;
    this.liveS = 0;
  }
}
