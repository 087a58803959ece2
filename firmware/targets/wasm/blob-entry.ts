// The whole collar for a host that can call but not be called (Espruino's E.nativeCall): at most four integers go in, one comes out,
// everything else goes through the window (targets/thumb/window-flash.ts). One light channel. targets/espruino/native.ts is such a host
// and shows the order of the calls; targets/thumb/blob.c has an entry for each.
import { Collar } from "../../src/collar.ts";
import { ID_BYTES } from "../../src/frame/encoder.ts";
import { KEY_BYTES } from "../../src/link/keys.ts";
import { ENTRY_BYTES, getWord } from "../../src/log/layout.ts";
import { Entropy } from "../../src/ports.ts";
import { Resampler } from "../thumb/resampler.ts";
import * as values from "../thumb/values.ts";
import { EXCHANGE_BYTES, WindowFlash, windowBytes } from "../thumb/window-flash.ts";

/** Pages of the log: about ten days of minutes. */
const PAGES: i32 = 64;
/** The accelerometer gives 12.5 Hz, the kernel wants 50: without light each value is held so often. */
const HELD: i32 = 4;
/** A reading beyond this is none of the sensor's. */
const MOST_LIGHT: i32 = 65535;
/** Acceleration beyond this is none of the sensor's (±4 g), mg. */
const MOST_MG: i32 = 16000;

/** Sixteen bytes from the host's generator, given before each fragment: a nonce at most is drawn of one. */
class Seed extends Entropy {
  bytes: Uint8Array;

  constructor() {
    super();
    this.bytes = new Uint8Array(16);
  }

  fill(into: Uint8Array, length: i32): void {
    for (let i: i32 = 0; i < length; i++) into[i] = this.bytes[i & 15];
    this.bytes.fill(0);
  }

  word(at: i32, value: i32): void {
    for (let i: i32 = 0; i < 4; i++) this.bytes[at + i] = (value >>> (i << 3)) & 255;
  }
}

const view: Uint8Array = new Uint8Array(windowBytes(PAGES));
const flash: WindowFlash = new WindowFlash(view, PAGES);
const entropy: Seed = new Seed();
const resampler: Resampler = new Resampler();
let collar: Collar | null = null;
let x: i32 = 0;
let y: i32 = 0;
let z: i32 = 0;
let samples: i32 = 0;
let refused: i32 = 0;

/** The window: exchange at 0, heads behind it, slots behind them. */
export function window(): Uint8Array {
  return view;
}

/** Pages of the log; the window holds the head of each from EXCHANGE_BYTES on, HEAD_BYTES apart. */
export function pages(): i32 {
  return PAGES;
}

/** With the heads of all pages in the window: the page that `start` will go on writing, which has to be loaded first; -1: none. */
export function newest(): i32 {
  const log = collar!.log;
  let best: i32 = -1;
  let order: i32 = 0;
  for (let page: i32 = 0; page < PAGES; page++) {
    if (!log.readHead(page)) continue;
    const own: i32 = getWord(log.head, 4);
    if (own <= order) continue;
    best = page;
    order = own;
  }
  return best;
}

/** Where in the window the host puts the bytes of that page; -1 while nothing there can go. */
export function load(page: i32): i32 {
  return flash.load(page);
}

/** Makes the collar: device id and key lie in the exchange, and are wiped from it. */
export function make(): void {
  const device = new Uint8Array(ID_BYTES);
  const key = new Uint8Array(KEY_BYTES);
  for (let i: i32 = 0; i < ID_BYTES; i++) device[i] = view[i];
  for (let i: i32 = 0; i < KEY_BYTES; i++) key[i] = view[ID_BYTES + i];
  view.fill(0, 0, ID_BYTES + KEY_BYTES);
  collar = new Collar(flash, entropy, 1, device, key);
  key.fill(0);
}

/** Opens the log and begins an epoch. OK or FLASH_FAILED. */
export function start(epochFloor: i32, resetReason: i32): i32 {
  return collar!.start(epochFloor, resetReason);
}

/** BURSTS or CONTINUOUS of src/settings.ts. */
export function setProfile(profile: i32): void {
  collar!.settings.profile = profile;
}

export function setBattery(percent: i32, charging: bool): void {
  collar!.setBattery(percent, charging);
}

/**
 * A reading of the light sensor, 1 … 65535, with the acceleration told last; anything else is refused and counted. 0 is what a host
 * without integers makes of no number at all, and a sensor that reads it sees nothing. Gives the estimates finished so far.
 */
export function light(reading: i32): i32 {
  const whole = collar!;
  if (reading <= 0 || reading > MOST_LIGHT) {
    refused++;
    return whole.vitals.hops;
  }
  samples++;
  if (whole.ppg.on) {
    const n: i32 = resampler.push(reading);
    for (let i: i32 = 0; i < n; i++) whole.sample(resampler.out[i], 0, 0, x, y, z);
  }
  return whole.vitals.hops;
}

/** The rate of the light sensor, 0.01 Hz. */
export function setRate(hz100: i32): void {
  resampler.setRate(hz100);
}

function isMotion(mg: i32): bool {
  return mg >= 0 - MOST_MG && mg <= MOST_MG;
}

/** Acceleration, mg, 12.5 times a second; beyond ±16 g it is refused and counted, and the last one stands. */
export function motion(ax: i32, ay: i32, az: i32): void {
  if (!isMotion(ax) || !isMotion(ay) || !isMotion(az)) {
    refused++;
    return;
  }
  x = ax;
  y = ay;
  z = az;
  const whole = collar!;
  // While the light is on, each of its samples takes the acceleration with it.
  if (!whole.ppg.on) for (let i: i32 = 0; i < HELD; i++) whole.motion(ax, ay, az);
}

/** A second has passed. Gives the flags. */
export function tick(): i32 {
  const whole = collar!;
  const lit: bool = whole.ppg.on;
  whole.tick();
  if (whole.ppg.on && !lit) resampler.restart();
  return whole.vitals.flags;
}

/** One of targets/thumb/values.ts. */
export function value(what: i32): i32 {
  const whole = collar!;
  if (what === values.HOPS) return whole.vitals.hops;
  if (what === values.HEART_RATE) return whole.vitals.heartRate;
  if (what === values.CONFIDENCE) return whole.vitals.confidence;
  if (what === values.FLAGS) return whole.vitals.flags;
  if (what === values.LIGHT) return whole.ppg.on ? 1 : 0;
  if (what === values.RADIO_EVERY) return whole.radio.everyMs;
  if (what === values.EPOCH) return whole.log.epoch;
  if (what === values.NEXT_SEQ) return whole.log.nextSeq;
  if (what === values.ACKED_SEQ) return whole.log.ackedSeq;
  if (what === values.SENDING) return whole.link.sending ? 1 : 0;
  if (what === values.SAMPLES) return samples;
  if (what === values.REFUSED) return refused;
  return 0;
}

export function connected(): void {
  collar!.link.connected();
}

export function disconnected(): void {
  collar!.link.disconnected();
}

/** Sixteen bytes of the host's generator: before every `receive`. */
export function seed(a: i32, b: i32, c: i32, d: i32): void {
  entropy.word(0, a);
  entropy.word(4, b);
  entropy.word(8, c);
  entropy.word(12, d);
}

/** Takes the fragment in the exchange. */
export function receive(length: i32): void {
  collar!.link.receive(view, length < EXCHANGE_BYTES ? length : EXCHANGE_BYTES);
}

/** A page that has to be loaded before frame `seq`, or the first there is behind it, can be read; -1: none. */
export function need(seq: i32): i32 {
  const log = collar!.log;
  for (let at: i32 = seq > log.oldestSeq ? seq : log.oldestSeq; at < log.nextSeq; at++) {
    const page: i32 = log.pageOf(at);
    if (page >= 0 && !flash.holds(page)) return page;
    if (log.find(at)) return -1;
  }
  return -1;
}

/** As `need`, of the frame that `poll` would send next. */
export function needNext(): i32 {
  const link = collar!.link;
  return link.sending ? need(link.nextSend) : -1;
}

/** Puts the next fragment of at most `size` bytes into the exchange; its length, 0 when there is nothing to say. */
export function poll(size: i32): i32 {
  return collar!.link.poll(view, size < EXCHANGE_BYTES ? size : EXCHANGE_BYTES);
}

/** What has to go to flash next, as WindowFlash.pending. */
export function pending(what: i32): i32 {
  return flash.pending(what);
}

/** What `pending` named is on flash. */
export function saved(): void {
  flash.saved();
}

/** Puts the bytes of frame `seq` from `from` on into the exchange, as many as fit; their number, 0 where there is none. For a console. */
export function frame(seq: i32, from: i32): i32 {
  const log = collar!.log;
  if (!log.find(seq)) return 0;
  const left: i32 = log.foundPayload - from;
  const n: i32 = left < EXCHANGE_BYTES ? left : EXCHANGE_BYTES;
  for (let i: i32 = 0; i < n; i++) view[i] = log.entry[ENTRY_BYTES + from + i];
  return n;
}
