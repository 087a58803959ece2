import type { Random } from "./random.ts";

/** A node: an inner one asks whether input `feature` <= `threshold`; a leaf knows how likely each class is. */
type Node =
  | { feature: number; threshold: number; low: Node; high: Node }
  | { feature: -1; likely: Float32Array };

/** A decision tree. */
export interface Tree {
  root: Node;
  /** Inner nodes and leaves. */
  nodes: number;
}

/** How to grow one. */
export interface Growth {
  depth: number;
  /** Windows a leaf needs. */
  leaf: number;
  /** Inputs tried at each node; all of them when it is as many. */
  tried: number;
}

/**
 * Grows a classification tree on byte inputs by Gini impurity (Breiman et al. 1984, CART), every cut of every tried input looked at
 * through a histogram.
 */
export function growTree(
  rows: readonly Int8Array[],
  truth: readonly number[],
  members: Int32Array,
  classes: number,
  growth: Growth,
  random: Random,
): Tree {
  let nodes = 0;
  const grow = (mine: Int32Array, depth: number): Node => {
    nodes++;
    const counts = new Float32Array(classes);
    for (const i of mine) counts[truth[i]]++;
    const leaf: Node = { feature: -1, likely: counts.map((n) => (n + 1) / (mine.length + classes)) };
    if (depth === 0 || mine.length < 2 * growth.leaf || counts.some((n) => n === mine.length)) return leaf;
    const cut = bestCut(rows, truth, mine, classes, growth, random);
    if (cut === null) return leaf;
    const { feature, threshold } = cut;
    const low = grow(
      mine.filter((i) => rows[i][feature] <= threshold),
      depth - 1,
    );
    const high = grow(
      mine.filter((i) => rows[i][feature] > threshold),
      depth - 1,
    );
    return { feature, threshold, low, high };
  };
  return { root: grow(members, growth.depth), nodes };
}

/** How likely each class is for a row. */
export function askTree(tree: Tree, row: Int8Array): Float32Array {
  let node = tree.root;
  while (node.feature >= 0 && "low" in node)
    node = row[node.feature] <= node.threshold ? node.low : node.high;
  return "likely" in node ? node.likely : new Float32Array();
}

function bestCut(
  rows: readonly Int8Array[],
  truth: readonly number[],
  mine: Int32Array,
  classes: number,
  growth: Growth,
  random: Random,
): { feature: number; threshold: number } | null {
  let best: { feature: number; threshold: number } | null = null;
  let purest = Number.NEGATIVE_INFINITY;
  const histogram = new Int32Array(256 * classes);
  for (const feature of random.order(rows[0].length).subarray(0, growth.tried)) {
    histogram.fill(0);
    for (const i of mine) histogram[(rows[i][feature] + 128) * classes + truth[i]]++;
    const low = new Float64Array(classes);
    const high = new Float64Array(classes);
    for (let at = 0; at < histogram.length; at++) high[at % classes] += histogram[at];
    let below = 0;
    for (let value = 0; value < 255; value++) {
      for (let k = 0; k < classes; k++) {
        const moved = histogram[value * classes + k];
        low[k] += moved;
        high[k] -= moved;
        below += moved;
      }
      if (below < growth.leaf) continue;
      if (mine.length - below < growth.leaf) break;
      // Highest where the weighted Gini impurity of both sides is lowest.
      const purity = squares(low) / below + squares(high) / (mine.length - below);
      if (purity > purest + 1e-9) {
        purest = purity;
        best = { feature, threshold: value - 128 };
      }
    }
  }
  return best;
}

function squares(counts: Float64Array): number {
  return counts.reduce((sum, n) => sum + n * n, 0);
}
