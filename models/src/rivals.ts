import type { Dataset } from "./dataset.ts";
import type { Rival } from "./figures.ts";
import { rounded } from "./figures.ts";
import { meansOf, nearestLikely } from "./k-means.ts";
import type { MovementKernel } from "./kernel.ts";
import { inputsOf, type Scale, scalesOf } from "./quantise.ts";
import { Random } from "./random.ts";
import { type Confusion, confusionOf, macroF1 } from "./score.ts";
import type { ModelSet } from "./sets.ts";
import { askTree, growTree } from "./tree.ts";
import { addWindows, classOfLabels, noWindows, type Windows } from "./windows.ts";

/** What a user would pick instead: says how likely each class is for a row of byte inputs, and how many bytes it takes on a chip. */
interface Learner {
  name: string;
  learn(rows: Int8Array[], truth: number[], classes: number, random: Random): Judge;
}

interface Judge {
  bytes: number;
  judge(row: Int8Array): Float32Array;
}

const LEARNERS: readonly Learner[] = [
  {
    name: "tree, depth 8",
    learn(rows, truth, classes, random) {
      const all = Int32Array.from(rows, (_, i) => i);
      const growth = { depth: 8, leaf: 8, tried: rows[0].length };
      const tree = growTree(rows, truth, all, classes, growth, random);
      // Feature, threshold, and a two-byte link: four bytes a node.
      return { bytes: tree.nodes * 4, judge: (row) => askTree(tree, row) };
    },
  },
  {
    name: "forest, 100 trees",
    learn(rows, truth, classes, random) {
      const growth = { depth: 12, leaf: 2, tried: Math.round(Math.sqrt(rows[0].length)) };
      const trees = Array.from({ length: 100 }, () => {
        const drawn = Int32Array.from(rows, () => Math.floor(random.next() * rows.length));
        return growTree(rows, truth, drawn, classes, growth, random);
      });
      return {
        bytes: trees.reduce((sum, tree) => sum + tree.nodes * 4, 0),
        judge: (row) => {
          const mean = new Float32Array(classes);
          for (const tree of trees) {
            askTree(tree, row).forEach((p, k) => {
              mean[k] += p / trees.length;
            });
          }
          return mean;
        },
      };
    },
  },
  {
    name: "k-means, 8 centres a class",
    learn(rows, truth, classes, random) {
      const means = Array.from({ length: classes }, (_, k) =>
        meansOf(
          rows.filter((_row, i) => truth[i] === k),
          8,
          random,
        ),
      );
      const bytes = means.flat().reduce((sum, mean) => sum + mean.length, 0);
      return { bytes, judge: (row) => nearestLikely(means, row) };
    },
  },
];

/** Every learner on the same windows, leave one subject out. */
export function rivalsOf(
  newKernel: () => MovementKernel,
  dataset: Dataset,
  set: ModelSet,
  seed: number,
): Rival[] {
  const classes = Object.keys(set.classes).length;
  const classOf = classOfLabels(set, dataset);
  const bySubject = dataset.subjects.map((subject) => {
    const windows = noWindows();
    addWindows(windows, newKernel(), subject, set, classOf);
    return windows;
  });
  return LEARNERS.map(({ name, learn }) => {
    const single = confusionOf(classes);
    const filtered = confusionOf(classes);
    let bytes = 0;
    for (const left of bySubject) {
      const others = bySubject.filter((windows) => windows !== left);
      const features = others.flatMap((windows) => windows.features);
      const scales = scalesOf(features, set.features);
      const truth = others.flatMap((windows) => windows.truth);
      const known = truth.map((k, i) => (k < 0 ? -1 : i)).filter((i) => i >= 0);
      const rows = known.map((i) => bytesOf(features[i], scales));
      const judge = learn(
        rows,
        known.map((i) => truth[i]),
        classes,
        new Random(seed),
      );
      bytes = Math.max(bytes, judge.bytes);
      follow(left, judge, scales, set.stickiness, single, filtered);
    }
    return { name, bytes, single: rounded(macroF1(single)), filtered: rounded(macroF1(filtered)) };
  });
}

function bytesOf(features: Int32Array, scales: readonly Scale[]): Int8Array {
  return Int8Array.from(inputsOf(features, scales), (value) => value * 32);
}

function follow(
  windows: Windows,
  judge: Judge,
  scales: readonly Scale[],
  stickiness: number,
  single: Confusion,
  filtered: Confusion,
): void {
  let scores: number[] = [];
  windows.features.forEach((features, i) => {
    if (i === 0 || windows.run[i] !== windows.run[i - 1]) scores = single.map(() => 0);
    const likely = judge.judge(bytesOf(features, scales));
    const next = scores.map((score, k) => Math.max(score, -stickiness) + Math.log(likely[k] + 1e-3));
    const top = Math.max(...next);
    scores = next.map((score) => score - top);
    const truth = windows.truth[i];
    if (truth < 0) return;
    single[truth][likely.indexOf(Math.max(...likely))]++;
    filtered[truth][next.indexOf(top)]++;
  });
}
