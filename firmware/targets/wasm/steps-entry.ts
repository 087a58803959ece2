// The step counter alone, for the workshop and for whoever wants no more of the collar than that.
import { PERSON, Steps } from "../../src/steps/steps.ts";

let steps: Steps = new Steps(PERSON);

/** A new walker; shortestStride in ms as `Steps` takes it. */
export function begin(shortestStride: i32): void {
  steps = new Steps(shortestStride);
}

export function sample(ax: i32, ay: i32, az: i32): void {
  steps.sample(ax, ay, az);
}

export function take(): i32 {
  return steps.take();
}

export function asymmetry(): i32 {
  return steps.asymmetry();
}
