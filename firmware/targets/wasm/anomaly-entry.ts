// The anomaly detectors alone: of minute records, and of an electrocardiogram.
import { Anomaly } from "../../src/anomaly/anomaly.ts";
import { EcgAnomaly } from "../../src/anomaly/ecg-anomaly.ts";
import { LARGE_DOG } from "../../src/anomaly/signs.ts";
import { MINUTE_COLUMNS } from "../../src/minute.ts";

const row: Int32Array = new Int32Array(MINUTE_COLUMNS);
let anomaly: Anomaly = new Anomaly(LARGE_DOG);
let ecg: EcgAnomaly = new EcgAnomaly();

/** A new animal; kinds as in signs.ts. */
export function begin(kind: i32): void {
  anomaly = new Anomaly(kind);
  ecg = new EcgAnomaly();
}

/** Sets a column of the minute to come. */
export function set(column: i32, value: i32): void {
  row[column] = value;
}

export function minute(irregularity: i32, asymmetry: i32): void {
  anomaly.minute(row, irregularity, asymmetry);
}

export function score(): i32 {
  return anomaly.score;
}

export function raised(): bool {
  return anomaly.raised;
}

export function explanation(): i32 {
  return anomaly.explanation();
}

/** One sample of an electrocardiogram at 128 Hz; gives the score of the one 96 before. */
export function ecgSample(value: i32): i32 {
  ecg.sample(value);
  return ecg.score;
}
