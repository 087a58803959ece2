import { FLAG_BITS, NO_SIGNAL, PPG_RESTING } from "../../src/contact/flags.ts";
import * as minute from "../../src/minute.ts";
import type { Kernel } from "./kernel.ts";
import type { Light } from "./light.ts";
import type { Sensors } from "./sensors.ts";

/** Events of the accelerometer below which a second counts as silent: half of 12.5. */
const MOTIONS_DUE = 6;
/** The rate the kernel takes its samples for, Hz, and seconds of light before the real one can be said. */
const NOMINAL_HZ = 50;
const MEASURED_S = 10;
/** Seconds after which it is measured anew. */
const RENEWED_S = 60;
/** Beyond this share of the nominal rate the samples are not those of a heart. */
const SLOWEST = 0.7;
const FASTEST = 1.4;

/** What is known after a second. */
export interface Second {
  /** 0.1 bpm at the real sample rate. */
  heartRate: number;
  /** %, 0: not known. */
  confidence: number;
  /** Bits of src/contact/flags.ts. */
  flags: number;
}

/** Ends seconds and minutes of the kernel; corrects what it says by the rate the samples really came at. */
export interface Seconds {
  /** A second has passed; `now` in seconds. */
  end(now: number): Second;
  /** Samples per second of light, measured over the present burst; 50 until it is known. */
  rateHz(): number;
  /** The minute's columns (src/minute.ts). */
  takeMinute(): number[];
}

/**
 * The kernel expects light in every second that it is told of; the script knows when there is none. So it counts the seconds of
 * each flag itself, and does not tell the kernel of dark ones, nor of the one in which the sensor starts.
 */
export function makeSeconds(kernel: Kernel, sensors: Sensors, light: Light): Seconds {
  const flagSeconds = new Uint8Array(FLAG_BITS);
  let seconds = 0;
  let motions = 0;
  let rateHz = NOMINAL_HZ;
  let fromSamples = 0;
  let fromTime = 0;
  let measuredS = 0;
  let time = 0;
  /** The last rate of the minute that stood for something. */
  let minuteHz = NOMINAL_HZ;

  const correct = (rate: number, hz: number) => Math.floor((rate * hz) / NOMINAL_HZ + 0.5);

  const anchor = (now: number) => {
    fromSamples = sensors.samples();
    fromTime = now;
    measuredS = 0;
  };

  /** A gap of the samples or a step of the clock says nothing of the rate: it is measured anew, and the last one stands. */
  const measure = (now: number, whole: boolean) => {
    measuredS = measuredS + 1;
    if (whole && measuredS >= MEASURED_S) rateHz = (sensors.samples() - fromSamples) / (now - fromTime);
    if (!whole || measuredS >= RENEWED_S) anchor(now);
  };

  return {
    end: (now) => {
      const passed = now - time;
      time = now;
      let flags = 0;
      let confidence = 0;
      if (light.on() && light.seconds() > 1) {
        kernel.tick();
        flags = kernel.flags();
        confidence = kernel.confidence();
        measure(now, (flags & NO_SIGNAL) === 0 && passed > 0.5 && passed < 2);
        if (rateHz < NOMINAL_HZ * SLOWEST || rateHz > NOMINAL_HZ * FASTEST) {
          confidence = 0;
          flags = flags | NO_SIGNAL;
        }
        if (confidence > 0) minuteHz = rateHz;
      } else {
        flags = kernel.flags() & ~NO_SIGNAL;
        if (!light.on()) {
          flags = flags | PPG_RESTING;
          if (sensors.motions() - motions < MOTIONS_DUE) flags = flags | NO_SIGNAL;
        }
        anchor(now);
        rateHz = NOMINAL_HZ;
      }
      motions = sensors.motions();
      seconds = seconds + 1;
      for (let bit = 0; bit < FLAG_BITS; bit++)
        if ((flags & (1 << (bit & 31))) !== 0) flagSeconds[bit] = flagSeconds[bit]! + 1;
      return { heartRate: correct(kernel.heartRate(), rateHz), confidence: confidence, flags: flags };
    },
    rateHz: () => rateHz,
    takeMinute: () => {
      kernel.takeMinute();
      const columns: number[] = [];
      for (let i = 0; i < minute.MINUTE_COLUMNS; i++) columns.push(kernel.column(i));
      columns[minute.HEART_RATE] = correct(columns[minute.HEART_RATE]!, minuteHz);
      let flags = 0;
      for (let bit = 0; bit < FLAG_BITS; bit++) {
        if (flagSeconds[bit]! > 0 && flagSeconds[bit]! * 4 >= seconds) flags = flags | (1 << (bit & 31));
        flagSeconds[bit] = 0;
      }
      columns[minute.FLAGS] = flags;
      seconds = 0;
      return columns;
    },
  };
}
