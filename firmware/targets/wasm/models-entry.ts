// What the collar's movement model, step counter and anomaly score do with samples and minutes, alone: to be weighed.
import { Anomaly } from "../../src/anomaly/anomaly.ts";
import { LARGE_DOG } from "../../src/anomaly/signs.ts";
import { MINUTE_COLUMNS } from "../../src/minute.ts";
import { DOG_MODEL } from "../../src/movement/dog.gen.ts";
import { DOG, Movement } from "../../src/movement/movement.ts";
import { Steps } from "../../src/steps/steps.ts";

const movement: Movement = new Movement(DOG, DOG_MODEL);
const steps: Steps = new Steps(400);
const anomaly: Anomaly = new Anomaly(LARGE_DOG);
const row: Int32Array = new Int32Array(MINUTE_COLUMNS);

/** Acceleration at 50 Hz, mg. */
export function moved(x: i32, y: i32, z: i32): void {
  movement.sample(x, y, z);
}

export function stepped(x: i32, y: i32, z: i32): void {
  steps.sample(x, y, z);
}

/** Sets a column of the minute to come. */
export function set(column: i32, value: i32): void {
  row[column] = value;
}

/** A minute of the anomaly score: irregularity, %, and asymmetry, 0 … 100. */
export function minute(irregularity: i32, asymmetry: i32): void {
  movement.endMinute();
  anomaly.minute(row, irregularity, asymmetry);
}
