import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { noise } from "../../src/dsp/testdata/double.ts";
import { compileKernel } from "../asc.ts";
import { findRecordings, type Recording, readRecording } from "../recordings.ts";
import type { Kernel } from "./kernel.ts";
import { type HeartWindow, play } from "./play.ts";

const DATA = process.env.PETPULSE_DATA ?? "";
const skipped = DATA === "" && process.env.PETPULSE_REQUIRE !== "all";
const why = skipped ? " (skipped: no recordings; set PETPULSE_DATA to a folder that holds ppg/)" : "";
const SETS = ["spc2015", "bami1", "bami2", "bidmc", "welltory"];

const folder = mkdtempSync(join(tmpdir(), "petpulse-spoilt-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The recording with each light value changed by its place in time, 0 … 1. */
function withLight(recording: Recording, change: (value: number, part: number) => number): Recording {
  const rows = recording.samples.length / 6;
  const samples = recording.samples.map((value, i) =>
    i % 6 < recording.channels ? Math.round(change(value, Math.floor(i / 6) / rows)) : value,
  );
  return { ...recording, samples };
}

/** The recording as a clock would take it that now repeats and now skips a sample, one in fifty. */
function jittered(recording: Recording): Recording {
  const chance = noise(7, recording.samples.length / 6, 100);
  let at = 0;
  const order = chance.map((value) => {
    const here = at;
    at = Math.min(chance.length - 1, at + (value > 98 ? 2 : value < -98 ? 0 : 1));
    return here;
  });
  const samples = Int32Array.from(
    recording.samples,
    (_, i) => recording.samples[order[Math.floor(i / 6)]! * 6 + (i % 6)]!,
  );
  return { ...recording, samples };
}

describe.skipIf(skipped)(`spoilt recordings${why}`, async () => {
  const module = skipped ? null : new WebAssembly.Module(await compileKernel(join(folder, "kernel.wasm")));
  const windowsOf = (recording: Recording) =>
    play(recording, new WebAssembly.Instance(module!, {}).exports as Kernel, recording.channels).windows;
  const sure = (windows: HeartWindow[]) => windows.filter(({ confidence }) => confidence > 0);
  const right = (windows: HeartWindow[]) =>
    sure(windows).filter(({ rate, bpm }) => Math.abs(rate - bpm) <= 5).length / sure(windows).length;
  const data = resolve(import.meta.dirname, "../../..", DATA);

  describe.each(SETS)("%s", (set) => {
    const path = skipped ? undefined : findRecordings(data, set)[0];
    const recording = path === undefined ? null : readRecording(path);

    it("is as true ten times as loud, upside down, or by a stumbling clock", () => {
      const plain = windowsOf(recording!);
      for (const spoilt of [
        withLight(recording!, (value) => value * 10),
        withLight(recording!, (value) => -value),
        jittered(recording!),
      ]) {
        const windows = windowsOf(spoilt);
        expect(right(windows)).toBeGreaterThan(right(plain) - 0.06);
        expect(sure(windows).length).toBeGreaterThan(0.85 * sure(plain).length);
      }
    });

    it("is silent where the light stops, sticks at the rail or is cut off", () => {
      const from = 0.5;
      for (const change of [
        (value: number, part: number) => (part < from ? value : 1000),
        (value: number, part: number) => (part < from ? value : 2 ** 23),
        (value: number, part: number) => (part < from ? value : 0),
      ]) {
        const windows = windowsOf(withLight(recording!, change));
        const stop = (recording!.samples.length / 6) * 20 * from;
        const after = windows.filter(({ endMs }) => endMs > stop + 10_000);
        expect(after.length).toBeGreaterThan(3);
        expect(sure(after)).toEqual([]);
      }
    });
  });
});
