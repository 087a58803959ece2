import { OFF_COLLAR } from "./contact/flags.ts";

/** Numbers of petpulse.v1.EventKind. */
export const EVENT_BOOT: i32 = 1;
export const EVENT_OFF_COLLAR: i32 = 2;
export const EVENT_ON_COLLAR: i32 = 3;
export const EVENT_BRADYCARDIA: i32 = 4;
export const EVENT_TACHYCARDIA: i32 = 5;
export const EVENT_BREATHING_FAST: i32 = 6;
export const EVENT_ANOMALY: i32 = 9;
export const EVENT_LOW_BATTERY: i32 = 10;
export const EVENT_TIME_SET: i32 = 11;
export const EVENT_DROPPED: i32 = 12;

/** Events that can wait for the flash. */
const WAITING: i32 = 8;
/** Seconds off or on the collar before it is said. */
const CONTACT_S: i32 = 10;
/** Seconds a heart rate has to stay outside its limits, and how sure the collar has to be, %. */
const RATE_S: i32 = 30;
const SURE: i32 = 80;
/**
 * Limits, 0.1 bpm. Healthy dogs fall to 40 a minute asleep and rest at 60–160 by size (Moise et al. 2020, 24 h Holter of
 * 130 dogs); above 220 only effort explains it, and effort shows in the acceleration.
 */
const SLOWEST: i32 = 400;
const FASTEST: i32 = 2200;
/** Mean ENMO of a moving animal, mg: above it a fast heart is no event. */
const EFFORT: i32 = 50;
/** Battery, %: said at the first, said again only after it has been above the second. */
const LOW: i32 = 15;
const CHARGED: i32 = 25;

/** Watches what the collar measures and queues what has to be said at once. */
export class Events {
  kinds: Int32Array;
  values: Int32Array;
  times: Int32Array;
  count: i32;
  dropped: i32;
  offS: i32;
  onS: i32;
  off: bool;
  slowS: i32;
  fastS: i32;
  lowSaid: bool;

  constructor() {
    this.kinds = new Int32Array(WAITING);
    this.values = new Int32Array(WAITING);
    this.times = new Int32Array(WAITING);
    this.count = 0;
    this.dropped = 0;
    this.offS = 0;
    this.onS = 0;
    this.off = false;
    this.slowS = 0;
    this.fastS = 0;
    this.lowSaid = false;
  }

  /** Queues an event of uptime `atS`; when too many wait the oldest goes, and is counted. */
  add(kind: i32, value: i32, atS: i32): void {
    if (this.count === WAITING) {
      this.take();
      this.dropped = this.dropped + 1;
    }
    this.kinds[this.count] = kind;
    this.values[this.count] = value;
    this.times[this.count] = atS;
    this.count = this.count + 1;
  }

  /** The first one is written down. */
  take(): void {
    for (let i: i32 = 1; i < this.count; i++) {
      this.kinds[i - 1] = this.kinds[i];
      this.values[i - 1] = this.values[i];
      this.times[i - 1] = this.times[i];
    }
    this.count = this.count - 1;
  }

  /** Once a second, with what the kernel says now: 0.1 bpm, %, flag bits, mg, %. */
  watch(heartRate: i32, confidence: i32, flags: i32, intensity: i32, battery: i32, atS: i32): void {
    this.contact((flags & OFF_COLLAR) !== 0, atS);
    const sure: bool = confidence >= SURE;
    this.slowS = sure && heartRate < SLOWEST ? this.slowS + 1 : 0;
    this.fastS = sure && heartRate > FASTEST && intensity < EFFORT ? this.fastS + 1 : 0;
    if (this.slowS === RATE_S) this.add(EVENT_BRADYCARDIA, heartRate, atS);
    if (this.fastS === RATE_S) this.add(EVENT_TACHYCARDIA, heartRate, atS);
    if (battery > CHARGED) this.lowSaid = false;
    if (battery > 0 && battery <= LOW && !this.lowSaid) {
      this.lowSaid = true;
      this.add(EVENT_LOW_BATTERY, battery, atS);
    }
  }

  contact(off: bool, atS: i32): void {
    this.offS = off ? this.offS + 1 : 0;
    this.onS = off ? 0 : this.onS + 1;
    if (!this.off && this.offS === CONTACT_S) {
      this.off = true;
      this.add(EVENT_OFF_COLLAR, CONTACT_S, atS);
    }
    if (this.off && this.onS === CONTACT_S) {
      this.off = false;
      this.add(EVENT_ON_COLLAR, 0, atS);
    }
  }
}
