import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { WorkshopError } from "./errors.ts";

/** An unbroken piece of a recording. */
export interface Run {
  /** x, y, z of each sample, mg. */
  samples: Int16Array;
  /** Label of each sample, an index into the dataset's `labels`. */
  labels: Uint8Array;
}

/** Everything recorded of one animal. */
export interface Subject {
  name: string;
  runs: Run[];
}

/** A set of recordings of labelled acceleration. */
export interface Dataset {
  name: string;
  labels: string[];
  subjects: Subject[];
  /** sha256 over the files read, in order. */
  hash: string;
}

/** What the reader of a set has to know. */
export interface Source {
  /** Name of the set and of its folder. */
  name: string;
  /** Samples per second the model is made for; meta.json has to say the same where it says a number. */
  rate: number;
  /** Labels the model scores; the set has to know them. */
  scored: readonly string[];
  /** Rows of six columns (recording, frame, x, y, z, label) instead of one file of triplets and one of labels. */
  rows: boolean;
}

interface Meta {
  rate_hz?: unknown;
  labels?: unknown;
  subjects?: unknown;
  dogs?: unknown;
}

/** Frames missing between two rows of a run before it counts as broken: three seconds. */
const GAP_FRAMES = 100;

function refuse(what: string, hint: string): never {
  throw new WorkshopError("models.dataset", what, hint);
}

/**
 * Reads `folder`/`source.name`. Throws WorkshopError when a file is missing, has a torn end, a wrong rate, an unknown label or fewer
 * than two subjects (leaving one out would leave nobody).
 */
export function readDataset(folder: string, source: Source, least = 2): Dataset {
  const hash = createHash("sha256");
  const read = (file: string): Buffer => {
    const path = join(folder, source.name, file);
    if (!existsSync(path)) refuse(`${path} is missing`, "the folder's form is described in models/README.md");
    const bytes = readFileSync(path);
    hash.update(file).update(bytes);
    return bytes;
  };
  const where = join(folder, source.name, "meta.json");
  let meta: Meta;
  try {
    meta = JSON.parse(read("meta.json").toString("utf8")) as Meta;
  } catch (error) {
    if (error instanceof WorkshopError) throw error;
    refuse(`${where} is not JSON: ${String(error)}`, "restore the file");
  }
  const labels = Array.isArray(meta.labels) ? meta.labels.map(String) : [];
  for (const label of source.scored) {
    if (!labels.includes(label)) refuse(`${where} does not know the label ${label}`, "is it another set?");
  }
  if (!source.rows && meta.rate_hz !== source.rate) {
    refuse(`${where} says ${String(meta.rate_hz)} Hz`, `this model needs ${source.rate} Hz: resample first`);
  }
  const listed = Object.entries((source.rows ? meta.dogs : meta.subjects) ?? {});
  if (listed.length < least) {
    refuse(`${where} lists ${listed.length} subjects`, `at least ${least} are needed`);
  }
  const subjects = listed.map(([name, entry]) => ({
    name,
    runs: source.rows
      ? rowRuns(read(`dog${name}.i16`), name, labels.length)
      : segmentRuns(read(`${name}.acc.i16`), read(`${name}.lab.u8`), entry, name, labels.length),
  }));
  return { name: source.name, labels, subjects, hash: hash.digest("hex") };
}

function shorts(bytes: Buffer, columns: number, name: string): Int16Array {
  if (bytes.length === 0 || bytes.length % (2 * columns) !== 0) {
    refuse(`${name}: ${bytes.length} bytes are not rows of ${columns} columns`, "restore the file");
  }
  const values = new Int16Array(bytes.length >> 1);
  for (let i = 0; i < values.length; i++) values[i] = bytes.readInt16LE(i * 2);
  return values;
}

function segmentRuns(acc: Buffer, labels: Buffer, entry: unknown, name: string, known: number): Run[] {
  const samples = shorts(acc, 3, name);
  const length = samples.length / 3;
  if (labels.length !== length) {
    refuse(`${name}: ${length} samples but ${labels.length} labels`, "restore both files");
  }
  const bad = labels.findIndex((label) => label >= known);
  if (bad >= 0) refuse(`${name}: label ${labels[bad]} of sample ${bad} is unknown`, "restore the labels");
  const segments = (entry as { segments?: [number, number][] }).segments ?? [[0, length]];
  return segments.map(([from, to]) => {
    if (!(from >= 0 && from < to && to <= length)) {
      refuse(`${name}: segment ${from}–${to} lies outside its ${length} samples`, "restore meta.json");
    }
    return { samples: samples.subarray(from * 3, to * 3), labels: new Uint8Array(labels.subarray(from, to)) };
  });
}

function rowRuns(bytes: Buffer, name: string, known: number): Run[] {
  const columns = shorts(bytes, 6, name);
  const runs: Run[] = [];
  const rows = columns.length / 6;
  let from = 0;
  for (let row = 1; row <= rows; row++) {
    const at = row * 6;
    const broken =
      row === rows ||
      columns[at] !== columns[at - 6] ||
      columns[at + 1] - columns[at - 5] > GAP_FRAMES ||
      columns[at + 1] < columns[at - 5];
    if (!broken) continue;
    const samples = new Int16Array((row - from) * 3);
    const labels = new Uint8Array(row - from);
    for (let i = from; i < row; i++) {
      const label = columns[i * 6 + 5];
      if (label < 0 || label >= known) refuse(`${name}: label ${label} of row ${i} is unknown`, "restore it");
      samples.set(columns.subarray(i * 6 + 2, i * 6 + 5), (i - from) * 3);
      labels[i - from] = label;
    }
    runs.push({ samples, labels });
    from = row;
  }
  return runs;
}
