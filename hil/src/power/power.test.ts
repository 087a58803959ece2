import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "@petpulse/gateway/clock";
import { afterAll, describe, expect, test } from "vitest";
import type { Observation } from "../rig.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Line } from "../serial/line.ts";
import { align } from "./align.ts";
import { readPowerCsv } from "./csv.ts";
import { expectedUa } from "./expected.ts";
import { powerOf, powerPlot } from "./meter.ts";
import { Ppk2 } from "./ppk2.ts";
import { Ppk2Samples, readMetadata } from "./ppk2-samples.ts";
import { PowerTrace } from "./trace.ts";

const folder = mkdtempSync(join(tmpdir(), "petpulse-power-"));
afterAll(() => rmSync(folder, { recursive: true }));

const METADATA = `Calibrated: 0
R0: 1000.0
R1: 100.0
R2: 10.0
R3: 1.0
R4: 0.05
GS0: 0.0000
GS1: 0.0000
GS2: 0.0000
GS3: 0.0000
GS4: 0.0000
GI0: 1.0000
GI1: 1.0000
GI2: 1.0000
GI3: 1.0000
GI4: 1.0000
O0: 100.0
O1: 0
O2: 0
O3: 0
O4: -nan
S0: 0
I0: 0.000001
UG0: 1.00
HW: 10047
IA: 58
END`;

/** A sample as the instrument packs it. */
function packed(reading: number, range: number, counter: number, bits = 0): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(((bits << 24) | ((counter & 63) << 18) | (range << 14) | reading) >>> 0);
  return bytes;
}

describe("the instrument's stream", () => {
  const decode = (pieces: readonly Buffer[]) => {
    const out: [number, number][] = [];
    const samples = new Ppk2Samples(readMetadata(METADATA), 3.7, (ua, bits) => out.push([ua, bits]));
    for (const piece of pieces) samples.push(piece);
    return { out, lost: samples.lost };
  };

  test("gives µA by calibration and range, whatever pieces it comes in", () => {
    const stream = Buffer.concat([packed(1025, 0, 0, 1), packed(1025, 0, 1, 128)]);
    // (4 · 1025 − 100) counts · 1.8 V / 163840 / 1000 Ω + 1 µA
    const expected = ((4000 * 1.8) / 163840 / 1000) * 1e6 + 1;
    for (const cut of [1, 3, 4, 5]) {
      const { out } = decode([stream.subarray(0, cut), stream.subarray(cut)]);
      expect(out.map(([, bits]) => bits)).toEqual([1, 128]);
      expect(out[0]![0]).toBeCloseTo(expected, 6);
      expect(out[1]![0]).toBeCloseTo(expected, 6);
    }
    // 8000 counts over 10 Ω
    expect(decode([packed(2000, 2, 0)]).out[0]![0]).toBeCloseTo(((8000 * 1.8) / 163840 / 10) * 1e6, 3);
  });

  test("smooths three samples after a change of range and no other", () => {
    const { out } = decode([0, 1, 2, 3, 4, 5].map((n) => packed(1000, n === 0 ? 2 : 1, n)));
    const settled = ((4000 * 1.8) / 163840 / 100) * 1e6;
    const first = out[0]![0];
    expect(out[1]![0]).toBeCloseTo(0.18 * settled + 0.82 * first, 6);
    expect(out[3]![0]).not.toBeCloseTo(settled, 3);
    expect(out[4]![0]).toBeCloseTo(settled, 6);
  });

  test("says how many samples are missing, keeps their time, and lives with one damaged counter", () => {
    const counted = (counters: number[]) => decode(counters.map((n) => packed(1000, 1, n)));
    expect(counted([61, 62, 63, 0, 1])).toMatchObject({ lost: 0, out: { length: 5 } });
    expect(counted([1, 2, 55, 4, 5])).toMatchObject({ lost: 0, out: { length: 5 } });
    const holed = counted([1, 2, 13, 14, 15, 16, 17, 18]);
    expect([holed.lost, holed.out.length]).toEqual([10, 18]);
    expect(holed.out.filter(([ua]) => Number.isNaN(ua))).toHaveLength(10);
  });

  test("metadata that is none is refused", () => {
    expect(() => readMetadata(">hello END")).toThrow(expect.objectContaining({ code: "power.metadata" }));
  });
});

/** A Power Profiler Kit at the end of a line: answers its commands; `measure` sends samples. */
class FakePpk2 implements Line {
  readonly name = "/dev/fake-ppk2";
  readonly commands: number[][] = [];
  mute = false;
  #heard: (bytes: Uint8Array) => void = () => {};
  #counter = 0;

  async open(heard: (bytes: Uint8Array) => void): Promise<void> {
    this.#heard = heard;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.commands.push([...bytes]);
    if (bytes[0] !== 0x19 || this.mute) return;
    const half = METADATA.length >> 1;
    this.#heard(Buffer.from(METADATA.slice(0, half)));
    this.#heard(Buffer.from(METADATA.slice(half)));
  }

  async close(): Promise<void> {}

  measure(seconds: number, reading: number, bits = 0): void {
    const count = Math.round(seconds * 1e5);
    const bytes = Buffer.concat(
      Array.from({ length: count }, () => packed(reading, 1, this.#counter++, bits)),
    );
    for (let at = 0; at < bytes.length; at += 997) this.#heard(bytes.subarray(at, at + 997));
  }
}

const clock: Clock = { now: () => 5000, later: () => () => {} };

describe("an instrument on its port", () => {
  test("is calibrated, set up, started and stopped; its samples become bins of 10 ms with their marks", async () => {
    const fake = new FakePpk2();
    const ppk2 = new Ppk2(fake, clock, { millivolts: 3700, source: true });
    await ppk2.open();
    await ppk2.start();
    fake.measure(0.05, 0);
    fake.measure(0.1, 1000, 1);
    const { trace, lost } = await ppk2.stop();
    expect(fake.commands).toEqual([
      [7],
      [0x19],
      [0x11, 2],
      [0x0d, 3700 >> 8, 3700 & 255],
      [0x0c, 1],
      [6],
      [7],
    ]);
    expect([trace.startMs, lost, trace.currents.length]).toEqual([5000, 0, 15]);
    expect([...trace.logic]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(trace.currents[4]).toBe(0);
    expect(trace.currents[5]).toBeCloseTo(((4000 * 1.8) / 163840 / 100) * 1e6, 1);
  });

  test("that says nothing, or a voltage it cannot give, is refused with a code", async () => {
    const fake = new FakePpk2();
    fake.mute = true;
    const now: Clock = {
      now: () => 0,
      later: (_, run) => {
        setImmediate(run);
        return () => {};
      },
    };
    const silent = new Ppk2(fake, now, { millivolts: 3700, source: false });
    await expect(silent.open()).rejects.toMatchObject({ code: "power.no-instrument" });
    const high = new Ppk2(fake, now, { millivolts: 9000, source: true });
    await expect(high.open()).rejects.toMatchObject({ code: "power.no-instrument" });
  });
});

test("a trace is read from CSV in Nordic's form and ours; rows that are none are left out", async () => {
  const file = join(folder, "trace.csv");
  const rows = Array.from(
    { length: 100 },
    (_, i) => `${i},${i < 50 ? 10 : 30},${i < 50 ? "00000000" : "10000000"}`,
  );
  writeFileSync(
    file,
    `Timestamp(ms),Current(uA),D0-D7\n${rows.slice(0, 70).join("\n")}\nx,1,0\n${rows.slice(70).join("\n")}\n`,
  );
  const trace = await readPowerCsv(file);
  expect([...trace.currents]).toEqual([10, 10, 10, 10, 10, 30, 30, 30, 30, 30]);
  expect(trace.logic[5]).toBe(1);
  writeFileSync(file, "t_s,ma\n0,0.5\n0.01,1\n0.02,1\n");
  expect([...(await readPowerCsv(file)).currents]).toEqual([500, 1000, 1000]);
  for (const text of ["", "a,b\n1,2\n", "t_s,ma\n"]) {
    writeFileSync(file, text);
    await expect(readPowerCsv(file)).rejects.toMatchObject({ code: "power.file" });
  }
  await expect(readPowerCsv(join(folder, "none.csv"))).rejects.toMatchObject({ code: "power.file" });
});

const SCENARIO: Scenario = {
  name: "bursts",
  about: "",
  seconds: 900,
  seed: 3,
  wears: { dog: { script: [{ doing: "rest", seconds: 3600 }] } },
  light: "bursts",
  watched: false,
  faults: [],
  expects: {},
};

function observation(seconds: number): Observation {
  return {
    device: "00c0ffee00c0ffee",
    key: new Uint8Array(32),
    boots: [{ epoch: 1, afterS: 0 }],
    seconds: Array.from({ length: seconds }, (_, s) => ({ atMs: 100_000 + 1000 * (s + 1), linked: true })),
    lastSeq: 0,
    arrivals: [],
    heart: [],
    drained: true,
  };
}

/** A trace that takes `factor` times the model, `lateS` after the trace begins, with noise and a marker on request. */
function traceOf(model: readonly number[], lateS: number, factor: number, marked = false): PowerTrace {
  const trace = new PowerTrace(100_000);
  let state = 1;
  const noise = () => {
    state = (state * 75 + 74) % 65537;
    return state / 65537 - 0.5;
  };
  for (let bin = 0; bin < (model.length + lateS) * 100; bin++) {
    const s = bin / 100 - lateS;
    const ua = s >= 0 ? factor * model[Math.floor(s)]! : 4;
    trace.add(bin / 100, ua + 20 * noise(), marked && s >= 0 && s < 0.1 ? 1 : 0);
  }
  trace.end();
  return trace;
}

describe("a run and its trace", () => {
  test("are laid over each other by the light's bursts, and held against the model", async () => {
    const seen = observation(SCENARIO.seconds);
    const model = await expectedUa(SCENARIO, seen);
    // Light in a few per cent of the seconds, and many times the rest.
    const lit = model.filter((ua) => ua > 500).length;
    expect(lit).toBeGreaterThan(30);
    expect(lit).toBeLessThan(300);
    const figures = await powerOf(SCENARIO, seen, { trace: traceOf(model, 7.3, 1.2), lost: 5 });
    expect(figures).toMatchObject({ by: "shape", lostSamples: 5, measuredS: 900 });
    expect(Math.abs(figures.offsetS - 7.3)).toBeLessThanOrEqual(0.11);
    expect(figures.correlation).toBeGreaterThan(0.98);
    expect(figures.ratio).toBeCloseTo(1.2, 1);
    expect(powerPlot(figures)).toMatch(/^<svg/);
  });

  test("a marker is believed before any shape", async () => {
    const seen = observation(SCENARIO.seconds);
    const model = await expectedUa(SCENARIO, seen);
    const placed = align(traceOf(model, 3.25, 1, true), model, 0);
    expect([placed.by, placed.offsetS]).toEqual(["marker", 3.25]);
  });

  test("light that never changes has no shape: the clocks say where; a trace without the run is refused", async () => {
    const steady = { ...SCENARIO, seconds: 60, light: "continuous" as const };
    const seen = observation(60);
    const flat = traceOf(
      Array.from({ length: 60 }, () => 800),
      0,
      1,
    );
    const figures = await powerOf(steady, seen, { trace: flat, lost: 0 });
    expect(figures).toMatchObject({ by: "clock", offsetS: 0 });
    const empty = new PowerTrace(100_000);
    await expect(powerOf(steady, seen, { trace: empty, lost: 0 })).rejects.toMatchObject({
      code: "power.file",
    });
  });
});
