// What tells a sound batch from a drifting one. Each returns null where there is too little to say.

/** Mean and standard deviation (n − 1). */
export interface Spread {
  count: number;
  mean: number;
  deviation: number;
}

export function spread(values: readonly number[]): Spread | null {
  const count = values.length;
  if (count < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, deviation: Math.sqrt(squares / (count - 1)) };
}

/**
 * Process capability Cpk: how many three deviations fit between the mean and the nearer limit (Kane 1986, "Process capability indices",
 * J. Quality Technology 18). Infinite where nothing varies within the limits.
 */
export function cpk({ mean, deviation }: Spread, low: number | null, high: number | null): number | null {
  const room = Math.min(
    low === null ? Number.POSITIVE_INFINITY : mean - low,
    high === null ? Number.POSITIVE_INFINITY : high - mean,
  );
  if (!Number.isFinite(room)) return null;
  if (deviation === 0) return room >= 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return room / (3 * deviation);
}

/** A trend over a series: how likely it is by chance alone, and how much a step of the series changes the value. */
export interface Trend {
  /** Two-sided, 0 … 1. */
  chance: number;
  slope: number;
}

/** Values that a trend is looked for in; longer series are thinned evenly, since it takes all pairs. */
const MOST_VALUES = 1000;
const LEAST_VALUES = 10;

/**
 * Mann–Kendall test (Mann 1945, Econometrica 13; Kendall 1975, "Rank Correlation Methods") with the variance for ties, and Sen's slope
 * (Sen 1968, J. Am. Stat. Assoc. 63): the median of the slopes of all pairs.
 */
export function mannKendall(series: readonly number[]): Trend | null {
  const stride = Math.ceil(series.length / MOST_VALUES);
  const values = series.filter((_, i) => i % stride === 0);
  const n = values.length;
  if (n < LEAST_VALUES) return null;
  let score = 0;
  const slopes: number[] = [];
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      score += Math.sign(values[j]! - values[i]!);
      slopes.push((values[j]! - values[i]!) / (j - i));
    }
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const term = (t: number) => t * (t - 1) * (2 * t + 5);
  const variance = (term(n) - [...counts.values()].reduce((sum, t) => sum + term(t), 0)) / 18;
  slopes.sort((a, b) => a - b);
  const slope = (slopes[(slopes.length - 1) >> 1]! + slopes[slopes.length >> 1]!) / 2 / stride;
  if (variance <= 0) return { chance: 1, slope: 0 };
  const z = (score - Math.sign(score)) / Math.sqrt(variance);
  return { chance: 2 * upperTail(Math.abs(z)), slope };
}

/** Area of the normal distribution above z ≥ 0; Abramowitz and Stegun 7.1.26, error below 1.5e-7. */
function upperTail(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return 0.5 * series * Math.exp(-x * x);
}

/** Units that say what is usual, slack and alarm in deviations: Montgomery, "Introduction to Statistical Quality Control", 9.1. */
const BASE_UNITS = 25;
const SLACK = 0.5;
const ALARM = 8;

/**
 * Tabular CUSUM (Page 1954, Biometrika 41) against the first units: index of the unit from which the mean was another, or null. The alarm
 * is higher than the book's 5 because the usual mean is itself taken from 25 units.
 */
export function cusumOnset(series: readonly number[]): number | null {
  const base = spread(series.slice(0, BASE_UNITS));
  if (!base || base.count < BASE_UNITS || base.deviation === 0) return null;
  let [up, down, upFrom, downFrom] = [0, 0, BASE_UNITS, BASE_UNITS];
  for (let i = BASE_UNITS; i < series.length; i++) {
    const z = (series[i]! - base.mean) / base.deviation;
    if (up === 0) upFrom = i;
    if (down === 0) downFrom = i;
    up = Math.max(0, up + z - SLACK);
    down = Math.max(0, down - z - SLACK);
    if (up > ALARM) return upFrom;
    if (down > ALARM) return downFrom;
  }
  return null;
}

/** Robust deviations beyond which a unit within its limits is still none of its batch (AEC-Q001 Rev-D, part average testing). */
const OUTLYING = 6;
/** Quartiles of a normal distribution lie so many deviations apart. */
const QUARTILES = 1.349;

/** Indices of values that are far from the others though nothing forbids them. */
export function outliers(values: readonly number[]): number[] {
  if (values.length < BASE_UNITS) return [];
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  const deviation = (at(0.75) - at(0.25)) / QUARTILES;
  if (deviation === 0) return [];
  return values.flatMap((value, i) => (Math.abs(value - at(0.5)) > OUTLYING * deviation ? [i] : []));
}
