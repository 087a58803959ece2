// The whole collar as a player of tapes: every engine is told the same by `step`, and everything that comes out is folded into one
// number. Compiled by AssemblyScript for WASM and C, bundled for XS, imported as it is by Node.

import { SAVED } from "../../src/anomaly/anomaly.ts";
import { WATCHED } from "../../src/anomaly/signs.ts";
import { DAY_COLUMNS } from "../../src/bouts/bouts.ts";
import { Collar } from "../../src/collar.ts";
import { MAX_FRAME } from "../../src/frame/encoder.ts";
import * as minute from "../../src/minute.ts";
import { Entropy } from "../../src/ports.ts";
import { Digest } from "./digest.ts";
import { FoldingFlash } from "./folding-flash.ts";
import * as op from "./operations.ts";
import { Parts } from "./parts.ts";

/** Longest fragment of a tape: the smallest ATT MTU (23) less its 3-byte header. */
const FRAGMENT_BYTES: i32 = 20;

/** A counter, so that every engine draws the same. Never for a device. */
class Counting extends Entropy {
  next: i32 = 0;

  fill(into: Uint8Array, length: i32): void {
    for (let i: i32 = 0; i < length; i++) {
      this.next = (this.next + 1) & 255;
      into[i] = this.next;
    }
  }
}

let out: Digest | null = null;
let flash: FoldingFlash | null = null;
let collar: Collar | null = null;
let parts: Parts | null = null;
const fragment: Uint8Array = new Uint8Array(FRAGMENT_BYTES);
/** As much as the log ever gives back. */
const frame: Uint8Array = new Uint8Array(MAX_FRAME);
const row: Int32Array = new Int32Array(minute.MINUTE_COLUMNS);
const day: Int32Array = new Int32Array(DAY_COLUMNS);
const learnt: Int32Array = new Int32Array(SAVED);

/** Device id 0, 1, … 7 and key 0, 1, … 31: a tape's, nobody else's. The flash outlives a reset. */
function begin(channels: i32): void {
  const device = new Uint8Array(8);
  const key = new Uint8Array(32);
  for (let i: i32 = 0; i < 8; i++) device[i] = i;
  for (let i: i32 = 0; i < 32; i++) key[i] = i;
  // The one before is let go first: no device has room for two.
  collar = null;
  parts = null;
  collar = new Collar(flash!, new Counting(), channels, device, key);
  out!.fold(collar!.start(0, 0));
}

function foldVitals(): void {
  const digest = out!;
  const vitals = collar!.vitals;
  digest.fold(vitals.hops);
  digest.fold(vitals.heartRate);
  digest.fold(vitals.confidence);
  digest.fold(vitals.flags);
  digest.fold(vitals.intensity);
  digest.fold(vitals.activity);
}

function foldMinute(): void {
  const digest = out!;
  const row = collar!.row;
  digest.fold(collar!.framesMade);
  for (let column: i32 = 0; column < minute.MINUTE_COLUMNS; column++) digest.fold(row[column]);
}

function part(operation: i32, a: i32, b: i32, c: i32, d: i32, e: i32, f: i32): void {
  if (parts === null) {
    collar = null;
    flash = null;
    parts = new Parts(out!);
  }
  parts!.play(operation, a, b, c, d, e, f);
}

/** operations.ts, LEARNT. */
function teach(which: i32, level: i32, spread: i32, hours: i32): void {
  const anomaly = collar!.vitals.anomaly;
  const at: i32 = (which * 3) | 0;
  anomaly.save(learnt);
  learnt[at] = level;
  learnt[at + 1] = spread;
  learnt[at + 2] = hours;
  anomaly.load(learnt);
}

/** operations.ts, MINUTES. What was learnt goes out and in again, as over a reset. */
function minutes(count: i32, heart: i32, breaths: i32, temperature: i32, moved: i32, counts: i32): void {
  const digest = out!;
  const anomaly = collar!.vitals.anomaly;
  const bouts = collar!.vitals.bouts;
  const sleeping = collar!.vitals.breath.sleeping;
  const rest: i32 = moved >> 16;
  const sure: i32 = heart >> 16;
  row[minute.HEART_RATE] = heart & 65535;
  row[minute.CONFIDENCE] = sure;
  row[minute.BREATHS] = breaths;
  row[minute.INTENSITY] = moved & 65535;
  row[minute.STEPS] = (counts >> 8) & 255;
  row[minute.REST_SHARE] = rest;
  row[minute.SCRATCHES] = counts & 255;
  row[minute.TEMPERATURE] = temperature;
  for (let i: i32 = 0; i < count; i++) {
    anomaly.minute(row, (counts >> 16) & 255, counts >> 24);
    if (anomaly.raised) digest.fold(i);
    sleeping.add(breaths, sure, rest < 50);
    bouts.minute(moved & 65535, rest, sure > 0);
  }
  digest.fold(bouts.asleep() ? 1 : 0);
  digest.fold(sleeping.high);
  if (rest < 50) {
    digest.fold(sleeping.take());
    bouts.takeDay(day);
    for (let i: i32 = 0; i < DAY_COLUMNS; i++) digest.fold(day[i]);
  }
  digest.fold(anomaly.score);
  digest.fold(anomaly.explanation());
  for (let sign: i32 = 0; sign < WATCHED; sign++) {
    digest.fold(anomaly.departure(sign));
    digest.fold(anomaly.hoursSince(sign));
  }
  anomaly.save(learnt);
  for (let i: i32 = 0; i < SAVED; i++) digest.fold(learnt[i]);
  anomaly.load(learnt);
}

function poll(most: i32, size: i32): void {
  const link = collar!.link;
  for (let i: i32 = 0; i < most; i++) {
    const length: i32 = link.poll(fragment, size);
    out!.fold(length);
    if (length === 0) return;
    out!.bytes(fragment, 0, length);
  }
}

/** A minute that stands at `atS`, its columns in turn a, b, c, d, e. */
function push(atS: i32, a: i32, b: i32, c: i32, d: i32, e: i32): void {
  for (let column: i32 = 0; column < minute.MINUTE_COLUMNS; column++) {
    const turn: i32 = column % 5;
    row[column] = turn === 0 ? a : turn === 1 ? b : turn === 2 ? c : turn === 3 ? d : e;
  }
  collar!.minutes.push(row, atS);
}

/** operations.ts, ASK. */
function ask(what: i32, a: i32, b: i32): i32 {
  if (what === op.ASK_READ) return flash!.read(a, fragment, 0, b);
  if (what === op.ASK_WRITE) return flash!.write(a, fragment, 0, b);
  if (what === op.ASK_ERASE) return flash!.erase(a);
  if (what === op.ASK_APPEND) return collar!.log.append(frame, a);
  if (what === op.ASK_GAP) return collar!.encoder.gap(1, 2, a);
  return collar!.log.read(a, frame);
}

function unpack(word: i32, at: i32): void {
  fragment[at] = word & 255;
  fragment[at + 1] = (word >> 8) & 255;
  fragment[at + 2] = (word >> 16) & 255;
  fragment[at + 3] = (word >> 24) & 255;
}

/** Plays one record; see operations.ts. Unknown operations are left out. */
export function step(operation: i32, a: i32, b: i32, c: i32, d: i32, e: i32, f: i32): void {
  if (operation === op.SAMPLE) {
    collar!.sample(a, b, c, d, e, f);
    foldVitals();
  } else if (operation === op.TICK) {
    collar!.tick();
    foldVitals();
    foldMinute();
  } else if (operation === op.MOTION) {
    collar!.motion(a, b, c);
    foldVitals();
  } else if (operation === op.BEGIN) {
    out = new Digest();
    flash = new FoldingFlash(op.FLASH_PAGES, out!);
    begin(a);
  } else if (operation === op.RESTART) {
    begin(a);
  } else if (operation === op.TEMPERATURE) {
    collar!.setTemperature(a);
  } else if (operation === op.BATTERY) {
    collar!.setBattery(a, b !== 0);
  } else if (operation === op.CONNECTED) {
    collar!.link.connected();
  } else if (operation === op.DISCONNECTED) {
    collar!.link.disconnected();
  } else if (operation === op.WRITE) {
    unpack(b, 0);
    unpack(c, 4);
    unpack(d, 8);
    unpack(e, 12);
    unpack(f, 16);
    collar!.link.receive(fragment, a);
  } else if (operation === op.POLL) {
    poll(a, b > 0 ? b : FRAGMENT_BYTES);
  } else if (operation === op.FLASH_FAULT) {
    flash!.faults.count = a;
    flash!.faults.after = b;
  } else if (operation === op.MINUTES) {
    minutes(a, b, c, d, e, f);
  } else if (operation === op.MOUNT) {
    out!.fold(collar!.start(a, b));
  } else if (operation === op.ROT) {
    flash!.rot(a, b);
  } else if (operation === op.READ_FAULT) {
    flash!.readFaults.count = a;
    flash!.readFaults.after = b;
  } else if (operation === op.ROW) {
    push(a, b, c, d, e, f);
  } else if (operation === op.ASK) {
    out!.fold(ask(a, b, c));
  } else if (operation === op.LEARNT) {
    teach(a, b, c, d);
  } else if (operation >= op.PART_TABLE) {
    part(operation, a, b, c, d, e, f);
  }
}

/** What came out so far. */
export function digest(): i32 {
  return out!.value;
}
