import type { Dataset, Subject } from "./dataset.ts";
import type { Fitted } from "./fit.ts";
import type { MovementKernel } from "./kernel.ts";
import { logProbabilities } from "./perceptron.ts";
import { inputsOf } from "./quantise.ts";
import { type Confusion, confusionOf } from "./score.ts";
import type { ModelSet } from "./sets.ts";
import { addWindows, classOfLabels, noWindows, play, truthOf } from "./windows.ts";

/** Plays one animal to the collar's code with a table, strictly causally, and counts its answers against the truth. */
export function scoreTable(
  kernel: MovementKernel,
  table: readonly number[],
  subject: Subject,
  dataset: Dataset,
  set: ModelSet,
): Confusion {
  const classOf = classOfLabels(set, dataset);
  const confusion = confusionOf(Object.keys(set.classes).length);
  table.forEach((word, at) => {
    kernel.weigh(at, word);
  });
  kernel.begin(set.hop, set.pace);
  play(kernel, subject, set.hop, (run, _number, end) => {
    kernel.settle();
    const truth = truthOf(run, end - 2 * set.hop, end, classOf);
    if (truth >= 0) confusion[truth][kernel.best()]++;
  });
  return confusion;
}

/** The same with the network in floats: what int8 costs is the difference. */
export function scoreFloats(
  kernel: MovementKernel,
  model: Fitted,
  subject: Subject,
  dataset: Dataset,
  set: ModelSet,
): Confusion {
  const confusion = confusionOf(Object.keys(set.classes).length);
  const windows = noWindows();
  addWindows(windows, kernel, subject, set, classOfLabels(set, dataset));
  let scores: number[] = [];
  windows.features.forEach((features, i) => {
    if (i === 0 || windows.run[i] !== windows.run[i - 1]) scores = confusion.map(() => 0);
    const said = logProbabilities(model.net, inputsOf(features, model.scales));
    const next = scores.map((score, k) => Math.max(score, -set.stickiness) + said[k]);
    const top = Math.max(...next);
    scores = next.map((score) => score - top);
    if (windows.truth[i] >= 0) confusion[windows.truth[i]][next.indexOf(top)]++;
  });
  return confusion;
}
