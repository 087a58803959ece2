/** Area under the receiver operating characteristic of integer scores 0 … 65535, ties counting half; labels are 0 or 1, both present. */
export function areaUnderCurve(scores: Int32Array, labels: Uint8Array): number {
  const positive = new Float64Array(65_536);
  const negative = new Float64Array(65_536);
  for (let n = 0; n < scores.length; n++) (labels[n] === 1 ? positive : negative)[scores[n]]++;
  let below = 0;
  let won = 0;
  let positives = 0;
  for (let score = 0; score < positive.length; score++) {
    won += positive[score] * (below + negative[score] / 2);
    below += negative[score];
    positives += positive[score];
  }
  return won / (positives * below);
}
