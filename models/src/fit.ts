import { augmented, strengthened } from "./augment.ts";
import type { Dataset, Subject } from "./dataset.ts";
import type { MovementKernel } from "./kernel.ts";
import { type Examples, logProbabilities, type Perceptron, trainPerceptron } from "./perceptron.ts";
import { inputsOf, quantise, type Scale, scalesOf } from "./quantise.ts";
import type { Random } from "./random.ts";
import type { ModelSet } from "./sets.ts";
import { addWindows, classOfLabels, noWindows, type Windows } from "./windows.ts";

/** A model in floats and as the collar's table. */
export interface Fitted {
  net: Perceptron;
  scales: Scale[];
  table: number[];
}

/** A label no set has. */
const NOWHERE = 255;

/** Windows of the subjects as recorded and as their augmented copies; only windows of a scored class. */
export function trainingWindows(
  newKernel: () => MovementKernel,
  dataset: Dataset,
  set: ModelSet,
  subjects: readonly Subject[],
  random: Random,
): Windows {
  const classOf = classOfLabels(set, dataset);
  const all = noWindows();
  for (const subject of subjects) {
    addWindows(all, newKernel(), subject, set, classOf);
    for (let copy = 0; copy < set.copies; copy++) {
      addWindows(all, newKernel(), augmented(subject, set, random), set, classOf);
      if (set.standIn === null) continue;
      const from = dataset.labels.indexOf(set.standIn.from);
      const to = dataset.labels.indexOf(set.standIn.to);
      const relabel = (label: number) => (label === from ? to : NOWHERE);
      addWindows(all, newKernel(), strengthened(subject, set, random, relabel), set, classOf);
    }
  }
  const kept = noWindows();
  all.truth.forEach((truth, i) => {
    if (truth < 0) return;
    kept.features.push(all.features[i]);
    kept.truth.push(truth);
    kept.run.push(all.run[i]);
  });
  return kept;
}

/** Rare classes count more, by the square root of how rare they are: mean 1 over all windows. */
function weightsOf(truth: readonly number[], classes: number): Float32Array {
  const counts = new Array<number>(classes).fill(0);
  for (const k of truth) counts[k]++;
  const raw = Float32Array.from(truth, (k) => 1 / Math.sqrt(counts[k]));
  const mean = raw.reduce((a, b) => a + b, 0) / raw.length;
  return raw.map((w) => w / mean);
}

/** Trains teachers, then the small network on what they say, and writes its table. */
export function fit(windows: Windows, set: ModelSet, seed: number): Fitted {
  const classes = Object.keys(set.classes).length;
  const scales = scalesOf(windows.features, set.features);
  const rows = windows.features.map((row) => inputsOf(row, scales));
  const weights = weightsOf(windows.truth, classes);
  const hard = windows.truth.map((k) =>
    Float32Array.from({ length: classes }, (_, c) => (c === k ? 0.95 : 0) + 0.05 / classes),
  );
  const examples: Examples = { rows, targets: hard, weights };
  const common = { noise: set.noise, decay: 1e-3, rate: 0.02, epochs: set.epochs };
  const teachers: Perceptron[] = [];
  for (let t = 0; t < set.teachers; t++) {
    teachers.push(trainPerceptron(examples, { ...common, hidden: 64, seed: seed + 1 + t }));
  }
  const taught = teachers.length === 0 ? hard : rows.map((row, i) => blend(hard[i], teachers, row));
  const net = trainPerceptron({ rows, targets: taught, weights }, { ...common, hidden: set.hidden, seed });
  return { net, scales, table: quantise(net, scales, rows, set.stickiness) };
}

/** Half the label, half what the teachers say on average (Hinton, Vinyals and Dean 2015). */
function blend(hard: Float32Array, teachers: readonly Perceptron[], row: Float32Array): Float32Array {
  const said = teachers.map((teacher) => logProbabilities(teacher, row));
  return hard.map((h, k) => h / 2 + said.reduce((sum, one) => sum + Math.exp(one[k]), 0) / (2 * said.length));
}
