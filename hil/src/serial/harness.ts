import { contentNamed, type Firmware, type Image } from "../flash/firmware.ts";
import type { Identity } from "../flash/identity.ts";

/** Samples of light and of acceleration in a second on the watch: 50 Hz and 12.5 Hz. */
export const LIGHTS = 50;
const MOTIONS = 13;
const LIGHT_BYTES = 2 * LIGHTS;
const MOTION_BYTES = 6 * MOTIONS;
/** The watch's light sensor has twelve bits where the samples have sixteen and more. */
const LIGHT_SHIFT = 4;
/** What the rig's collar keeps on the board, beside the real one's. */
export const RIG_FILES = /^pp-rig\./;
/** Fragments in one answer. */
const MOST_FRAGMENTS = 24;

/**
 * Stands around the shipped script, unchanged, on the board: gives it a watch without sensors, a radio that is the console, a clock of
 * its own, an identity and files beside the real collar's, and lets the console live it second by second. In Espruino's language.
 */
const BEFORE = `(function () {
  var app = function (E, Bangle, NRF, g, require, setInterval, setTimeout, getTime) {
`;
const AFTER = `
  };
  var storage = require("Storage");
  var nothing = function () {};
  var sensors = {}, links = {}, settings = {}, identity = {}, battery = 100, time = 0, lit = false;
  var tick = nothing, hear = nothing, due = [], told = [], greeting = "";
  var own = function (name) {
    var rest = name.substr(9);
    return name.substr(0, 9) === "petpulse." && rest !== "bin" && rest !== "kernel" ? "pp-rig." + rest : name;
  };
  var files = {
    read: function (name, offset, length) {
      return length === undefined ? storage.read(own(name)) : storage.read(own(name), offset, length);
    },
    readJSON: function (name) { return name === "petpulse.id" ? identity : settings; },
    write: function (name, data, offset, size) { return storage.write(own(name), data, offset, size); },
    erase: function (name) { storage.erase(own(name)); },
    list: function (pattern) {
      return storage.list(/^pp-rig/).map(function (name) { return "petpulse." + name.substr(7); })
        .filter(function (name) { return pattern.test(name); });
    }
  };
  var engine = {
    nativeCall: E.nativeCall, toFlatString: E.toFlatString, toArrayBuffer: E.toArrayBuffer, toString: E.toString,
    CRC32: E.CRC32, getAddressOf: E.getAddressOf, hwRand: E.hwRand,
    getBattery: function () { return battery; }, on: nothing
  };
  var watch = {
    on: function (name, handler) { sensors[name] = handler; },
    setHRMPower: function (on) { lit = on; },
    setPollInterval: nothing, setOptions: nothing, setUI: nothing, loadWidgets: nothing, drawWidgets: nothing,
    isCharging: function () { return false; }, isLCDOn: function () { return false; }
  };
  var each = function (services, call) {
    for (var service in services)
      for (var name in services[service]) call(name, services[service][name]);
  };
  var radio = {
    setServices: function (services) {
      each(services, function (name, one) {
        if (one.onWrite) hear = one.onWrite;
        if (name.substr(0, 8) === "c9f60005") greeting = btoa(E.toString(one.value));
      });
    },
    updateServices: function (services) {
      each(services, function (name, one) {
        if (name.substr(0, 8) === "c9f60002") told.push(btoa(E.toString(one.value)));
      });
    },
    setAdvertising: nothing,
    getAddress: function () { return "c0:ff:ee:00:00:01 random"; },
    on: function (name, handler) { links[name] = handler; }
  };
  var answer = function () {
    while (due.length > 0 && told.length < ${MOST_FRAGMENTS}) due.shift()();
    var now = petpulse.status(), said = told;
    told = [];
    return {
      told: said, more: due.length > 0, epoch: now.epoch, frames: now.frames, acknowledged: now.acknowledged,
      sending: now.sending, failures: now.flashFailures
    };
  };
  global.petpulseRig = {
    start: function (who, set, now, percent) {
      identity = who; settings = set; time = now; battery = percent;
      app(engine, watch, radio, undefined, function () { return files; },
        function (call) { tick = call; return 1; }, function (call) { due.push(call); return 1; },
        function () { return time; });
      return petpulse.refusal ? { refusal: petpulse.refusal } : { greeting: greeting, state: answer() };
    },
    link: function (on) { (on ? links.connect : links.disconnect)("console"); return answer(); },
    write: function (text) { hear({ data: E.toArrayBuffer(E.toString(atob(text))) }); return answer(); },
    pump: function () { return answer(); },
    second: function (text, percent) {
      battery = percent; time = time + 1;
      var data = new DataView(E.toArrayBuffer(E.toString(atob(text))));
      for (var i = 0; i < ${LIGHTS}; i++) {
        var at = ${LIGHT_BYTES} + (i >> 2) * 6;
        if ((i & 3) === 0) sensors.accel({
          x: data.getInt16(at, true) / 1000, y: data.getInt16(at + 2, true) / 1000, z: data.getInt16(at + 4, true) / 1000
        });
        if (lit) sensors["HRM-raw"]({ vcPPG: data.getUint16(i * 2, true) });
      }
      tick();
      return answer();
    }
  };
})();
`;

/** What the board says after everything it is asked. */
export interface Answer {
  /** Fragments for the hub, base 64, in order; `more` wait. */
  told: string[];
  more: boolean;
  epoch: number;
  /** Frames made, and the highest that a hub has acknowledged. */
  frames: number;
  acknowledged: number;
  sending: boolean;
  /** Times that flash did not take something. */
  failures: number;
}

/** The shipped script inside the harness, as one file for the board. */
export function harnessed({ generation }: Firmware): Image {
  const [script] = generation;
  return contentNamed(Buffer.concat([Buffer.from(BEFORE), script.bytes, Buffer.from(AFTER)]), "js");
}

/** The question that starts the collar. `utcS`: its clock; `percent`: its battery. */
export function startQuestion(who: Identity, continuous: boolean, utcS: number, percent: number): string {
  return `petpulseRig.start(${JSON.stringify(who)},${JSON.stringify({ continuous })},${utcS},${percent})`;
}

/** A second of light (counts) and acceleration (mg, 3 axes, every fourth sample), base 64. */
export function packSecond(samples: readonly Int32Array[]): string {
  const bytes = Buffer.alloc(LIGHT_BYTES + MOTION_BYTES);
  const fit = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
  samples.forEach((sample, i) => {
    bytes.writeUInt16LE(fit(sample[0]! >> LIGHT_SHIFT, 0, 0xffff), 2 * i);
    if ((i & 3) !== 0) return;
    for (let axis = 0; axis < 3; axis++)
      bytes.writeInt16LE(fit(sample[3 + axis]!, -32768, 32767), LIGHT_BYTES + (i >> 2) * 6 + 2 * axis);
  });
  return bytes.toString("base64");
}

/** Reads an answer; null for anything else. */
export function checkedAnswer(value: unknown): Answer | null {
  const answer = (value ?? {}) as Partial<Answer>;
  const counts = [answer.epoch, answer.frames, answer.acknowledged, answer.failures];
  const whole =
    Array.isArray(answer.told) &&
    answer.told.every((one) => typeof one === "string") &&
    typeof answer.more === "boolean" &&
    typeof answer.sending === "boolean" &&
    counts.every((count) => Number.isInteger(count) && count! >= 0);
  return whole ? (answer as Answer) : null;
}
