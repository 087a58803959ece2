import { MINUTE_COLUMNS } from "@petpulse/proto";
import type { Firmware, Image } from "../flash/firmware.ts";
import { contentNamed } from "../flash/firmware.ts";

/** Samples of light and of acceleration in a second on the watch: 50 Hz and 12.5 Hz. */
export const LIGHTS = 50;
export const MOTIONS = 13;
const LIGHT_BYTES = 2 * LIGHTS;
const MOTION_BYTES = 6 * MOTIONS;
/** What the rig's minutes are kept under on the board, beside the collar's own. */
export const RING_FILES = /^pp-rig\./;

/**
 * Stands around the shipped script, unchanged, on the board: gives it a watch without sensors, a clock of its own and a ring beside the
 * collar's, and lets the console live it second by second. In Espruino's language.
 */
const BEFORE = `(function () {
  var app = function (E, Bangle, NRF, g, require, setInterval, getTime) {
`;
const AFTER = `
  };
  var storage = require("Storage");
  var nothing = function () {};
  var handlers = {}, settings = {}, battery = 100, time = 0, lit = false, tick = nothing;
  var named = function (name) {
    return name.substr(0, 9) === "petpulse." && name.substr(11) === ".log" ? "pp-rig." + name.substr(9) : name;
  };
  var files = {
    read: function (name, offset, length) {
      return length === undefined ? storage.read(name) : storage.read(named(name), offset, length);
    },
    readJSON: function () { return settings; },
    write: function (name, data, offset, size) { return storage.write(named(name), data, offset, size); },
    erase: function (name) { storage.erase(named(name)); },
    list: function (pattern) { return storage.list(pattern); }
  };
  var engine = {
    nativeCall: E.nativeCall, toFlatString: E.toFlatString, toArrayBuffer: E.toArrayBuffer,
    toString: E.toString, CRC32: E.CRC32, getBattery: function () { return battery; }, on: nothing
  };
  var watch = {
    on: function (name, handler) { handlers[name] = handler; },
    setHRMPower: function (on) { lit = on; },
    setPollInterval: nothing, setOptions: nothing, setUI: nothing, loadWidgets: nothing, drawWidgets: nothing,
    isCharging: function () { return false; }, isLCDOn: function () { return false; }
  };
  global.petpulseRig = {
    start: function (set, now, percent) {
      settings = set; time = now; battery = percent;
      app(engine, watch, undefined, undefined, function () { return files; },
        function (call) { tick = call; return 1; }, function () { return time; });
      return petpulse.refusal ? { refusal: petpulse.refusal } : petpulse.status();
    },
    second: function (text, percent) {
      battery = percent; time = time + 1;
      var data = new DataView(E.toArrayBuffer(E.toString(atob(text))));
      for (var i = 0; i < ${LIGHTS}; i++) {
        var at = ${LIGHT_BYTES} + (i >> 2) * 6;
        if ((i & 3) === 0) handlers.accel({
          x: data.getInt16(at, true) / 1000, y: data.getInt16(at + 2, true) / 1000, z: data.getInt16(at + 4, true) / 1000
        });
        if (lit) handlers["HRM-raw"]({ vcPPG: data.getUint16(i * 2, true) });
      }
      tick();
      var now = petpulse.status();
      return [now.heartRate, now.confidence, now.flags, now.light ? 1 : 0, now.minutes, now.lost, now.refused];
    }
  };
})();
`;

/** What the board says after a second. */
export interface Told {
  /** 0.1 bpm; %; bits of the flags column. */
  heartRate: number;
  confidence: number;
  flags: number;
  light: boolean;
  /** Rows of its ring so far, rows that the flash did not take, values that no sensor gives. */
  minutes: number;
  lost: number;
  refused: number;
}

/** The shipped script inside the harness, as one file for the board. */
export function harnessed({ generation }: Firmware): Image {
  const [script] = generation;
  return contentNamed(Buffer.concat([Buffer.from(BEFORE), script.bytes, Buffer.from(AFTER)]), "js");
}

/** A second of light (counts of the watch, 12 bits and more) and acceleration (mg, 3 axes, every fourth sample), base 64. */
export function packSecond(samples: readonly Int32Array[]): string {
  const bytes = Buffer.alloc(LIGHT_BYTES + MOTION_BYTES);
  const fit = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
  samples.forEach((sample, i) => {
    bytes.writeUInt16LE(fit(sample[0]! >> 4, 0, 0xffff), 2 * i);
    if ((i & 3) !== 0) return;
    for (let axis = 0; axis < 3; axis++)
      bytes.writeInt16LE(fit(sample[3 + axis]!, -32768, 32767), LIGHT_BYTES + (i >> 2) * 6 + 2 * axis);
  });
  return bytes.toString("base64");
}

/** Reads what a second gave; null for anything else. */
export function checkedTold(value: unknown): Told | null {
  if (!Array.isArray(value) || value.length !== 7 || !value.every(Number.isFinite)) return null;
  const [heartRate, confidence, flags, light, minutes, lost, refused] = value as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { heartRate, confidence, flags, light: light === 1, minutes, lost, refused };
}

/** Reads a row of the ring into a minute's columns; null for anything else. */
export function checkedRow(value: unknown): Record<(typeof MINUTE_COLUMNS)[number], number[]> | null {
  const columns = (value as { columns?: unknown } | null)?.columns;
  if (!Array.isArray(columns) || columns.length !== MINUTE_COLUMNS.length || !columns.every(Number.isInteger))
    return null;
  return Object.fromEntries(MINUTE_COLUMNS.map((name, i) => [name, [columns[i] as number]])) as Record<
    (typeof MINUTE_COLUMNS)[number],
    number[]
  >;
}
