import { REST, VIGOROUS } from "../activity/activity.ts";
import { CHARGING, OFF_COLLAR, WARMING_UP } from "../contact/flags.ts";
import { CONTINUOUS, type Settings } from "../settings.ts";

const MINUTE_S: i32 = 60;
/** Confidence from which an estimate counts as good, %, and how many make a burst a good one. */
const GOOD: i32 = 50;
const GOOD_ESTIMATES: i32 = 3;
/** A burst awake: over at so many good estimates (8 s of warming up, then one every 2 s), at the latest after so many seconds. */
const ENOUGH_ESTIMATES: i32 = 5;
const BURST_S: i32 = 30;
/** A burst of an animal asleep: breath wants 40 s of light after the warming up. */
const SLEEP_BURST_S: i32 = 50;
/** A rate worth a second look keeps the light on for so long: 9 s of warming up, 30 s until an event is said, and some to spare. */
const SECOND_LOOK_S: i32 = 60;
/** From one burst to the next, minutes. */
const AWAKE_MIN: i32 = 4;
const ASLEEP_MIN: i32 = 5;
/** An animal that moves is waited for; after so many minutes it is tried all the same. */
const PATIENCE_MIN: i32 = 6;
/** Seconds of rest before a burst, and of rest on the whole that mean sleep. A second of movement costs a minute of it. */
const CALM_S: i32 = 5;
const ASLEEP_S: i32 = 600;
const STIRRED_S: i32 = 60;
/** Seconds of vigorous movement in a row that spoil a burst. */
const SPOILT_S: i32 = 5;
/** After the n-th failure in a row 2^n minutes are waited, at most 2^4. */
const MOST_FAILURES: i32 = 4;
/** Seconds of movement that make a collar that lay somewhere look whether it is worn again, and between two such looks. */
const PICKED_UP_S: i32 = 3;
const LOOK_AGAIN_S: i32 = 60;
/** Battery, %: below the first the pauses are four times as long, below the second there is no light at all. */
const LOW: i32 = 15;
const CRITICAL: i32 = 5;

/**
 * Decides, second by second, whether the light is on: it takes most of the battery. Bursts of light when the animal is calm, longer
 * ones while it sleeps, longer pauses after failures and on a low battery, none on the charger, probes off the collar, always on
 * for a live view. A burst begins with a minute of the record, so that one record holds it. No clock of the day is needed: sleep
 * is long rest.
 */
export class PpgSchedule {
  /** Whether the light is to be on during the next second. On from the start: the first thing wanted is a pulse. */
  on: bool;
  /** The animal has rested for so long that it sleeps. */
  asleep: bool;
  private settings: Settings;
  private minuteS: i32;
  private burstS: i32;
  private pauseS: i32;
  private good: i32;
  private hops: i32;
  /** Minutes until the next burst, and minutes it is overdue. */
  private waitMin: i32;
  private lateMin: i32;
  private failures: i32;
  private off: bool;
  private stillS: i32;
  private movingS: i32;
  private vigorousS: i32;

  constructor(settings: Settings) {
    this.on = true;
    this.asleep = false;
    this.settings = settings;
    this.minuteS = 0;
    this.burstS = 0;
    this.pauseS = 0;
    this.good = 0;
    this.hops = 0;
    this.waitMin = 0;
    this.lateMin = 0;
    this.failures = 0;
    this.off = false;
    this.stillS = 0;
    this.movingS = 0;
    this.vigorousS = 0;
  }

  /**
   * A second has passed. activity: class of the last hop; hops, confidence (%), flags: as Vitals has them; battery: %, 0 when
   * unknown; suspicious: a heart rate outside its limits is being watched.
   */
  tick(activity: i32, hops: i32, confidence: i32, flags: i32, battery: i32, suspicious: bool): void {
    this.minuteS = this.minuteS === MINUTE_S - 1 ? 0 : this.minuteS + 1;
    this.move(activity);
    if ((flags & CHARGING) !== 0) {
      this.halt();
      return;
    }
    const settings = this.settings;
    if (settings.profile === CONTINUOUS || settings.liveS > 0) {
      if (!this.on) this.begin();
    } else if (battery > 0 && battery <= CRITICAL) {
      this.halt();
      return;
    } else if (!this.on) {
      this.pause(activity);
      return;
    }
    this.burst(hops, confidence, flags);
    if (settings.profile === CONTINUOUS || settings.liveS > 0) return;
    if (suspicious && this.burstS < SECOND_LOOK_S) return;
    const gone: bool = this.off && (flags & WARMING_UP) === 0;
    if (gone || this.vigorousS >= SPOILT_S || this.burstS >= this.lengthS()) this.end(battery);
    else if (!this.asleep && this.good >= ENOUGH_ESTIMATES) this.end(battery);
  }

  private move(activity: i32): void {
    if (activity === REST) {
      this.movingS = 0;
      if (this.stillS < ASLEEP_S) this.stillS = this.stillS + 1;
    } else {
      this.movingS = this.movingS + 1;
      this.stillS = this.stillS > STIRRED_S ? this.stillS - STIRRED_S : 0;
    }
    this.vigorousS = activity === VIGOROUS ? this.vigorousS + 1 : 0;
    if (this.stillS === ASLEEP_S) this.asleep = true;
    else if (this.stillS < ASLEEP_S >> 1) this.asleep = false;
  }

  private lengthS(): i32 {
    return this.asleep ? SLEEP_BURST_S : BURST_S;
  }

  private begin(): void {
    this.on = true;
    this.burstS = 0;
    this.good = 0;
  }

  /** One more second of light has been seen. */
  private burst(hops: i32, confidence: i32, flags: i32): void {
    if (this.burstS < SECOND_LOOK_S) this.burstS = this.burstS + 1;
    if (hops !== this.hops) {
      this.hops = hops;
      if (confidence >= GOOD && this.good < ENOUGH_ESTIMATES) this.good = this.good + 1;
    }
    // While the window fills nothing is known yet, and what was known before still stands.
    if ((flags & WARMING_UP) === 0) this.off = (flags & OFF_COLLAR) !== 0;
  }

  /** The light goes off; how the burst went decides for how long. */
  private end(battery: i32): void {
    this.on = false;
    this.pauseS = 0;
    this.lateMin = 0;
    if (!this.off && this.good >= GOOD_ESTIMATES) {
      this.failures = 0;
      this.waitMin = this.asleep ? ASLEEP_MIN : AWAKE_MIN;
    } else {
      if (this.failures < MOST_FAILURES) this.failures = this.failures + 1;
      this.waitMin = 1 << this.failures;
    }
    if (battery > 0 && battery <= LOW) this.waitMin = this.waitMin << 2;
  }

  /** Dark whatever happens; once that is over the next minute begins with light. */
  private halt(): void {
    this.on = false;
    this.pauseS = 0;
    this.waitMin = 0;
    this.failures = 0;
    this.lateMin = PATIENCE_MIN;
  }

  private pause(activity: i32): void {
    if (this.pauseS < LOOK_AGAIN_S) this.pauseS = this.pauseS + 1;
    if (this.off && this.movingS >= PICKED_UP_S && this.pauseS === LOOK_AGAIN_S) {
      this.begin();
      return;
    }
    if (this.minuteS !== 0) return;
    if (this.waitMin > 1) {
      this.waitMin = this.waitMin - 1;
      return;
    }
    const calm: bool = activity === REST && this.stillS >= CALM_S;
    if (calm || this.off || this.lateMin >= PATIENCE_MIN) this.begin();
    else this.lateMin = this.lateMin + 1;
  }
}
