import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A recording of light and acceleration with its references, as data/README.md of the recordings describes it. */
export interface Recording {
  set: string;
  name: string;
  /** Light channels present, 1–3. */
  channels: number;
  /** Samples at 50 Hz, six values each: ppg, ppg2, ppg3 (counts), ax, ay, az (mg); absent ones are 0. */
  samples: Int32Array;
  /** Reference heart rate over the 8 s that end at endMs. */
  windows: { endMs: number; bpm: number }[];
  /** Times of the R peaks, ms; empty without a reference. */
  beats: number[];
  /** Times of the breaths, ms, by each annotator; none, or two. */
  breaths: number[][];
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

function times(path: string): number[] {
  return existsSync(path) ? table(path).rows.map((row) => Number(row[0])) : [];
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
  const breaths = [times(`${path}.breaths.csv.gz`), times(`${path}.breaths2.csv.gz`)];
  return {
    set: basename(dirname(path)),
    name: basename(path),
    channels: columns.slice(0, 3).filter((column) => column >= 0).length,
    samples,
    windows: table(`${path}.hr.csv.gz`).rows.map((row) => ({ endMs: Number(row[0]), bpm: Number(row[1]) })),
    beats: times(`${path}.beats.csv.gz`),
    breaths: breaths.every((annotator) => annotator.length > 0) ? breaths : [],
  };
}

/** A person breathing under a belt, with gravity as two motion sensors saw it. */
export interface BeltRecording {
  name: string;
  /** sit or stand. */
  posture: string;
  /** Samples a second. */
  rateHz: number;
  /** Each sensor's x, y, z in mg. */
  sensors: Int16Array[];
  /** The belt's force. */
  belt: Int16Array;
}

const BELT_COLUMNS = 7;

/** Recordings under `data`/motion/resp10; none when it is not there. */
export function readBeltRecordings(data: string): BeltRecording[] {
  const folder = join(data, "motion/resp10");
  if (!existsSync(join(folder, "meta.json"))) return [];
  const meta = JSON.parse(readFileSync(join(folder, "meta.json"), "utf8")) as {
    rate_hz: number;
    files: [string, string, string, number][];
  };
  return meta.files
    .filter(([name]) => existsSync(join(folder, `${name}.i16`)))
    .map(([name, , posture]) => {
      const bytes = readFileSync(join(folder, `${name}.i16`));
      const values = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
      const rows = Math.floor(values.length / BELT_COLUMNS);
      const sensors = [0, 3].map((first) =>
        Int16Array.from(
          { length: rows * 3 },
          (_, i) => values[Math.floor(i / 3) * BELT_COLUMNS + first + (i % 3)]!,
        ),
      );
      const belt = Int16Array.from({ length: rows }, (_, row) => values[row * BELT_COLUMNS + 6]!);
      return { name, posture, rateHz: meta.rate_hz, sensors, belt };
    });
}
