import { FEATURES, ORDER_FREE } from "../../firmware/src/movement/features.ts";
import type { Dataset, Run, Subject } from "./dataset.ts";
import type { MovementKernel } from "./kernel.ts";
import type { ModelSet } from "./sets.ts";

/** Windows of five seconds, one every hop, in order of time. */
export interface Windows {
  /** Features of each, as the kernel computes them. */
  features: Int32Array[];
  /** Class of each; -1 where none fills half of the window: seen, but neither learnt nor scored. */
  truth: number[];
  /** Which unbroken run each belongs to. */
  run: number[];
}

/** No windows yet. */
export function noWindows(): Windows {
  return { features: [], truth: [], run: [] };
}

/** Class of each label of a dataset; -1 for those the model does not score. */
export function classOfLabels(set: ModelSet, dataset: Dataset): number[] {
  const classes = Object.values(set.classes);
  return dataset.labels.map((label) => classes.findIndex((labels) => labels.includes(label)));
}

/** The class that fills at least half of samples from … to, or -1. */
export function truthOf(run: Run, from: number, to: number, classOf: readonly number[]): number {
  const counts = new Map<number, number>();
  for (let i = from; i < to; i++) {
    const found = classOf[run.labels[i]] ?? -1;
    counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  for (const [found, count] of counts) if (found >= 0 && 2 * count >= to - from) return found;
  return -1;
}

/** Plays an animal's runs to a kernel that was begun; `atHop` is called once two hops are whole, with the run and the window's end. */
export function play(
  kernel: MovementKernel,
  subject: Subject,
  hop: number,
  atHop: (run: Run, number: number, end: number) => void,
): void {
  subject.runs.forEach((run, number) => {
    kernel.restart();
    const { samples } = run;
    for (let i = 0; i < run.labels.length; i++) {
      kernel.sample(samples[3 * i], samples[3 * i + 1], samples[3 * i + 2]);
      if ((i + 1) % hop === 0 && kernel.hops() === 2 && i + 1 >= 2 * hop) atHop(run, number, i + 1);
    }
  });
}

/** Adds the windows of one animal. */
export function addWindows(
  into: Windows,
  kernel: MovementKernel,
  subject: Subject,
  set: ModelSet,
  classOf: readonly number[],
): void {
  const first = (into.run.at(-1) ?? -1) + 1;
  kernel.begin(set.hop, set.pace);
  play(kernel, subject, set.hop, (run, number, end) => {
    into.features.push(
      Int32Array.from({ length: set.orderFree ? ORDER_FREE : FEATURES }, (_, i) => kernel.feature(i)),
    );
    into.truth.push(truthOf(run, end - 2 * set.hop, end, classOf));
    into.run.push(first + number);
  });
}
