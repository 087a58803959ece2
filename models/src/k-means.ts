import type { Random } from "./random.ts";

const ROUNDS = 12;

/** Centres of at most `count` clusters of byte rows (Lloyd, IEEE Trans. Inf. Theory 1982), rounded to bytes. No rows, no centres. */
export function meansOf(rows: readonly Int8Array[], count: number, random: Random): Int8Array[] {
  const order = random.order(rows.length);
  let means = Array.from(order.subarray(0, count), (i) => Int8Array.from(rows[i]));
  for (let round = 0; round < ROUNDS; round++) {
    const sums = means.map((mean) => new Float64Array(mean.length));
    const counts = means.map(() => 0);
    for (const row of rows) {
      const at = nearest(means, row).at;
      counts[at]++;
      row.forEach((value, i) => {
        sums[at][i] += value;
      });
    }
    means = means.map((mean, k) =>
      counts[k] === 0 ? mean : Int8Array.from(sums[k], (sum) => Math.round(sum / counts[k])),
    );
  }
  return means;
}

/** Which mean is nearest, and the squared distance. */
function nearest(means: readonly Int8Array[], row: Int8Array): { at: number; distance: number } {
  let at = -1;
  let distance = Number.POSITIVE_INFINITY;
  means.forEach((mean, k) => {
    let sum = 0;
    for (let i = 0; i < mean.length; i++) sum += (row[i] - mean[i]) ** 2;
    if (sum < distance) {
      distance = sum;
      at = k;
    }
  });
  return { at, distance };
}

/** How likely each class is by its nearest centre: Gaussian in the distance, one unit of the float input wide. */
export function nearestLikely(means: readonly Int8Array[][], row: Int8Array): Float32Array {
  const distances = means.map((centres) => nearest(centres, row).distance / (2 * 32 * 32));
  const closest = Math.min(...distances);
  const likely = Float32Array.from(distances, (distance) => Math.exp(closest - distance));
  const total = likely.reduce((a, b) => a + b, 0);
  return likely.map((value) => value / total);
}
