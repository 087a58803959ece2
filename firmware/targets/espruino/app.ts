import { CHARGING, MOTION, NO_SIGNAL, OFF_COLLAR, PPG_RESTING, WARMING_UP } from "../../src/contact/flags.ts";
import { PpgSchedule } from "../../src/scheduler/ppg-schedule.ts";
import { CONTINUOUS, Settings } from "../../src/settings.ts";
import type { Board, Engine, LightEvent, MotionEvent } from "./api.ts";
import type { Kernel } from "./kernel.ts";
import { makeLight } from "./light.ts";
import { openRing, type Row } from "./minute-ring.ts";
import { makeScreen } from "./screen.ts";
import { makeSeconds, type Second } from "./seconds.ts";
import { makeSensors } from "./sensors.ts";
import { publish } from "./services.ts";

/** Milliseconds between accelerometer polls: its 12.5 Hz. */
const POLL_MS = 80;
/** A rate outside these, 0.1 bpm, at this confidence, %, is worth a second look (src/events.ts). */
const SLOWEST = 400;
const FASTEST = 2200;
const SURE = 80;
const SETTINGS_FILE = "petpulse.json";

/** What a console, or the rig on the other end of it, may ask and inject. */
export interface Running {
  status(): Record<string, number | string | boolean>;
  /** A row of the minute ring, or null. */
  row(seq: number): Row | null;
  light(event: LightEvent): void;
  motion(event: MotionEvent): void;
}

/** `how`: "native", or what is said of a kernel that is not. The whole walk: event → sensors → kernel → second → minute, screen, air. */
export function start(board: Board, kernel: Kernel, how: string, version: string): Running {
  const engine = board.engine;
  const watch = board.watch;
  const radio = board.radio;
  const file = (board.storage.readJSON(SETTINGS_FILE, true) || {}) as {
    device?: unknown;
    continuous?: unknown;
  };
  const device = identity(file.device, radio === null ? "" : radio.getAddress());
  const settings = new Settings();
  if (file.continuous === true) settings.profile = CONTINUOUS;
  const schedule = new PpgSchedule(settings);
  const ring = openRing(engine, board.storage);
  const light = makeLight(watch);
  const sensors = makeSensors(kernel);
  const seconds = makeSeconds(kernel, sensors, light);
  let battery = charge(engine);
  let charging = watch?.isCharging() === true;
  let minuteS = 0;
  let last: Second = { heartRate: 0, confidence: 0, flags: WARMING_UP };

  kernel.begin(1);
  kernel.setBattery(battery, charging ? 1 : 0);
  const air = radio === null ? null : publish(radio, device, board.name, version, battery);
  const draw = board.screen === null || watch === null ? null : makeScreen(board.screen, watch);

  const shine = (on: boolean) => {
    light.set(on);
    sensors.setLit(on);
  };

  const endMinute = () => {
    ring.append(Math.floor(board.now()), seconds.takeMinute());
    battery = charge(engine);
    kernel.setBattery(battery, charging ? 1 : 0);
  };

  const tell = () => {
    const bpm = last.confidence > 0 ? Math.min(255, Math.floor(last.heartRate / 10 + 0.5)) : 0;
    if (air !== null) air.tell(bpm, (last.flags & OFF_COLLAR) === 0, battery);
    if (draw === null) return;
    draw({
      heart: bpm > 0 ? `${bpm}` : "--",
      reason: reason(last),
      link: air?.connected() ? "connected" : "not connected",
      kernel: `${how}  ${battery}%`,
    });
  };

  board.every(1000, () => {
    light.tick();
    last = seconds.end(board.now());
    const suspicious = last.confidence >= SURE && (last.heartRate < SLOWEST || last.heartRate > FASTEST);
    schedule.tick(kernel.activity(), sensors.hops(), last.confidence, last.flags, battery, suspicious);
    shine(schedule.on);
    minuteS = minuteS + 1;
    if (minuteS === 60) {
      minuteS = 0;
      endMinute();
    }
    tell();
  });

  if (watch !== null) {
    watch.setPollInterval(POLL_MS);
    watch.on("accel", sensors.motion);
    watch.on("HRM-raw", sensors.light);
    watch.on("charging", (on) => {
      charging = on;
      kernel.setBattery(battery, on ? 1 : 0);
    });
    engine.on("kill", () => shine(false));
  }
  shine(schedule.on);

  return {
    status: () => ({
      version: version,
      device: device,
      kernel: how,
      heartRate: last.heartRate,
      confidence: last.confidence,
      flags: last.flags,
      light: light.on(),
      rateHz: seconds.rateHz(),
      battery: battery,
      connected: air?.connected() === true,
      samples: sensors.samples(),
      refused: sensors.refused(),
      minutes: ring.next() - 1,
      lost: ring.lost(),
    }),
    row: ring.read,
    light: sensors.light,
    motion: sensors.motion,
  };
}

/** 16 hex digits: what the settings file says, else the radio's address behind four zeros. */
function identity(set: unknown, address: string): string {
  if (typeof set === "string" && /^[0-9a-f]+$/.test(set) && set.length === 16) return set;
  const digits = address.substr(0, 17).split(":").join("");
  return digits.length === 12 ? `0000${digits}` : "0000000000000000";
}

/** %, 0 where there is no battery to ask. */
function charge(engine: Engine): number {
  return engine.getBattery === undefined ? 0 : engine.getBattery();
}

function reason(now: Second): string {
  if ((now.flags & CHARGING) !== 0) return "charging";
  if ((now.flags & PPG_RESTING) !== 0) return "light resting";
  if ((now.flags & NO_SIGNAL) !== 0) return "no signal";
  if (now.confidence > 0) return `sure to ${now.confidence}%`;
  if ((now.flags & WARMING_UP) !== 0) return "warming up";
  if ((now.flags & OFF_COLLAR) !== 0) return "not worn";
  return (now.flags & MOTION) !== 0 ? "moving" : "poor contact";
}
