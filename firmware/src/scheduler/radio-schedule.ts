/** Time between two wakes of the radio, ms, in whole 1.25 ms slots (Bluetooth Core 5.4, vol. 6 part B 4.5.1 and 4.4.2.2). */
const BACKLOG_MS: i32 = 50;
const LIVE_MS: i32 = 500;
const QUIET_MS: i32 = 2000;
const SEARCH_MS: i32 = 200;
const ALONE_MS: i32 = 1000;
const AWAY_MS: i32 = 2000;
const SPARE_MS: i32 = 4000;
/** Frames that wait before the link is made faster; fewer go with the next wakes. */
const BACKLOG: i32 = 8;
/** Seconds without a hub in which one is most likely near, and after which it is taken to be away. */
const SEARCH_S: i32 = 60;
const AWAY_S: i32 = 600;
/** Battery, %, below which a collar alone is heard more seldom. */
const LOW: i32 = 15;

/**
 * Says how often the radio may wake: with a hub, the effective connection interval (interval × (latency + 1)) to ask for; without,
 * the advertising interval. A target asks its stack for the nearest it has.
 */
export class RadioSchedule {
  /** ms between wakes. */
  everyMs: i32;
  private aloneS: i32;

  constructor() {
    this.everyMs = SEARCH_MS;
    this.aloneS = 0;
  }

  /** A second has passed. waiting: frames a hub has asked for and not yet been sent; battery: %, 0 when unknown. */
  tick(connected: bool, waiting: i32, live: bool, charging: bool, battery: i32): void {
    if (connected) {
      this.aloneS = 0;
      this.everyMs = waiting > BACKLOG ? BACKLOG_MS : live ? LIVE_MS : QUIET_MS;
      return;
    }
    if (this.aloneS < AWAY_S) this.aloneS = this.aloneS + 1;
    if (charging || this.aloneS <= SEARCH_S) this.everyMs = SEARCH_MS;
    else if (battery > 0 && battery <= LOW) this.everyMs = SPARE_MS;
    else this.everyMs = this.aloneS < AWAY_S ? ALONE_MS : AWAY_MS;
  }
}
