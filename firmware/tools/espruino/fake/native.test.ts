import { describe, expect, it } from "vitest";
import { blobLike } from "./blob.ts";
import { FakeEspruino } from "./espruino.ts";

/** The smallest module there is: the kernel is not asked for here. */
const EMPTY = new WebAssembly.Module(Buffer.from("0061736d01000000", "hex"));

/** What the fake says to a script; each must be a breach, and stay one where the script catches it. */
const BREACHES: [what: string, script: string][] = [
  ["more than four arguments", "E.nativeCall(129, 'int(int,int,int,int,int)', code)"],
  ["Thumb bit", "E.nativeCall(128, 'int(int)', code)"],
  ["nothing begins at", "E.nativeCall(131, 'int(int)', code)"],
  ["no signature", "E.nativeCall(129, 'int(float)', code)"],
  ["not flat", "E.nativeCall(129, 'int(int)', blob)"],
  ["takes 1 arguments", "E.nativeCall(129, 'int(int)', code)()"],
  ["not 32-bit integers", "E.nativeCall(145, 'int(int)', code)(0.5)"],
  ["before begin", "E.nativeCall(145, 'int(int,int,int,int)', code)(1, 2, 3, 4)"],
  ["file name of 29", "require('Storage').read('abcdefghijklmnopqrstuvwxyz.js')"],
  ["no module", "require('fs')"],
  ["no UUID", "NRF.setServices({ 'heart': { 1: { value: 1 } } }, {})"],
  ["stands twice", "NRF.setServices({ 1: { 3: { value: 1 } }, 2: { 3: { value: 1 } } }, {})"],
  ["do not fit one packet", "NRF.setServices({ 1: { 3: { maxLen: 129 } } }, {})"],
  ["is not served", "NRF.updateServices({ 1: { 3: { value: 1 } } })"],
  [
    "declared 1",
    "NRF.setServices({ 1: { 3: { value: 1 } } }, {}); NRF.updateServices({ 1: { 3: { value: [1, 2] } } })",
  ],
  ["only taken at power on", "Bangle.setHRMPower(1, 'a'); Bangle.setOptions({ hrmPollInterval: 20 })"],
  ["setUI comes before", "Bangle.loadWidgets()"],
  ["no font", "g.setFont('Times', 9)"],
];

describe("the fake of Espruino", () => {
  it.each(BREACHES)("breach: %s", (what, script) => {
    const fake = new FakeEspruino("BANGLEJS2", EMPTY);
    fake.storage.files.set("b", blobLike());
    const setUp =
      "var blob = require('Storage').read('b'), code = E.toFlatString(blob, { data: 0, count: 8 });";
    fake.run(`${setUp} try { ${script} } catch (e) {}`);
    expect(fake.strict.breaches).toHaveLength(1);
    expect(fake.strict.breaches[0]).toContain(what);
  });

  it("lacks what Espruino lacks", () => {
    const fake = new FakeEspruino("LINUX", EMPTY);
    const lacking =
      "[typeof Map, typeof Math.imul, typeof Array.from, typeof [].at, typeof new Int8Array(1).at, typeof NRF]";
    fake.run(`var petpulse = ${lacking}.join()`);
    expect(fake.run("")).toBe(Array(6).fill("undefined").join());
  });

  it("keeps flash as it is: what was written stays, or the file is made anew from its beginning", () => {
    const { storage } = new FakeEspruino("LINUX", EMPTY);
    expect(storage.write("a", [1, 2], 0, 8)).toBe(true);
    expect(storage.write("a", [3], 2, 8)).toBe(true);
    expect(() => storage.write("a", [4], 2, 8)).toThrow(/already written/);
    expect(() => storage.write("a", [4, 4], 7, 8)).toThrow(/Too much/);
    expect(() => storage.write("none", [4], 2, 8)).toThrow(/Unable/);
    expect([...storage.files.get("a")!]).toEqual([1, 2, 3, 255, 255, 255, 255, 255]);
    storage.write("a", [9]);
    expect([...storage.files.get("a")!]).toEqual([9]);
  });

  it("drops a second notification of the same moment without a word", () => {
    const { radio } = new FakeEspruino("BANGLEJS2", EMPTY);
    radio.setServices({ 1: { 3: { value: 1, notify: true }, 4: { value: 1, notify: true } } }, {});
    radio.connect();
    radio.updateServices({ 1: { 3: { value: 2, notify: true }, 4: { value: 2, notify: true } } });
    expect([radio.notified.length, radio.dropped]).toEqual([1, 1]);
  });
});
