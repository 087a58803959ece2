import { CHARGING, MOTION, NO_SIGNAL, OFF_COLLAR, PPG_RESTING, WARMING_UP } from "../../src/contact/flags.ts";
import { CONTINUOUS } from "../../src/settings.ts";
import * as values from "../thumb/values.ts";
import { EXCHANGE_BYTES } from "../thumb/window-flash.ts";
import { openAir } from "./air.ts";
import type { Board, Engine, LightEvent, MotionEvent } from "./api.ts";
import { identityBytes, keepEpoch, loadEpoch, loadIdentity } from "./identity.ts";
import { makeLight } from "./light.ts";
import type { Collar } from "./native.ts";
import { makePageFiles } from "./page-files.ts";
import { makeRate } from "./rate.ts";
import { makeScreen } from "./screen.ts";
import { makeSensors } from "./sensors.ts";

/** Milliseconds between accelerometer polls: its 12.5 Hz. */
const POLL_MS = 80;
const SETTINGS_FILE = "petpulse.json";
const MINUTE_S = 60;

/** What a console, or the rig on the other end of it, may ask and inject. */
export interface Running {
  status(): Record<string, number | string | boolean>;
  /** Frame `seq` of the log as hex digits, tag and all; empty when it is not held. */
  frame(seq: number): string;
  light(event: LightEvent): void;
  motion(event: MotionEvent): void;
}

/** `how`: "native", or what is said of a collar that is not. The whole walk: event → sensors → collar → flash, screen, air. */
export function start(board: Board, collar: Collar, how: string, version: string): Running {
  const engine = board.engine;
  const storage = board.storage;
  const watch = board.watch;
  const radio = board.radio;
  const settings = (storage.readJSON(SETTINGS_FILE, true) || {}) as {
    device?: unknown;
    continuous?: unknown;
  };
  const identity = loadIdentity(storage, radio === null ? "" : radio.getAddress());
  const known = identity.key !== null;
  const files = makePageFiles(engine, storage, collar, known);
  const light = makeLight(watch);
  const sensors = makeSensors(collar);
  const rate = makeRate();
  let battery = charge(engine);
  let charging = watch?.isCharging() === true;
  let seconds = 0;

  collar.begin();
  collar.put(0, identityBytes(identity));
  collar.make();
  files.mount();
  collar.start(known ? loadEpoch(storage) : 0, 0);
  if (known) keepEpoch(storage, collar.value(values.EPOCH));
  files.save();
  if (settings.continuous === true) collar.setProfile(CONTINUOUS);
  collar.setBattery(battery, charging ? 1 : 0);
  const about = { device: identity.device, model: board.name, version: version, battery: battery };
  const air = radio === null ? null : openAir(board, radio, collar, files, about, known);
  const draw = board.screen === null || watch === null ? null : makeScreen(board.screen, watch);

  const tell = (flags: number) => {
    const confidence = collar.value(values.CONFIDENCE);
    const rounded = Math.floor(collar.value(values.HEART_RATE) / 10 + 0.5);
    const bpm = confidence > 0 ? Math.min(255, rounded) : 0;
    if (air !== null) air.tell(bpm, (flags & OFF_COLLAR) === 0, battery);
    if (draw === null || watch?.isLCDOn() !== true) return;
    draw({
      heart: bpm > 0 ? `${bpm}` : "--",
      reason: reason(flags, confidence),
      link: air?.connected() ? "connected" : "not connected",
      kernel: `${how}  ${battery}%`,
    });
  };

  board.every(1000, () => {
    if (rate.end(board.now(), collar.value(values.SAMPLES), light.tick()))
      collar.setRate(Math.floor(rate.hz() * 100 + 0.5));
    const flags = collar.tick();
    light.set(collar.value(values.LIGHT) === 1);
    seconds = seconds + 1;
    if (seconds % MINUTE_S === 0) {
      battery = charge(engine);
      collar.setBattery(battery, charging ? 1 : 0);
    }
    files.save();
    tell(flags);
  });

  if (watch !== null) {
    watch.setPollInterval(POLL_MS);
    watch.on("accel", sensors.motion);
    watch.on("HRM-raw", sensors.light);
    watch.on("charging", (on) => {
      charging = on;
      collar.setBattery(battery, on ? 1 : 0);
    });
    engine.on("kill", () => {
      light.set(false);
      collar.disconnected();
      files.save();
    });
  }
  light.set(collar.value(values.LIGHT) === 1);

  return {
    status: () => ({
      version: version,
      device: identity.device,
      identity: known,
      kernel: how,
      heartRate: collar.value(values.HEART_RATE),
      confidence: collar.value(values.CONFIDENCE),
      flags: collar.value(values.FLAGS),
      light: light.on(),
      rateHz: rate.hz(),
      battery: battery,
      connected: air?.connected() === true,
      sending: collar.value(values.SENDING) === 1,
      samples: collar.value(values.SAMPLES),
      refused: collar.value(values.REFUSED),
      epoch: collar.value(values.EPOCH),
      frames: collar.value(values.NEXT_SEQ) - 1,
      acknowledged: collar.value(values.ACKED_SEQ),
      flashFailures: files.failures(),
    }),
    frame: (seq) => {
      const page = collar.need(seq);
      if (page >= 0) files.load(page);
      let text = "";
      for (let from = 0; ; from += EXCHANGE_BYTES) {
        const length = collar.frame(seq, from);
        for (const byte of length > 0 ? collar.take(0, length) : [])
          text = text + (byte < 16 ? "0" : "") + byte.toString(16);
        if (length < EXCHANGE_BYTES) return text;
      }
    },
    light: sensors.light,
    motion: sensors.motion,
  };
}

/** %, 0 where there is no battery to ask. */
function charge(engine: Engine): number {
  return engine.getBattery === undefined ? 0 : engine.getBattery();
}

function reason(flags: number, confidence: number): string {
  if ((flags & CHARGING) !== 0) return "charging";
  if ((flags & PPG_RESTING) !== 0) return "light resting";
  if ((flags & NO_SIGNAL) !== 0) return "no signal";
  if (confidence > 0) return `sure to ${confidence}%`;
  if ((flags & WARMING_UP) !== 0) return "warming up";
  if ((flags & OFF_COLLAR) !== 0) return "not worn";
  return (flags & MOTION) !== 0 ? "moving" : "poor contact";
}
