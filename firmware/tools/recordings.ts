import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A recording of light and acceleration with its reference heart rate, as data/README.md of the recordings describes it. */
export interface Recording {
  set: string;
  name: string;
  /** Light channels present, 1–3. */
  channels: number;
  /** Samples at 50 Hz, six values each: ppg, ppg2, ppg3 (counts), ax, ay, az (mg); absent ones are 0. */
  samples: Int32Array;
  /** Reference over the 8 s that end at endMs. */
  windows: { endMs: number; bpm: number }[];
}

const INPUTS = ["ppg", "ppg2", "ppg3", "ax", "ay", "az"];

function table(path: string): { header: string[]; rows: string[][] } {
  const lines = gunzipSync(readFileSync(path)).toString("latin1").trim().split(/\r?\n/);
  const [header = "", ...rows] = lines;
  return { header: header.split(","), rows: rows.map((row) => row.split(",")) };
}

/** Paths of the recordings under `data`/ppg that have a reference, without their endings, in order; of one set or of all. */
export function findRecordings(data: string, set: string | undefined): string[] {
  return globSync(`ppg/${set ?? "*"}/*.hr.csv.gz`, { cwd: data })
    .map((path) => join(data, path.slice(0, -".hr.csv.gz".length)))
    .sort();
}

/** Reads one recording found by `findRecordings`. Files that are not there or not gzip throw as node does. */
export function readRecording(path: string): Recording {
  const { header, rows } = table(`${path}.csv.gz`);
  const columns = INPUTS.map((input) => header.indexOf(input));
  const samples = new Int32Array(rows.length * INPUTS.length);
  rows.forEach((row, at) => {
    columns.forEach((column, input) => {
      samples[at * INPUTS.length + input] = column < 0 ? 0 : Number(row[column]);
    });
  });
  return {
    set: basename(dirname(path)),
    name: basename(path),
    channels: columns.slice(0, 3).filter((column) => column >= 0).length,
    samples,
    windows: table(`${path}.hr.csv.gz`).rows.map((row) => ({ endMs: Number(row[0]), bpm: Number(row[1]) })),
  };
}
