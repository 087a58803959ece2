import { SAVED } from "./anomaly/anomaly.ts";
import { Clock } from "./clock.ts";
import { CHARGING } from "./contact/flags.ts";
import {
  EVENT_ANOMALY,
  EVENT_BOOT,
  EVENT_BREATHING_FAST,
  EVENT_DROPPED,
  EVENT_TIME_SET,
  Events,
} from "./events.ts";
import { FrameEncoder, MAX_RECORDS } from "./frame/encoder.ts";
import { Rows } from "./frame/rows.ts";
import { Link } from "./link/link.ts";
import { FrameLog } from "./log/frame-log.ts";
import { Memory } from "./log/memory.ts";
import { ACTIVITY, MINUTE_COLUMNS } from "./minute.ts";
import { type Entropy, type Flash, OK } from "./ports.ts";
import { PpgSchedule } from "./scheduler/ppg-schedule.ts";
import { RadioSchedule } from "./scheduler/radio-schedule.ts";
import { Settings } from "./settings.ts";
import { Vitals } from "./vitals.ts";

/** Columns of petpulse.v1.Live: heart rate, confidence, intensity, activity, flags. */
const LIVE_COLUMNS: i32 = 5;
/** Seconds between two estimates. */
const LIVE_STEP_S: i32 = 2;
const MINUTE_S: i32 = 60;
/** Minutes between two times that what is learnt of the wearer is written down: 6 h, 184 bytes of flash. */
const KEEP_MIN: i32 = 360;

/**
 * The whole collar: sample in → vitals → minute, live estimate, event → frame with tag → log → link.
 * A target pushes samples as they come, calls `tick` once a second, and carries fragments between `link` and its radio.
 * A frame's number is used up only when the log holds it; what flash refuses waits, and what cannot wait is counted and said.
 */
export class Collar {
  vitals: Vitals;
  log: FrameLog;
  link: Link;
  clock: Clock;
  settings: Settings;
  events: Events;
  /** When the light is on, and how often the radio may wake: a target obeys. */
  ppg: PpgSchedule;
  radio: RadioSchedule;
  encoder: FrameEncoder;
  minutes: Rows;
  live: Rows;
  row: Int32Array;
  /** Frames appended since boot. */
  framesMade: i32;
  battery: i32;
  minuteS: i32;
  /** What outlives a reset, and the minutes since it was written down. */
  memory: Memory;
  keptMin: i32;
  hopsSeen: i32;
  liveAgeS: i32;
  /** Whether breathing was above the sleeping limit a second ago. */
  breathingFast: i32;

  /** `channels`: PPG channels, 1 … 3; `device`: 8 bytes; `key`: 32 bytes. */
  constructor(flash: Flash, entropy: Entropy, channels: i32, device: Uint8Array, key: Uint8Array) {
    this.vitals = new Vitals(channels);
    const log = new FrameLog(flash);
    const clock = new Clock();
    const settings = new Settings();
    this.log = log;
    this.clock = clock;
    this.settings = settings;
    this.events = new Events();
    this.ppg = new PpgSchedule(settings);
    this.radio = new RadioSchedule();
    this.encoder = new FrameEncoder(device, key);
    this.minutes = new Rows(MINUTE_COLUMNS, MAX_RECORDS, MINUTE_S);
    this.live = new Rows(LIVE_COLUMNS, MAX_RECORDS, LIVE_STEP_S);
    this.row = new Int32Array(MINUTE_COLUMNS);
    this.framesMade = 0;
    this.battery = 0;
    this.minuteS = 0;
    this.memory = new Memory(log, SAVED);
    this.keptMin = 0;
    this.hopsSeen = 0;
    this.liveAgeS = 0;
    this.breathingFast = 0;
    this.link = new Link(log, entropy, clock, settings, device, key);
  }

  /** Opens the log and begins an epoch above `epochFloor`. OK or FLASH_FAILED: start again. */
  start(epochFloor: i32, resetReason: i32): i32 {
    const mounted: i32 = this.log.mount(epochFloor);
    if (mounted !== OK) return mounted;
    if (this.memory.recall()) this.vitals.anomaly.load(this.memory.words);
    this.events.add(EVENT_BOOT, resetReason, 0);
    this.write();
    return OK;
  }

  /** One 50 Hz sample: light in counts, acceleration in mg. */
  sample(ppg0: i32, ppg1: i32, ppg2: i32, ax: i32, ay: i32, az: i32): void {
    this.vitals.sample(ppg0, ppg1, ppg2, ax, ay, az);
  }

  /** One 50 Hz sample of acceleration, mg, while `ppg.on` is false and the light is off. */
  motion(ax: i32, ay: i32, az: i32): void {
    this.vitals.motion(ax, ay, az);
  }

  /** Skin temperature, 0.01 °C. */
  setTemperature(centi: i32): void {
    this.vitals.setTemperature(centi);
  }

  /** Battery, 0 … 100 %. */
  setBattery(percent: i32, charging: bool): void {
    this.battery = percent;
    this.vitals.setBattery(percent, charging);
  }

  /** A second has passed by the target's clock. */
  tick(): void {
    const vitals = this.vitals;
    const clock = this.clock;
    clock.uptimeS = clock.uptimeS + 1;
    vitals.tick();
    this.link.battery = this.battery;
    this.link.flags = vitals.flags;
    const confidence: i32 = vitals.confidence;
    this.events.watch(
      vitals.heartRate,
      confidence,
      vitals.flags,
      vitals.intensity,
      this.battery,
      clock.uptimeS,
    );
    if (this.link.timeWasSet) {
      this.link.timeWasSet = false;
      this.events.add(EVENT_TIME_SET, this.link.timeCorrection, clock.uptimeS);
    }
    const fast: i32 = vitals.breath.sleeping.high;
    if (fast !== 0 && this.breathingFast === 0)
      this.events.add(EVENT_BREATHING_FAST, vitals.breath.sleeping.median(), clock.uptimeS);
    this.breathingFast = fast;
    this.estimate();
    this.minuteS = this.minuteS + 1;
    if (this.minuteS === MINUTE_S) {
      this.minuteS = 0;
      vitals.takeMinute(this.row);
      if (vitals.anomaly.raised) this.events.add(EVENT_ANOMALY, vitals.anomaly.explanation(), clock.uptimeS);
      this.row[ACTIVITY] = this.row[ACTIVITY] + 1;
      this.minutes.push(this.row, clock.uptimeS - MINUTE_S);
      this.remember();
    }
    this.write();
    this.schedule();
  }

  /** Decides on light and radio of the next second. The light owes samples only once it has been on for a second. */
  schedule(): void {
    const vitals = this.vitals;
    const events = this.events;
    const link = this.link;
    const suspicious: bool = events.slowS > 0 || events.fastS > 0;
    vitals.lightDue = this.ppg.on;
    this.ppg.tick(vitals.activity, vitals.hops, vitals.confidence, vitals.flags, this.battery, suspicious);
    if (!this.ppg.on) vitals.lightDue = false;
    const waiting: i32 = link.sending ? this.log.nextSeq - link.nextSend : 0;
    const live: bool = this.settings.liveS > 0;
    this.radio.tick(link.open, waiting, live, (vitals.flags & CHARGING) !== 0, this.battery);
  }

  /** Writes down what is learnt of the wearer, every six hours; what flash refuses is tried again a minute later. */
  remember(): void {
    this.keptMin = this.keptMin + 1;
    if (this.keptMin < KEEP_MIN) return;
    this.vitals.anomaly.save(this.memory.words);
    if (this.memory.keep() === OK) this.keptMin = 0;
  }

  /** While somebody looks, every new estimate waits to be framed. */
  estimate(): void {
    const vitals = this.vitals;
    const settings = this.settings;
    const fresh: bool = vitals.hops !== this.hopsSeen;
    this.hopsSeen = vitals.hops;
    if (settings.liveS === 0) return;
    settings.liveS = settings.liveS - 1;
    if (!fresh) return;
    const row = this.row;
    row[0] = vitals.heartRate;
    row[1] = vitals.confidence;
    row[2] = vitals.intensity;
    row[3] = vitals.activity + 1;
    row[4] = vitals.flags;
    this.live.push(row, this.clock.uptimeS);
  }

  /** Frames and appends whatever is due: events first, then the lost, the live, the minutes. Stops where flash does. */
  write(): void {
    this.sayDropped();
    while (this.events.count > 0) {
      this.head(this.events.times[0]);
      if (!this.append(this.encoder.event(this.events.kinds[0], this.events.values[0]))) return;
      this.events.take();
    }
    if (this.log.lostTo > 0) {
      const named: i32 = this.log.lostTo;
      this.head(this.clock.uptimeS);
      if (!this.append(this.encoder.gap(this.log.lostFrom, named, this.log.lostReason))) return;
      // Appending may have overwritten another page: then the range has grown and is named again.
      if (this.log.lostTo === named) this.log.gapNamed();
    }
    if (this.live.count > 0 && !this.writeRows(this.live, true)) return;
    const due: i32 = this.settings.liveS > 0 ? 1 : this.settings.minutesPerFrame;
    if (this.minutes.count >= due) this.writeRows(this.minutes, false);
  }

  /** Frames as many waiting rows as fit; true once none waits. */
  writeRows(rows: Rows, live: bool): bool {
    while (rows.count > 0) {
      this.head(rows.startS);
      let n: i32 = rows.count;
      let length: i32 = 0;
      while (n > 0) {
        length = live
          ? this.encoder.live(rows.rows, rows.columns, n, rows.stepS)
          : this.encoder.minutes(rows.rows, rows.columns, n);
        if (length > 0) break;
        n = n >> 1;
      }
      if (!this.append(length)) return false;
      rows.take(n);
    }
    return true;
  }

  /** What could not wait any longer becomes an event. */
  sayDropped(): void {
    const dropped: i32 = this.minutes.dropped + this.live.dropped + this.events.dropped;
    if (dropped === 0 || this.events.count > 0) return;
    this.minutes.dropped = 0;
    this.live.dropped = 0;
    this.events.dropped = 0;
    this.events.add(EVENT_DROPPED, dropped, this.clock.uptimeS);
  }

  head(atS: i32): void {
    const clock = this.clock;
    this.encoder.head(this.log.epoch, this.log.nextSeq, atS, clock.utcAt(atS), clock.hasUtc);
  }

  append(length: i32): bool {
    if (this.log.append(this.encoder.out.bytes, length) !== OK) return false;
    this.framesMade = this.framesMade + 1;
    return true;
  }
}
