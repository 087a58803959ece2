import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { agreed, beltRates, rateWithin, STEP_S, WINDOW_S } from "./reference.ts";

/** A recording of breathing, as data/README.md of the recordings describes them. */
export interface Breathing {
  /** Set and, where there are several, the condition and the sensor: `bidmc`, `resp10 sit imu1`. */
  set: string;
  name: string;
  /** The one whose breath it is: what cross-validation leaves out. */
  subject: string;
  /** At 50 Hz, six values each: ppg, ppg2, ppg3 (counts), ax, ay, az (mg); absent ones are 0. */
  samples: Int32Array;
  /** Reference over the 32 s that end at endS; windows without a trusted one are left out. */
  windows: { endS: number; perMinute: number }[];
}

interface Meta {
  rate_hz: number;
  files: [string, string, string, number][];
}

const COLUMNS = 6;
const HZ = 50;

function table(path: string): number[][] {
  const lines = gunzipSync(readFileSync(path)).toString("latin1").trim().split(/\r?\n/).slice(1);
  return lines.map((line) => line.split(",").map(Number));
}

function ends(seconds: number): number[] {
  const list: number[] = [];
  for (let end = WINDOW_S; end <= seconds; end += STEP_S) list.push(end);
  return list;
}

function known(endsS: readonly number[], rates: readonly number[]): Breathing["windows"] {
  return endsS
    .map((endS, i) => ({ endS, perMinute: rates[i] ?? Number.NaN }))
    .filter((window) => !Number.isNaN(window.perMinute));
}

/** Light with two annotators' breaths: every recording under `data`/ppg that has both. */
export function readAnnotated(data: string): Breathing[] {
  return globSync("ppg/*/*.breaths2.csv.gz", { cwd: data })
    .sort()
    .map((found) => {
      const path = join(data, found.slice(0, -".breaths2.csv.gz".length));
      const rows = table(`${path}.csv.gz`);
      const samples = new Int32Array(rows.length * COLUMNS);
      rows.forEach((row, i) => {
        samples[i * COLUMNS] = row[1] ?? 0;
      });
      const [a, b] = ["breaths", "breaths2"].map((k) => table(`${path}.${k}.csv.gz`).map((row) => row[0]!));
      const at = ends(rows.length / HZ);
      const rates = at.map((endS) => agreed(rateWithin(a!, endS * 1000), rateWithin(b!, endS * 1000)));
      const name = basename(path);
      return { set: found.split("/")[1]!, name, subject: name, samples, windows: known(at, rates) };
    });
}

/** Acceleration with a chest belt: every person, posture and sensor of motion/resp10, each value held until the next. */
export function readBelted(data: string): Breathing[] {
  const folder = join(data, "motion/resp10");
  if (!existsSync(folder)) return [];
  const meta = JSON.parse(readFileSync(join(folder, "meta.json"), "utf8")) as Meta;
  return meta.files.flatMap(([file, subject, posture]) => {
    const bytes = readFileSync(join(folder, `${file}.i16`));
    const length = Math.floor(bytes.length / 14);
    const value = (i: number, column: number) => bytes.readInt16LE(14 * i + 2 * column);
    const at = ends(length / meta.rate_hz);
    const force = Array.from({ length }, (_, i) => value(i, 6));
    const windows = known(at, beltRates(force, meta.rate_hz, at));
    const hold = HZ / meta.rate_hz;
    return [1, 2].map((imu) => {
      const samples = new Int32Array(length * hold * COLUMNS);
      for (let i = 0; i < length * hold; i++) {
        for (let axis = 0; axis < 3; axis++)
          samples[i * COLUMNS + 3 + axis] = value(Math.floor(i / hold), 3 * (imu - 1) + axis);
      }
      return { set: `resp10 ${posture} imu${imu}`, name: file, subject, samples, windows };
    });
  });
}
