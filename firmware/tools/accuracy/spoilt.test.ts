import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { compileKernel } from "../asc.ts";
import { findRecordings, type Recording, readRecording } from "../recordings.ts";
import type { Kernel } from "./kernel.ts";
import { type HeartWindow, play, SAMPLE_MS } from "./play.ts";
import { answers, type Honesty, honesty } from "./spoil.ts";
import { SPOILERS, withLight } from "./spoilers.ts";

const DATA = process.env.PETPULSE_DATA ?? "";
const skipped = DATA === "" && process.env.PETPULSE_REQUIRE !== "all";
const why = skipped ? " (skipped: no recordings; set PETPULSE_DATA to a folder that holds ppg/)" : "";
const SETS = ["spc2015", "bami1", "bami2", "bidmc", "welltory"];

const folder = mkdtempSync(join(tmpdir(), "petpulse-spoilt-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Recordings of a set played here; `npm run accuracy -- --spoil` plays all. */
const PLAYED = 2;
/** What chance may add to the wrong answers of so few windows. */
const CHANCE = 0.03;

describe.skipIf(skipped)(`spoilt recordings${why}`, async () => {
  const module = skipped ? null : new WebAssembly.Module(await compileKernel(join(folder, "kernel.wasm")));
  const instance = () => new WebAssembly.Instance(module!, {}).exports as Kernel;
  const windowsOf = (recording: Recording) => play(recording, instance(), recording.channels).windows;
  const sure = (windows: HeartWindow[]) => windows.filter(({ confidence }) => confidence > 0);
  const data = resolve(import.meta.dirname, "../../..", DATA);

  describe.each(SETS)("%s", (set) => {
    const recordings = skipped ? [] : findRecordings(data, set).slice(0, PLAYED).map(readRecording);
    const recording = recordings[0];
    const once = new Map<string, { heart: Honesty; breath: Honesty }>();
    const given = (spoiler: string) => {
      const known = once.get(spoiler);
      if (known !== undefined) return known;
      const found = recordings.map((one) => answers(SPOILERS[spoiler]!(one), instance()));
      const sum = (of: "heart" | "breath") =>
        honesty(
          set,
          spoiler,
          found.flatMap((one) => one[of]),
        );
      const row = { heart: sum("heart"), breath: sum("breath") };
      once.set(spoiler, row);
      return row;
    };

    it("is no more often wrong than its confidences allow, or than unspoilt, whatever spoils it", () => {
      const plain = given("as recorded");
      for (const spoiler of Object.keys(SPOILERS)) {
        for (const of of ["heart", "breath"] as const) {
          const row = given(spoiler)[of];
          const allowed = Math.max(row.allowed, plain[of].wrong) + CHANCE;
          expect({ of, ...row, held: row.wrong <= allowed }).toMatchObject({ held: true });
        }
      }
    });

    it("answers as often ten times as loud, upside down, or by poor clocks", () => {
      const plain = given("as recorded").heart;
      for (const spoiler of ["ten times as loud", "upside down", "a stumbling clock", "a trembling clock"])
        expect(given(spoiler).heart.answered).toBeGreaterThan(0.9 * plain.answered);
    });

    it("is silent where the light stops, sticks at the rail or is cut off", () => {
      const from = recording!.samples.length / 12;
      for (const change of [
        (value: number, row: number) => (row < from ? value : 1000),
        (value: number, row: number) => (row < from ? value : 2 ** 23),
        (value: number, row: number) => (row < from ? value : 0),
      ]) {
        const windows = windowsOf(withLight(recording!, change));
        const stop = from * SAMPLE_MS;
        const after = windows.filter(({ endMs }) => endMs > stop + 10_000);
        expect(after.length).toBeGreaterThan(3);
        expect(sure(after)).toEqual([]);
      }
    });
  });
});
